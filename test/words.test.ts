/** Holds that what people see has none of the stiff phrases that this product once had. What they see is listed once. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';
import { parse } from 'yaml';

/** What isn't said, and what to say instead. */
const RULED_OUT: readonly (readonly [phrase: RegExp, instead: string])[] = [
  [/\bstands? (?:here|there|in|twice|above|below|at|behind|with|next|beside|under)\b/i, 'is'],
  [/\ball the same\b/i, 'anyway'],
  [/\banew\b/i, 'again'],
  [/\bg(?:ive|ives|iving|ave) back\b/i, 'returns'],
  [/(?<!\bthere )\bis no (?!longer\b|more than\b)/i, "isn't a"],
  [/\bwhat waits\b/i, 'pending'],
  [/\bso many\b/i, 'a number, or "that many"'],
  [/\bby then\b/i, 'until then, or a time'],
  [/\bput(?:s|ting)? (?:(?:it|them) )?back\b/i, 'restore, undo'],
  [/\bput(?:s|ting)? together\b/i, 'merge'],
  [/\bt(?:ake|akes|aken|aking|ook) (?:(?:it|them) )?(?:out|away)\b/i, 'remove'],
  [/\bmend(?:s|ed|ing)?\b/i, 'fix'],
  [/\bwas probably meant\b/i, 'Did you mean …?'],
  [/\bfor whom\b/i, "who's affected"],
  [/\bwhat is how\b/i, "what's broken"],
  [/\bmay stay empty\b/i, 'Optional.'],
  [/\b(?:is|are|be) so (?:already|by|here|in)\b/i, 'say what it is'],
  [/\b(?:is|are) absent\b/i, 'without it, if it is left out'],
  [/\bholds? the (?:record|entry|entries|file|line)\b/i, 'contains'],
  [/\bcame? together\b/i, 'say what failed'],
  [/\bcannot be (?:read|used|opened|merged|reached|written)\b/i, "can't …"],
  [/\bserves? (?:meanwhile|until)\b/i, 'is used until'],
  [/[\p{L}\p{N}]’[\p{L}]|[“”]/u, 'straight quotes'],
];

/** Where a phrase is right, with the reason. */
const RIGHT: Readonly<Record<string, string>> = {
  'src/core/entries/snooze.ts': 'Reads a line that version 0.1.0 wrote.',
  'src/core/postmortem/milestoneChart.ts': 'A chart can have no straight quotes in a label.',
};
/** Words that a program reads. */
const LISTS_OF_WORDS = ['src/core/entries/lookAlikes.ts', 'src/git/commit/passwords.ts'];

type Text = readonly [place: string, text: string];

function filesIn(folder: string, end: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.posix.join(folder, name.replaceAll('\\', '/')))
    .filter((name) => name.endsWith(end) && !name.endsWith('.d.ts'));
}

/** Each text of data, with the keys that lead to it. `formerly` is what records were once written with. */
function textsOf(place: string, data: unknown): Text[] {
  if (typeof data === 'string') return [[place, data]];
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) => (key === 'formerly' ? [] : textsOf(`${place} ${key}`, value)));
}

/** What the code says: every text that has words in it. */
function literalsOf(file: string): Text[] {
  const source = fs.readFileSync(file, 'utf8');
  const found: Text[] = [];
  const add = (text: string, start: number): void => {
    if (/\p{L} \p{L}|[“”’]/u.test(text)) found.push([`${file}:${source.slice(0, start).split('\n').length}`, text]);
  };
  new Visitor({
    Literal: (node) => void (typeof node.value === 'string' && add(node.value, node.start)),
    TemplateLiteral: (node) => add(node.quasis.map(({ value }) => value.cooked ?? '').join('…'), node.start),
  }).visit(parseSync(file, source).program);
  return found;
}

