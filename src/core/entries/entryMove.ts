/** What an entry becomes in another incident's record, and which entries can't leave their own record. */

import type { Entry } from '../timeline/entry';
import { atFreeInstant } from '../record/placement';
import type { IncidentRecord } from '../record/record';
import { refusal } from '../text/refusal';
import { counts, RETRACT } from '../timeline/retraction';
import { CORE_SENTENCES } from '../text/sentences';

/** Returns whether the entry is about its own record: steps are in its checklists, and it began with its declaration. */
export function staysInRecord({ kind, qualifier }: Entry): boolean {
  return kind === 'CHECK' || kind === RETRACT || (kind === 'MILESTONE' && qualifier === 'declared');
}

/**
 * Returns the entry as it is written into `to`, at its own time or the next free second; the links to its evidence lead back to
 * `folder`, its own record's folder as seen from `to`'s: `../2026-11-20-log-in-is-slow`. Undefined: there is no such way.
 * @throws Refusal if the entry can't be moved.
 */
export function movedEntry(from: IncidentRecord, to: IncidentRecord, entry: Entry, folder: string | undefined): Entry {
  if (staysInRecord(entry)) {
    throw refusal(CORE_SENTENCES, 'staysInRecord', { kind: entry.kind });
  }
  if (!counts(from, entry)) {
    throw refusal(CORE_SENTENCES, 'notCounting');
  }
  if (from.frontMatter.fields.security === true && to.frontMatter.fields.security !== true) {
    throw refusal(CORE_SENTENCES, 'staysSecret');
  }
  const text = entry.text.replaceAll(EVIDENCE, `](${folder ?? ''}/evidence/`);
  if (text !== entry.text && folder === undefined) {
    throw refusal(CORE_SENTENCES, 'evidenceAway');
  }
  return atFreeInstant(to.timeline, { ...entry, text });
}

const EVIDENCE = '](evidence/';
