/** What can be found in a record. For a security incident, that's its front matter and nothing else. */

import type { IncidentRecord } from '../record/record';
import { formatInstant } from '../time/instant';
import { countingEntries } from '../timeline/retraction';

export interface SearchDocument {
  readonly title: string;
  readonly services: string;
  /** Everyone who has a role or wrote an entry. */
  readonly people: string;
  /** Severity, status, and when it was declared, UTC: `2026-11-20`, also `November`. */
  readonly facts: string;
  /** Everything else; empty for a security incident. */
  readonly text: string;
}

/** The parts of a document, and how much a word in each is worth. */
export const PART_WEIGHTS: Readonly<Record<keyof SearchDocument, number>> = {
  title: 4,
  services: 3,
  people: 2,
  facts: 2,
  text: 1,
};

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

export function searchDocument(id: string, record: IncidentRecord): SearchDocument {
  const { fields, bodyStart } = record.frontMatter;
  const declared = fields.milestones['declared'];
  const date = declared === undefined ? id.slice(0, 10) : formatInstant(declared).slice(0, 10);
  const month = MONTHS[Number(date.slice(5, 7)) - 1] ?? '';
  const authors = fields.security ? [] : countingEntries(record).map(({ author }) => author);
  const people = new Set([...Object.values(fields.roles).flat(), ...authors].map((name) => name.replace(/^@/, '')));
  return {
    title: fields.title ?? id,
    services: fields.services.join(' '),
    people: [...people].join(' '),
    facts: [fields.severity, fields.status, date, month, ...(fields.security ? ['security'] : [])].join(' '),
    text: fields.security ? '' : `${fields.impact ?? ''}\n${record.text.slice(bodyStart)}`,
  };
}
