/** Holds that every sentence of the tables can be translated, and that what a translator starts from has all of them. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { parseSync, Visitor } from 'oxc-parser';
import { say, translateBy } from '../src/core/words/say';
import { reasonOf } from '../src/core/text/reason';
import { CORE_SENTENCES } from '../src/core/text/sentences';

const TABLES = [
  'src/core/import/sentences.ts',
  'src/core/text/sentences.ts',
  'src/core/process/sentences.ts',
  'src/editor/shell/sentences.ts',
  'src/git/process/sentences.ts',
  'src/store/sentences.ts',
];

describe('the sentences', () => {
  it('are all in l10n/bundle.l10n.json', () => {
    execFileSync(process.execPath, ['.scripts/build/sentenceBundle.mjs', '--check'], { stdio: 'pipe' });
  });

  for (const file of TABLES) {
    it(`of ${file} are all said, so that all can be translated`, () => {
      const source = fs.readFileSync(file, 'utf8');
      const said = new Set<number>();
      const bare: string[] = [];
      const isSentence = (text: string): boolean => /\p{L}{2,} \p{L}/u.test(text);
      new Visitor({
        TaggedTemplateExpression: ({ tag, quasi }) => {
          if (tag.type === 'Identifier' && tag.name === 'say') said.add(quasi.start);
        },
        Literal: ({ value }) => void (typeof value === 'string' && isSentence(value) && bare.push(value)),
        TemplateLiteral: ({ start, quasis }) => {
          const text = quasis.map(({ value }) => value.cooked ?? '').join('');
          if (!said.has(start) && isSentence(text)) bare.push(text);
        },
      }).visit(parseSync(file, source).program);
      assert.deepEqual(bare, []);
      assert.ok(said.size > 15);
    });
  }

  it('are shown in the words of the translation, with their values in its order', () => {
    assert.equal(say`${2} of ${'x'}`, '2 of x');
    translateBy((message, ...values) => `<${message}|${values.join()}>`);
    try {
      const { whole } = reasonOf(CORE_SENTENCES, 'sameSeverity', { severity: 'SEV-1' });
      assert.equal(whole, '<No changes: the severity is already {0}.|SEV-1>');
    } finally {
      translateBy((message, ...values) => message.replace(/\{(\d+)\}/g, (_, index) => String(values[Number(index)])));
    }
  });
});