/** What a page says, without its code. */
function proseOf(file: string): Text[] {
  const text = fs.readFileSync(file, 'utf8').replace(/^```[^]*?^```$/gm, (fence) => fence.replace(/[^\n]/g, ''));
  return text
    .split('\n')
    .map((line, index): Text => [`${file}:${index + 1}`, line.replace(/`[^`]*`/g, '`…`')])
    .filter(([, line]) => line !== '');
}

const dataOf = (file: string): Text[] => textsOf(file, parse(fs.readFileSync(file, 'utf8')) as unknown);

/** Everything that people see. */
const SEEN: Readonly<Record<string, readonly Text[]>> = {
  code: filesIn('src', '.ts')
    .filter((file) => !LISTS_OF_WORDS.includes(file))
    .flatMap(literalsOf),
  manifest: dataOf('package.nls.json'),
  processes: filesIn('src/processes', '.yaml').flatMap(dataOf),
  schemas: filesIn('schemas', '.json').flatMap(dataOf),
  snippets: filesIn('snippets', '.json').flatMap(dataOf),
  sample: [...filesIn('docs', '.yaml').flatMap(dataOf), ...filesIn('docs/tidewater', '.md').flatMap(proseOf)],
  pages: [...filesIn('docs', '.md'), 'README.md', 'CHANGELOG.md'].flatMap(proseOf),
};

const wrongIn = (texts: readonly Text[]): string[] =>
  texts.flatMap(([place, text]) =>
    RULED_OUT.flatMap(([phrase, instead]) => {
      const [found] = phrase.exec(text) ?? [];
      return found === undefined ? [] : [`${place}: "${found}" in "${text.slice(0, 120)}". Say: ${instead}`];
    }),
  );

const HARD =
  'The aforementioned intermittent unavailability necessitates comprehensive investigation prior to reinstatement of functionality.';

/** Number of syllables of an English word, as its vowels tell. */
function syllables(word: string): number {
  const groups = word
    .toLowerCase()
    .replace(/(?:[^laeiouy]es|[^aeiouytd]ed|[^laeiouy]e)$/, (end) => end[0]!)
    .match(/[aeiouy]+/g);
  return groups?.length ?? 1;
}

/** The grade of school at which a text is read easily, by Flesch and Kincaid; a line is a sentence. */
function gradeOf(text: string): number {
  const sentences = text.split(/[.!?:\n]+/).filter((sentence) => /\p{L}/u.test(sentence));
  const words = sentences.flatMap((sentence) => sentence.match(/[\p{L}\d'-]+/gu) ?? []);
  const sounds = words.reduce((sum, word) => sum + syllables(word), 0);
  return 0.39 * (words.length / sentences.length) + 11.8 * (sounds / words.length) - 15.59;
}

/** What people read of a process's texts of one kind, without placeholders and former words. */
function readOf(file: string, kind: 'templates' | 'checklists'): string {
  const { [kind]: data } = parse(fs.readFileSync(file, 'utf8')) as Record<string, unknown>;
  const texts = textsOf('', data).filter(([keys]) => /(?: text| items \d+)$/.test(keys));
  return texts.map(([, text]) => text.replace(/\{\{[#^/][^}]*\}\}/g, '').replace(/\{\{[^}]*\}\}/g, 'this')).join('\n');
}

describe('the words that people see', () => {
  for (const [where, texts] of Object.entries(SEEN)) {
    it(`are plain in the ${where}`, () => {
      assert.ok(texts.length > 10);
      const wrong = wrongIn(texts).filter((one) => !Object.keys(RIGHT).some((file) => one.startsWith(`${file}:`)));
      assert.deepEqual(wrong, []);
    });
  }

  it('are found where they are not', () => {
    const stiff = ['It stands here twice.', 'That is no time.', 'The other’s entries', 'It is so already.'];
    assert.deepEqual(
      stiff.map((text) => wrongIn([['x', text]]).length),
      stiff.map(() => 1),
    );
    assert.deepEqual(wrongIn([['x', 'There is no record, and it is no longer held.']]), []);
  });

  it('have no exception that nothing needs', () => {
    const files = wrongIn(Object.values(SEEN).flat()).map((one) => one.split(':')[0]!);
    assert.deepEqual(
      Object.keys(RIGHT).filter((file) => !files.includes(file)),
      [],
    );
  });

  // Printed, not judged: a low figure alone makes no good text.
  for (const kind of ['templates', 'checklists'] as const) {
    const files = filesIn('src/processes', '.yaml');
    const grades = files.map((file) => `${path.basename(file, '.yaml')} ${gradeOf(readOf(file, kind)).toFixed(1)}`);
    it(`are read in ${kind} at grade ${grades.join(', ')}`, () => {
      assert.ok(gradeOf(readOf('src/processes/default.yaml', kind)) < gradeOf(HARD));
    });
  }
});
