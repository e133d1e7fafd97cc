/** Holds that the files a team begins with are valid as written, and with whichever of their examples. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readOwnership } from '../../src/core/ownership';
import { readProcess, templateVocabulary, type ExtensibleProcesses, type Process } from '../../src/core/process';
import { STARTER_OWNERSHIP, starterProcess, starterTemplate } from '../../src/core/starter';
import { readTemplate } from '../../src/core/updateTemplateFile';
import { builtIn, NAMES } from '../core/builtIn';

const KNOWN: ExtensibleProcesses = { names: NAMES, find: builtIn };

/** The file with the example of these paragraphs as text instead of a comment, as the editor's toggle does it. */
function withExamples(text: string, wanted: (index: number) => boolean): string {
  const example = /^# ?(?!#)/gm;
  const paragraphs = text.split('\n\n');
  const examples = paragraphs.filter((paragraph) => /^# /m.test(paragraph));
  return paragraphs
    .map((paragraph) => (wanted(examples.indexOf(paragraph)) ? paragraph.replace(example, '') : paragraph))
    .join('\n\n');
}

const count = (text: string): number => text.split('\n\n').filter((paragraph) => /^# /m.test(paragraph)).length;

describe('the starter', () => {
  for (const name of NAMES) {
    describe(`that extends ${name}`, () => {
      const text = starterProcess(builtIn(name), NAMES);
      const read = (wanted: (index: number) => boolean): Process => {
        const yaml = withExamples(text, wanted);
        const { process, problems } = readProcess(yaml, KNOWN);
        assert.deepEqual(problems, [], yaml);
        return process!;
      };

      it('says nothing of its own as written', () =>
        assert.deepEqual(
          read(() => false),
          builtIn(name),
        ));

      it('holds with each example, which changes something', () => {
        for (let index = 0; index < count(text); index++) {
          assert.notDeepEqual(
            read((at) => at === index),
            builtIn(name),
            `example ${index}`,
          );
        }
      });

      it('holds with all of them, and with any', () => {
        assert.equal(read(() => true).name, 'our-team');
        fc.assert(
          fc.property(fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), (chosen) => {
            read((index) => chosen[index] ?? false);
          }),
          { numRuns: 10 },
        );
      });

      it('has a template that holds, with its examples too', () => {
        const known = templateVocabulary(builtIn(name));
        for (const wanted of [false, true]) {
          const { template, findings } = readTemplate(
            withExamples(starterTemplate(builtIn(name)), () => wanted),
            known,
            'support-note',
          );
          assert.deepEqual(findings, []);
          assert.deepEqual(
            [template?.subject, template?.when],
            wanted ? ['For support: {{title}}', ['investigating', 'identified', 'again']] : [undefined, []],
          );
        }
      });
    });
  }

  it('has an ownership file that holds, with each example', () => {
    const owners = (wanted: (index: number) => boolean): string[] => {
      const { owners: found, findings } = readOwnership(withExamples(STARTER_OWNERSHIP, wanted));
      assert.deepEqual(findings, []);
      return found.map(({ team }) => team);
    };
    assert.deepEqual(
      owners(() => false),
      [],
    );
    assert.deepEqual(
      owners((index) => index === 0),
      ['Core services'],
    );
    assert.deepEqual(
      owners((index) => index === 1),
      ['Platform'],
    );
    assert.deepEqual(
      owners(() => true),
      ['Core services', 'Platform'],
    );
  });
});
