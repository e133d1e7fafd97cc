/**
 * The subject of a commit that the extension makes. Avoids anything that a code host would act on, and never uses text from an
 * entry.
 */

const LONGEST = 72;

/** Where the subject goes in the form that a team's rule for commit messages wants: `docs(incident): {subject}`. */
const PLACE = '{subject}';

/** Returns the form on one line, with its place; a form without one comes before the subject. */
function readForm(form: string): [before: string, after: string] {
  const [line = ''] = form.trim().split(/[\r\n]/, 1);
  const at = line.indexOf(PLACE);
  return at < 0 ? [line === '' ? '' : `${line} `, ''] : [line.slice(0, at), line.slice(at + PLACE.length)];
}

/** Returns whether a commit with this subject is the tool's, written in this form or in none. */
export function isToolSubject(subject: string, form: string): boolean {
  const [before] = readForm(form);
  return subject.startsWith('inc: ') || (before !== '' && subject.startsWith(`${before}inc: `));
}

/** Returns a subject in the form. */
export function formSubject(subject: string, form: string): string {
  const [before, after] = readForm(form);
  return before + subject + after;
}

/** What a commit holds. */
export interface CommitContent {
  readonly id: string;
  readonly security: boolean;
  /** How many entries of the tool wait for this commit; 0 for words typed by hand. */
  readonly entries: number;
  /** How many of them came from a log; absent if none did. */
  readonly imported?: number;
  /** Whether the record comes into being. */
  readonly declared?: boolean;
}

/**
 * `inc: declare <id>`, `inc: 3 entries in <id>`, `inc: import 3 entries into <id>`, `inc: update <id>`; for a security incident always `inc: update record`.
 * At most 72 characters, one line, nothing that mentions, closes an issue or steers a pipeline, whatever the id holds.
 */
export function commitSubject({ id, security, entries, imported = 0, declared }: CommitContent, form = ''): string {
  if (security) {
    return formSubject('inc: update record', form);
  }
  const what = declared
    ? 'inc: declare'
    : imported > 0 && imported === entries
      ? `inc: import ${entries} ${entries === 1 ? 'entry' : 'entries'} into`
      : entries > 1
        ? `inc: ${entries} entries in`
        : entries === 1
          ? 'inc: 1 entry in'
          : 'inc: update';
  const name = harmless(id, LONGEST - formSubject(what, form).length - 1);
  return formSubject(name === '' ? 'inc: update record' : `${what} ${name}`, form);
}

/**
 * Letters, digits, `-`, `.` and `_` alone are kept: without white space, `#`, `@`, `[` and `:` there is no mention, no issue number, no
 * closing keyword before one, no trailer and no `[skip ci]`. A key such as `ABC-12` after a blank stays apart from the keywords above.
 */
function harmless(id: string, length: number): string {
  const kept = [...id.normalize('NFC')]
    .map((character) => (/[\p{L}\p{M}\p{N}._-]/u.test(character) ? character : '-'))
    .join('');
  let name = kept.replace(/-{2,}/g, '-').replace(/^[-.]+|[-.]+$/g, '');
  while (name.length > Math.max(length, 0)) {
    name = [...name].slice(0, -1).join('');
  }
  return name.replace(/[-.]+$/, '');
}
