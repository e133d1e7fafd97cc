/**
 * Makes an incident's title and id from the sentence that declares it. Knows the form `X is Y for Z`; `draft.ts` writes the
 * record.
 */

import type { Summary } from '../frontMatter/fields';
import { formatInstant } from '../time/instant';
import { oneLine } from '../text/plainText';
import { slugOf } from '../frontMatter/slug';

export interface Sentence {
  /** One line, as it was typed, without the period. Empty when nothing was typed. */
  readonly title: string;
  /** Absent if the sentence has another form. */
  readonly summary?: Summary;
}

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
 * Returns the id of an incident declared at `instant` (milliseconds, UTC): `2026-11-20-logging-in-is-broken-for-all-users`. The
 * slug is ASCII in lower case, at most 60 characters, `incident` and the time where the title has no letters that ASCII can
 * show: `2026-11-20-incident-1403`.
 * With `-2`, `-3` when `taken` has it, whatever the case of its letters.
 */
export function incidentId(instant: number, title: string, taken: ReadonlySet<string>): string {
  const written = formatInstant(instant);
  const slug = slugOf(title, `incident-${written.slice(11, 16).replace(':', '')}`);
  return freeId(`${written.slice(0, 10)}-${slug}`, taken);
}

/** Another id for the incident, as another one has its own, which `taken` has too: `…-2` for the id, `…-3` for that. */
export function otherId(id: string, taken: ReadonlySet<string>): string {
  const [, first = id] = /^(.+)-\d+$/.exec(id) ?? [];
  return freeId(taken.has(first) ? first : id, taken);
}

function freeId(first: string, taken: ReadonlySet<string>): string {
  const known = new Set([...taken].map((id) => id.toLowerCase()));
  let id = first;
  for (let count = 2; known.has(id.toLowerCase()); count += 1) {
    id = `${first}-${count}`;
  }
  return id;
}
