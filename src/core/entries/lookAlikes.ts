/**
 * Finds open incidents that a new title resembles, so that somebody can join one instead of declaring it twice. How rare a
 * word is among the titles tells whether it says what's broken, in any language; for English, a list helps. A doubtful match
 * counts as none, because asking costs time at three in the morning.
 */

import { ratio } from 'fuzzball/ultra_lite';
import { readSentence } from './declaration';

export interface OpenIncident {
  readonly id: string;
  readonly title: string;
  readonly services?: readonly string[];
}

export interface LookAlike {
  readonly id: string;
  readonly title: string;
  /** 60 to 100. */
  readonly likeness: number;
}

/** Below this the subjects share less than they differ. */
const CLEAR = 60;
/** Maximum number of other titles that are looked at. */
const MOST_TITLES = 300;
/** Two words are the same but for a typo of the finger; `payment` and `deployment` are at 71. */
const SAME_WORD = 85;

const WORDS = new Intl.Segmenter('en', { granularity: 'word' });

/** In English: grammar, those affected, and what's always wrong. None of it tells two incidents apart. */
const SILENT = new Set(
  [
    'a an the and or but of to in on at by for from with since after before about into via as it its this that there',
    'i we you they he she our your their my us some any many most all every everyone everybody no none not only again still',
    'is are was were be been being has have had do does did can cannot cant could wont will would get gets getting',
    'user users customer customers client clients people person team teams visitor visitors account accounts new',
    'broken down failing fails failed fail failure failures slow slower slowly degraded unavailable unreachable unable',
    'outage incident issue issues problem problems error errors erroring timeout timeouts timing out returning returns',
    'working work works responding respond very really high low elevated increased intermittent intermittently partially',
    'dead stuck hanging hangs crashing crashes crashed bad wrong offline affected impacted seeing see since today now',
  ].flatMap((line) => line.split(' ')),
);

/**
 * Returns the open incidents that `title` clearly resembles, best first; those alike keep the order of `open`. `titles` are those of
 * other records, which tell what everybody writes.
 */
export function lookAlikes(title: string, open: readonly OpenIncident[], titles: readonly string[] = []): LookAlike[] {
  const subject = subjectOf(title);
  const subjects = open.map((incident) => subjectOf(incident.title));
  let known: readonly string[][] | undefined;
  const frequencies = new Map<string, number>();
  const frequency = (word: string): number => {
    known ??= [subject, ...subjects, ...titles.slice(0, MOST_TITLES).map(subjectOf)];
    const count = frequencies.get(word) ?? known.filter((words) => words.some((other) => isSame(word, other))).length;
    frequencies.set(word, count);
    return count;
  };
  return open
    .map((incident, index) => ({
      id: incident.id,
      title: incident.title,
      likeness: names(title, incident.services ?? []) ? 100 : likeness(subject, subjects[index]!, frequency),
    }))
    .filter((alike) => alike.likeness >= CLEAR)
    .sort((a, b) => b.likeness - a.likeness);
}

/** Returns the words of a title by which others like it can be found: as they are written, and as they are compared here. */
export function subjectWords(title: string): string[] {
  const written = [...WORDS.segment(plain(title))].flatMap(({ segment, isWordLike }) => (isWordLike ? segment : []));
  return [...new Set([...written.filter((word) => !SILENT.has(word)), ...subjectOf(title)])];
}

/** Returns the words that say what is broken: the functionality where the sentence has one. */
function subjectOf(title: string): string[] {
  const { summary } = readSentence(title);
  const said = wordsOf(summary?.functionality ?? title);
  return said.length > 0 || !summary ? said : wordsOf(title);
}

function wordsOf(text: string): string[] {
  const folded = plain(text).replace(/\b(?:log|logg|sign)(?:ing|ging|ed)?[- ]?(?:in|on)s?\b/g, ' login ');
  // Most scripts have spaces between words; the rest is divided by a dictionary.
  const words = [...WORDS.segment(folded)].flatMap(({ segment, isWordLike }) => (isWordLike ? segment : []));
  return [...new Set(words.filter((word) => !SILENT.has(word)).map(stem))];
}

/** Lower case, without accents and apostrophes. */
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}'’]/gu, '')
    .toLowerCase();
}

function stem(word: string): string {
  return word.length > 4 ? word.replace(/(?:([a-z])\1)?ing$/, '$1').replace(/(?<=[a-z]{3}[^s])s$/, '') : word;
}

/**
 * Words in common, out of all: 0 to 100. Where each has words of its own, those tell the two apart, unless what they share is
 * rarer: then only words as rare as that count.
 */
function likeness(a: readonly string[], b: readonly string[], frequency: (word: string) => number): number {
  const shared = a.filter((word) => b.some((other) => isSame(word, other)));
  const own = [a, b].map((words) => words.filter((word) => !shared.some((other) => isSame(word, other))));
  const rarest = (words: readonly string[]): number => Math.min(...words.map(frequency));
  if (shared.length === 0 || own.some((words) => words.length === 0)) {
    return dice(shared.length, a.length, b.length);
  }
  const least = rarest(shared);
  if (own.some((words) => rarest(words) <= least)) {
    return 0;
  }
  const telling = (words: readonly string[]): number => words.filter((word) => frequency(word) <= least).length;
  return dice(telling(shared), telling(a), telling(b));
}

function dice(shared: number, a: number, b: number): number {
  return a + b === 0 ? 0 : Math.round(Math.min(1, (2 * shared) / (a + b)) * 100);
}

function isSame(word: string, other: string): boolean {
  return word === other || ratio(word, other, { full_process: false }) >= SAME_WORD;
}

/** Returns whether the title names one of the services: `auth-api`, also as `auth api`. */
function names(title: string, services: readonly string[]): boolean {
  const words = ` ${spaced(title)} `;
  return services.some((service) => spaced(service) !== '' && words.includes(` ${spaced(service)} `));
}

function spaced(text: string): string {
  return plain(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
