/**
 * What a declaration makes of one sentence: the title and the incident's id. Knows the form
 * `X is Y for Z`; the record that begins with it is `draft.ts`.
 */

import slugify from '@sindresorhus/slugify';
import { normaliseText } from './entry';
import type { Summary } from './fields';
import { formatInstant } from './instant';

export interface Sentence {
  /** One line, as it was typed, without the full stop. Empty when nothing was typed. */
  readonly title: string;
  /** Absent when the sentence has another form. */
  readonly summary?: Summary;
}

const LONGEST_SLUG = 60;
const RESERVED_ON_WINDOWS = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/** Reads `Logging in is broken for all users.`, also with `are`; any other sentence is a title alone. */
export function readSentence(sentence: string): Sentence {
  const title = oneLine(sentence)
    .replace(/(?<!\.)\.$/, '')
    .trimEnd();
  const [, functionality, state, audience] = /^(.+?) (?:is|are) (.+?) for (.+)$/i.exec(title) ?? [];
  return functionality && state && audience ? { title, summary: { functionality, state, audience } } : { title };
}

/** `Logging in is broken for all users`. */
export function formatSentence({ functionality, state, audience }: Summary): string {
  return oneLine(`${functionality} is ${state} for ${audience}`);
}

/**
 * The id of an incident declared at `instant` (milliseconds, UTC): `2026-11-20-logging-in-is-broken-for-all-users`. The
 * slug is ASCII in lower case, at most 60 characters, `incident` where the title has no letters that ASCII can show.
 * With `-2`, `-3` when `taken` has it, whatever the case of its letters.
 */
export function incidentId(instant: number, title: string, taken: ReadonlySet<string>): string {
  const known = new Set([...taken].map((id) => id.toLowerCase()));
  const first = `${formatInstant(instant).slice(0, 10)}-${slugOf(title)}`;
  let id = first;
  for (let count = 2; known.has(id); count += 1) {
    id = `${first}-${count}`;
  }
  return id;
}

/** The text on one line: white space, line ends and control characters are single spaces, nothing invisible stays. */
export function oneLine(text: string): string {
  return normaliseText(text.replace(/[\s\p{Cc}]+/gu, ' '));
}

/** The words of a name with hyphens, as a person would write them: `communications-lead` → `Communications lead`. */
export function wordsOf(name: string): string {
  const [first = '', ...rest] = name.replaceAll('-', ' ');
  return first.toUpperCase() + rest.join('');
}

/** ASCII in lower case with hyphens, at most 60 characters, cut between words: `logging-in-is-broken`. */
export function slugOf(title: string): string {
  const slug = slugify(oneLine(title), { decamelize: false })
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const cut = slug.length <= LONGEST_SLUG ? slug : slug.slice(0, LONGEST_SLUG + 1).replace(/-[^-]*$/, '');
  const short = cut.slice(0, LONGEST_SLUG) || 'incident';
  return RESERVED_ON_WINDOWS.test(short) ? `${short}-incident` : short;
}
