/** What an entry is in another incident's record, and which entries belong to their own record alone. */

import type { Entry } from '../timeline/entry';
import { atFreeInstant } from '../record/placement';
import type { IncidentRecord } from '../record/record';
import { Refusal } from '../text/refusal';
import { counts, RETRACT } from '../timeline/retraction';

/** Whether the entry is about its own record: steps are in its checklists, and it began with its declaration. */
export function staysInRecord({ kind, qualifier }: Entry): boolean {
  return kind === 'CHECK' || kind === RETRACT || (kind === 'MILESTONE' && qualifier === 'declared');
}

/**
 * The entry as it is written into `to`, at its own time or the next free second; the links to its evidence lead back to
 * `folder`, its own record's folder as seen from `to`'s: `../2026-11-20-log-in-is-slow`. Undefined: there is no such way.
 * @throws Refusal where the entry can't be moved.
 */
export function movedEntry(from: IncidentRecord, to: IncidentRecord, entry: Entry, folder: string | undefined): Entry {
  if (staysInRecord(entry)) {
    throw new Refusal(`Can't move this entry: a ${entry.kind} of this kind belongs to its own record.`);
  }
  if (!counts(from, entry)) {
    throw new Refusal("Can't move this entry: it was retracted, or it's no longer in the record.");
  }
  if (from.frontMatter.fields.security === true && to.frontMatter.fields.security !== true) {
    throw new Refusal("Can't move an entry out of a security incident: more people can read the other record.");
  }
  const text = entry.text.replaceAll(EVIDENCE, `](${folder ?? ''}/evidence/`);
  if (text !== entry.text && folder === undefined) {
    throw new Refusal("Can't move this entry: the file that it links to is in another folder of records.");
  }
  return atFreeInstant(to.timeline, { ...entry, text });
}

const EVIDENCE = '](evidence/';
