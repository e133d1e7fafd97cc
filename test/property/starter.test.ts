/** Holds that the files a team begins with are valid as written, and with whichever of their examples. */
import assert from 'node:assert/strict';
import { readOwnership } from '../../src/core/process/ownership';
import { templateVocabulary, type Process } from '../../src/core/process/process';
import { STARTER_OWNERSHIP, starterProcess, starterTemplate } from '../../src/core/process/starter';
import { readTemplate } from '../../src/core/template/updateTemplateFile';
import { builtIn, NAMES } from '../core/builtIn';
import { readStarter, withExamples } from './starterExamples';

const count = (text: string): number => text.split('\n\n').filter((paragraph) => /^# /m.test(paragraph)).length;

describe('the starter', () => {
  for (const name of NAMES) {
    describe(`that extends ${name}`, () => {
      const text = starterProcess(builtIn(name), NAMES);
      const read = (wanted: (index: number) => boolean): Process => readStarter(text, wanted);

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

      it('holds with all of them', () => assert.equal(read(() => true).name, 'our-team'));

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
