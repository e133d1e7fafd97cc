/**
 * Refreshes a postmortem from its last draft to a new one, or says that nothing is new. Knows which draft can count as the
 * last one; the editor knows where drafts are kept.
 */

import { readFrontMatter } from '../../frontMatter/frontMatter';
import { FORMER_HEADINGS } from '../draftSections';
import { editBase, readDraft } from './postmortemBase';
import { addMissing, mergePostmortem, type MergedPostmortem } from './postmortemMerge';
import { applyEdits } from '../../text/textEdit';

export interface Refresh {
  /** The draft of the record as it is. */
  readonly fresh: string;
  /** The draft from which the postmortem was made or refreshed last, untouched; absent if it can't be had. */
  readonly last?: string | undefined;
  /** The commit that holds `fresh`, untouched; absent if nothing can be committed. */
  readonly commit?: string | undefined;
}

/** A record of 10,000 entries has a draft of 13,000 lines; more than this would be felt. */
const MOST_LINES = 30_000;

/** Whether one of the texts has too many lines to be merged. */
export function isTooLong(...texts: readonly (string | undefined)[]): boolean {
  return texts.some((text = '') => {
    let lines = 0;
    for (let at = text.indexOf('\n'); at >= 0 && lines <= MOST_LINES; at = text.indexOf('\n', at + 1)) {
      lines++;
    }
    return lines > MOST_LINES;
  });
}

/**
 * Returns the postmortem with the facts of the fresh draft; a new one where `current` has no words. Without the last draft, or
 * without a commit that will be the next one's last, only missing rows and action items are added. What is too long stays
 * as it is.
 */
export function refreshPostmortem(current: string, { fresh, last, commit }: Refresh): MergedPostmortem {
  if (current.trim() === '') {
    return { text: named(fresh, commit), findings: [] };
  }
  if (isTooLong(current, fresh, last)) {
    return { text: current, findings: [] };
  }
  const text = named(current, commit);
  return last !== undefined && commit !== undefined
    ? mergePostmortem(last, text, fresh, FORMER_HEADINGS)
    : addMissing(last, text, fresh);
}

/** Returns whether the fresh draft says what the last one said: then there is nothing to refresh. */
export function isUpToDate(last: string | undefined, fresh: string): boolean {
  return last !== undefined && withFeeds(last) === withFeeds(fresh);
}

/** Returns whether the front matter of the postmortem, or of the one to be, can name the commit of its draft. */
export function canNameDraft(current: string): boolean {
  return current.trim() === '' || editBase(current, '0'.repeat(40)).length > 0;
}

/**
 * Returns the text of a commit as the last draft of `current`. Undefined if people's words are in it, or if a former version made
 * it of a postmortem that has the present shape.
 */
export function lastDraft(committed: string | undefined, current: string): string | undefined {
  const draft = committed === undefined ? undefined : readDraft(committed);
  return draft && (draft.isMarked || !hasState(current)) ? draft.text : undefined;
}

/** Former versions knew no state. */
function hasState(postmortem: string): boolean {
  return readFrontMatter(postmortem).document?.has('state') === true;
}

function named(text: string, commit: string | undefined): string {
  return commit === undefined ? text : applyEdits(text, editBase(text, commit));
}

/** A git filter may have changed the text's line endings. */
function withFeeds(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
