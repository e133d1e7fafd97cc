/** The text of a follow-up: what to do after the incident, its owner, and its due date. */

import { withClosing } from './textParts';

export interface FollowUp {
  readonly text: string;
  /** A handle without `@`. */
  readonly owner?: string;
  /** A calendar date, `2026-11-27`. */
  readonly due?: string;
}

/** A formatter may have wrapped it. */
const CLOSING = /\s*\((?:owner\s+@([^\s,)]+))?(?:,\s+)?(?:due\s+(\d{4}-\d{2}-\d{2}))?\)$/;
const TYPED = /\s+(?:@(\S+)|due\s+(\d{4}-\d{2}-\d{2}))$/;

/**
 * Reads `alert on it (owner @jo, due 2026-11-27)` as the record has it, and `alert on it @jo due 2026-11-27` as people
 * type it, the two in any order.
 */
export function readFollowUp(written: string): FollowUp {
  const closing = CLOSING.exec(written);
  if (closing && (closing[1] ?? closing[2])) {
    return followUp(written.slice(0, closing.index), closing[1], closing[2]);
  }
  let text = written.trimEnd();
  let owner: string | undefined;
  let due: string | undefined;
  for (let match = TYPED.exec(text); match; match = TYPED.exec(text)) {
    if ((match[1] && owner) || (match[2] && due)) {
      break;
    }
    owner ??= match[1];
    due ??= match[2];
    text = text.slice(0, match.index);
  }
  return followUp(text, owner, due);
}

/** `alert on it (owner @jo, due 2026-11-27)`; below a block, such as a fence, on a line of its own. */
export function formatFollowUp({ text, owner, due }: FollowUp): string {
  const parts = [...(owner ? [`owner @${owner}`] : []), ...(due ? [`due ${due}`] : [])];
  if (parts.length === 0) {
    return text;
  }
  return withClosing(text, parts.join(', '));
}

/**
 * Returns the text of the follow-up's issue, markdown: where it comes from, whose it is, and when it's due. `page` is where the
 * record is read, undefined if it has no page.
 */
export function issueText({ owner, due }: FollowUp, incident: string, page: string | undefined): string {
  const title = incident.replace(/[[\]\\]/g, '\\$&');
  return [
    `Follow-up of an incident: ${page === undefined ? title : `[${title}](${page})`}`,
    // No mention: nobody is notified by a draft.
    ...(owner === undefined ? [] : [`Owner: ${owner}`]),
    ...(due === undefined ? [] : [`Due: ${due}`]),
  ].join('\n\n');
}

/** Returns the text with the address of its issue behind what is to be done: `alert on it https://… (owner @jo)`. */
export function withIssue(written: string, issue: string): string {
  const { text, ...rest } = readFollowUp(written);
  return text.includes(issue) ? written : formatFollowUp({ text: `${text} ${issue}`, ...rest });
}

/** Returns whether it is a date of the calendar, written `2026-11-27`. */
export function isCalendarDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true;
}

function followUp(text: string, owner: string | undefined, due: string | undefined): FollowUp {
  return { text, ...(owner ? { owner } : {}), ...(due ? { due } : {}) };
}
