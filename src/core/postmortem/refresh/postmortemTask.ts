/**
 * A postmortem as a task: its owner and state, in the front matter of `postmortem.md`. Reads and writes those fields; the
 * editor decides when they change.
 */

import { isScalar, type Document } from 'yaml';
import { editFields, written } from '../../frontMatter/fieldEdit';
import { readFrontMatter } from '../../frontMatter/frontMatter';
import { lineEndOf, type TextEdit } from '../../text/textEdit';

export const POSTMORTEM_STATES = ['draft', 'in-review', 'done', 'not-needed'] as const;
export type PostmortemState = (typeof POSTMORTEM_STATES)[number];

export interface PostmortemTask {
  /** As it is written, `@dana`. */
  readonly owner?: string;
  /** A draft where nothing, or nothing that is known, differs. */
  readonly state: PostmortemState;
  /** The day on which it came to that state, `2026-11-27`. */
  readonly since?: string;
  /** Why none is needed. */
  readonly reason?: string;
}

export function readTask(postmortem: string): PostmortemTask {
  const { document } = readFrontMatter(postmortem);
  const owner = textOf(document, 'owner');
  const reason = textOf(document, 'reason');
  const state = POSTMORTEM_STATES.find((known) => known === textOf(document, 'state')) ?? 'draft';
  const since = textOf(document, state);
  return {
    ...(owner === undefined ? {} : { owner }),
    state,
    ...(since === undefined ? {} : { since }),
    ...(reason === undefined ? {} : { reason }),
  };
}

export interface TaskChange {
  readonly state: PostmortemState;
  readonly reason?: string | undefined;
  /** The day on which it comes to that state, `2026-11-27`. */
  readonly date: string;
}

/** Returns the edits that say so, with the day under the state's name; none if there is no front matter that can be read. */
export function editTask(postmortem: string, { state, reason, date }: TaskChange): TextEdit[] {
  const frontMatter = readFrontMatter(postmortem);
  const { document, start, end } = frontMatter;
  if (!document) {
    return [];
  }
  const why = state === 'not-needed' ? reason : undefined;
  const values = { state, reason: why, ...(state === 'draft' ? {} : { [state]: date }) };
  const fields = Object.entries(values);
  const there = fields.filter(([key]) => document.has(key));
  const edits = editFields(
    postmortem,
    frontMatter,
    there.map(([key, value]) => ({ path: [key], value })),
  );
  const eol = lineEndOf(postmortem);
  const added = fields
    .filter(([key, value]) => value !== undefined && !document.has(key))
    .map(([key, value]) => `${key}: ${written(value!)}${eol}`)
    .join('');
  const at = placeOf(postmortem.slice(start, end));
  return added === '' ? edits : [...edits, { start: start + at, end: start + at, text: added }];
}

/** Above what only the tool needs, else at the end. */
function placeOf(fields: string): number {
  const at = fields.search(/^(?:generated-from|base):/m);
  return at < 0 ? fields.length : at;
}

function textOf(document: Document | undefined, key: string): string | undefined {
  const node: unknown = document?.get(key, true);
  const value = isScalar(node) ? node.value : undefined;
  return typeof value === 'string' ? value : undefined;
}
