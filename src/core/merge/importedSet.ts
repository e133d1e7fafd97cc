/**
 * The file next to a record that lists what was imported: a set of lines, merged line by line. Doesn't know what a line says.
 */

import { Fingerprints } from './fingerprint';
import { compareText, type Entry } from '../timeline/entry';

/** Its name, in the record's folder. */
export const IMPORTED = 'imported.txt';

const HEAD = [
  '# Lines of logs that were imported: when, who, a fingerprint of the words, and one of the entry.',
  '# They are not imported again, even if their entries were corrected or deleted.',
];

/** What a line endings with that says which entry it became. */
const BECAME = / \+([0-9a-f]{12})$/;

/** Returns the line of what was imported, with the entry that it became. */
export function importedAs(key: string, print: string): string {
  return `${key} +${print}`;
}

/** Returns the line without the entry that it became: by this what was imported is known. */
export function importedKey(line: string): string {
  return line.replace(BECAME, '');
}

/** Tells entries from each other that were imported, also from what somebody made of them since. */
export function entryPrints(): (entry: Entry) => string {
  const prints = new Fingerprints();
  return ({ instant, author, kind, qualifier, text }) => prints.of([instant, author, kind, qualifier, text].join('\n'));
}

/**
 * Returns the fingerprints of entries that both sides imported on their own. One of them that a side lacks, somebody there has corrected
 * or deleted.
 */
export function importedByBoth(base: string | undefined, ours: string, theirs: string): ReadonlySet<string> {
  const [old, one, other] = [importedIn(base ?? ''), importedIn(ours), importedIn(theirs)];
  const both = [...one].filter((line) => other.has(line) && !old.has(line));
  return new Set(both.flatMap((line) => BECAME.exec(line)?.[1] ?? []));
}

/** Returns the lines that say something. */
export function importedIn(text: string): ReadonlySet<string> {
  return new Set(
    text
      .split(/\r\n?|\n/)
      .map((line) => line.trim())
      .filter((line) => line !== '' && !line.startsWith('#') && !/^[<=>|]{7}/.test(line)),
  );
}

/** Returns the file with these lines, in one order whoever writes it. */
export function formatImported(lines: Iterable<string>): string {
  const all = new Set(lines);
  const became = new Set([...all].filter((line) => BECAME.test(line)).map(importedKey));
  return [...HEAD, ...[...all].filter((line) => !became.has(line)).toSorted(compareText), ''].join('\n');
}

/** Returns what both made of `base`: a line stays unless one of them took it out. */
export function mergeImported(base: string | undefined, ours: string, theirs: string): string {
  const [old, one, other] = [importedIn(base ?? ''), importedIn(ours), importedIn(theirs)];
  return formatImported([...one, ...other].filter((line) => !old.has(line) || (one.has(line) && other.has(line))));
}
