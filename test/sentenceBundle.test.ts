/** Holds that every sentence of the tables can be translated, and that what a translator starts from has all of them. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
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

/** What isn't translated where the editor shows something, with the reason. */
const NOT_SAID: readonly (readonly [form: RegExp, why: string])[] = [
  [/^editor\/shell\/arguments\.ts: /, 'The forms of arguments are for other programs.'],
  [/^editor\/import\/importCommand\.ts: the URI of a file or folder$/, 'So is this one.'],
  [/^editor\/support\/diagnosis\.ts: /, 'It is for a report of a bug.'],
  [/^editor\/shell\/log\.ts: /, 'The log is in English.'],
  [/^core\/fixes\/writingHints\.ts: [a-z.', ]+$/, 'Phrases that are looked for in English text.'],
  [/: Incident Notes$/, 'A name.'],
  [/: inc: /, "A commit's subject."],
  [/: moved to …$/, 'Written into the record.'],
  [/: <\w+|: kind incident-notes-/, 'Markup, or the name of a style.'],
  [/: git worktree add/, 'A command.'],
  [/core\/status\/dueItems\.ts: (?:Update|Quest) for …$/, 'What a record of 0.1.0 and an argument call it.'],
  [/: (?:working day|followUps of .*|incident-notes postmortem)$/, 'A word that only the program reads.'],
  [
    /: (?:own order|undone order|approved remotes|share offers|last handle|files left out|bases of unsaved edits|secrets passed|kept local|incidents in two locations|handOff reason|no postmortem …)$/,
    'The key of something that is remembered.',
  ],
];

/** Texts of a source with two words or more that are neither said (by `l10n.t` in the first box) nor logged nor a fault of the program. */
function bareTexts(file: string, source: string): string[] {
  const said = new Set<number>();
  const unseen: { readonly start: number; readonly end: number }[] = [];
  const texts: [start: number, text: string][] = [];
  new Visitor({
    TaggedTemplateExpression: ({ tag, quasi }) => {
      if (tag.type === 'Identifier' && tag.name === 'say') said.add(quasi.start);
    },
    CallExpression: ({ callee, start, end }) => {
      const name =
        callee.type === 'MemberExpression' && callee.property.type === 'Identifier' ? callee.property.name : '';
      if (/^(?:info|warn|error|t)$/.test(name)) unseen.push({ start, end });
    },
    NewExpression: ({ callee, start, end }) => {
      if (callee.type === 'Identifier' && callee.name === 'Error') unseen.push({ start, end });
    },
    Literal: ({ start, value }) => void (typeof value === 'string' && texts.push([start, value])),
    TemplateLiteral: ({ start, quasis }) =>
      void texts.push([start, quasis.map(({ value }) => value.cooked ?? '').join('…')]),
  }).visit(parseSync(file, source).program);
  return texts
    .filter(([start, text]) => /\p{L}{2,} \p{L}{2}/u.test(text) && !said.has(start))
    .filter(([at]) => !unseen.some(({ start, end }) => start <= at && at < end))
    .map(([, text]) => text);
}

describe('the sentences', () => {
  it('are all in l10n/bundle.l10n.json', () => {
    execFileSync(process.execPath, ['.scripts/build/sentenceBundle.mjs', '--check'], { stdio: 'pipe' });
  });

  it('are all on the sheet that people read', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sheet-'));
    const file = path.join(folder, 'words.md');
    execFileSync(process.execPath, ['.scripts/build/wordSheet.mjs', file], { stdio: 'pipe' });
    const sheet = fs.readFileSync(file, 'utf8').toLowerCase();
    fs.rmSync(folder, { recursive: true });
    const keys = Object.keys(JSON.parse(fs.readFileSync('l10n/bundle.l10n.json', 'utf8')) as object);
    // A sentence that begins with one of these ends another one.
    const whole = keys.filter((key) => !/^[ ,]/.test(key));
    const parts = (key: string): string[] =>
      key
        .replace(/\.$/, '')
        .toLowerCase()
        .split(/\{\d\}|\n/);
    assert.deepEqual(
      whole.filter((key) => !parts(key).every((part) => sheet.includes(part.trim()))),
      [],
    );
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

  it('of the editor, and of what it shows, are all said', () => {
    const rooms = ['editor', 'core/status', 'core/view', 'core/fixes', 'core/paste', 'core/time', 'core/import'];
    const files = rooms.flatMap((room) =>
      fs
        .readdirSync(`src/${room}`, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => `${room}/${name.replaceAll('\\', '/')}`),
    );
    const bare = files.flatMap((file) => {
      const source = fs.readFileSync(`src/${file}`, 'utf8');
      return bareTexts(file, source).map((text) => `${file}: ${text}`);
    });
    assert.deepEqual(
      bare.filter((one) => !NOT_SAID.some(([form]) => form.test(one))),
      [],
    );
    assert.deepEqual(
      NOT_SAID.filter(([form]) => !bare.some((one) => form.test(one))),
      [],
    );
    assert.deepEqual(bareTexts('x.ts', "say`one of us`; log.info('in the log'); show('one of them')"), ['one of them']);
  });

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
