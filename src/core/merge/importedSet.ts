/**
 * The file beside a record that says what was imported: a set of lines, which merges line by line. Knows sets, not what a line
 * says.
 */

import { compareText } from '../timeline/entry';

/** Its name, in the record's folder. */
export const IMPORTED = 'imported.txt';

const HEAD = [
  '# Lines of logs that were imported: when, who, and a fingerprint of the words.',
  '# They are not imported again, even if their entries were corrected or deleted.',
];

/** The lines that say something. */
export function importedIn(text: string): ReadonlySet<string> {
  return new Set(
    text
      .split(/\r\n?|\n/)
      .map((line) => line.trim())
      .filter((line) => line !== '' && !line.startsWith('#') && !/^[<=>|]{7}/.test(line)),
  );
}

/** The file with these lines, in one order whoever writes it. */
export function formatImported(lines: Iterable<string>): string {
  return [...HEAD, ...[...new Set(lines)].toSorted(compareText), ''].join('\n');
}

/** What both made of `base`: a line stays unless one of them took it out. */
export function mergeImported(base: string | undefined, ours: string, theirs: string): string {
  const [old, one, other] = [importedIn(base ?? ''), importedIn(ours), importedIn(theirs)];
  return formatImported([...one, ...other].filter((line) => !old.has(line) || (one.has(line) && other.has(line))));
}
