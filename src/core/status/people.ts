/** Whom a person may mean who is asked for somebody: those that the record, git, and the team's files know. */

import type { Owner } from '../process/ownership';
import type { Process } from '../process/process';
import { roleLabel } from '../process/process';
import { toHandle } from '../frontMatter/handle';
import type { IncidentRecord } from '../record/record';
import { countingEntries } from '../timeline/retraction';
import { say, sayWords } from '../words/say';

export interface Person {
  /** Without `@`. */
  readonly handle: string;
  /** Why they may be meant, for people: `you · Incident commander`. */
  readonly known: string;
}

export interface PeopleSources {
  /** Who asks; without `@`. */
  readonly me: string;
  /** The email addresses of git's authors, the most frequent first. */
  readonly authors: readonly string[];
  readonly owners: readonly Owner[];
}

/** Returns each person once, the likeliest first: who asks, who holds a role, who wrote last, who owns it, who commits. */
export function peopleOf(record: IncidentRecord, process: Process, { me, authors, owners }: PeopleSources): Person[] {
  const known = new Map<string, string[]>();
  const meet = (handle: string | undefined, why: string, isMinor = false): void => {
    const reasons = known.get(handle ?? '') ?? [];
    if (handle !== undefined && !(isMinor && reasons.length > 0) && !reasons.includes(why)) {
      known.set(handle, [...reasons, why]);
    }
  };
  meet(me, say`you`);
  for (const [role, holders] of Object.entries(record.frontMatter.fields.roles)) {
    holders.forEach((holder) => meet(toHandle(holder), sayWords(roleLabel(process, role))));
  }
  countingEntries(record)
    .toReversed()
    .forEach(({ author }) => meet(author, say`in this incident`, true));
  for (const { name, contacts, productLead } of owners) {
    const handles = [...contacts, productLead ?? ''].filter((one) => /^@\S+$/.test(one));
    handles.forEach((one) => meet(toHandle(one), say`owns ${name}`));
  }
  const people = authors.filter((address) => !address.includes('[bot]'));
  people.forEach((address) => meet(toHandle(address), say`commits to this repository`, true));
  return [...known].map(([handle, reasons]) => ({ handle, known: reasons.join(' · ') }));
}
