/**
 * Whether two records of one id are of one incident. Two people who declare without hearing of each other can get one id:
 * for one incident, which is one record then, or for two, which nobody may mix. Texts in.
 */
import { isOpen, type Fields } from '../frontMatter/fields';
import { readRecord, type IncidentRecord } from '../record/record';
import { sameEntry } from '../timeline/entry';
import { readEntry } from '../timeline/timeline';

/**
 * True for two versions of one record, which have an entry in common, and for two declarations of one title at a time at which
 * neither had ended; also where one of them can't be read.
 */
export function isSameIncident(one: string, other: string): boolean {
  const [here, there] = [readRecord(one), readRecord(other)];
  if (!here.timeline.found || !there.timeline.found || shareEntry(here, there)) {
    return true;
  }
  const [a, b] = [here.frontMatter.fields, there.frontMatter.fields];
  return foldedTitle(a) === foldedTitle(b) && began(here) <= ended(b) && began(there) <= ended(a);
}

function shareEntry(here: IncidentRecord, there: IncidentRecord): boolean {
  const known = new Map(here.timeline.entries.map((placed) => [placed.instant, readEntry(here.text, placed)]));
  return there.timeline.entries.some((placed) => {
    const entry = known.get(placed.instant);
    return entry !== undefined && sameEntry(entry, readEntry(there.text, placed));
  });
}

/** Returns the title's letters and digits; the whole title if it has none. */
function foldedTitle({ title = '' }: Fields): string {
  const letters = title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '');
  return letters === '' ? title.normalize('NFKC') : letters;
}

/** When the incident began, in ms; long ago where nobody knows. */
function began({ frontMatter: { fields }, timeline }: IncidentRecord): number {
  return fields.milestones['declared'] ?? timeline.entries[0]?.instant ?? -Infinity;
}

/** When nothing more was expected of it, in ms; never while it's open. */
function ended({ status, milestones }: Fields): number {
  const ends = ['resolved', 'closed', 'canceled', 'duplicate'].flatMap((name) => milestones[name] ?? []);
  return isOpen(status) || ends.length === 0 ? Infinity : Math.min(...ends);
}
