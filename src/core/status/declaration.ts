/** What colleagues are told about a new incident. */
import { isOpenRecord, type IncidentRecord } from '../record/record';
import { flatText } from '../text/flatText';
import { countingEntries } from '../timeline/retraction';
import { readEntry } from '../timeline/timeline';
import { say } from '../words/say';
import { describeAge } from './updateClock';

export interface DeclaredIncident {
  readonly id: string;
  readonly title: string;
  /** Absent if the record has none. */
  readonly severity: string | undefined;
  /** A handle without `@`. */
  readonly author: string;
  /** In milliseconds since the epoch. */
  readonly at: number;
}

/** Who declared an open incident, and when: by the first entry of its timeline. Undefined if it's over or has no entry. */
export function declarationOf(id: string, record: IncidentRecord): DeclaredIncident | undefined {
  const [first] = countingEntries(record);
  if (!first || !isOpenRecord(record)) {
    return undefined;
  }
  const { title, severity } = record.frontMatter.fields;
  const { author, instant } = readEntry(record.text, first);
  return { id, title: flatText(title ?? id), severity, author, at: instant };
}

/** `SEV-1 declared by @lee, 2 min ago`; `now` is in milliseconds since the epoch. */
export function declarationWords({ severity, author, at }: DeclaredIncident, now: number): string {
  const age = describeAge(now - at);
  return severity === undefined
    ? say`Incident declared by @${author}, ${age} ago`
    : say`${severity} declared by @${author}, ${age} ago`;
}
