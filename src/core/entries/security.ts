/**
 * Security incidents: how a record becomes one, and who knows about it. Entries say who was told and when; everybody who wrote
 * an entry or has a role knows, too.
 */

import { recordSteps, writeList } from './recordSteps';
import { oneLine } from '../text/plainText';
import { normaliseText } from '../text/plainText';
import { entryText } from '../timeline/entryText';
import { formatInstant } from '../time/instant';
import type { NewEntry } from './newEntry';
import type { Process } from '../process/process';
import type { IncidentRecord } from '../record/record';
import { refusal } from '../text/refusal';
import type { PlacedEntry } from '../timeline/entryHead';
import { countingEntries } from '../timeline/retraction';
import { linesIn, type SectionStep } from '../record/sectionEdit';
import { roleHolders } from '../timeline/timelineState';
import { CORE_SENTENCES } from '../text/sentences';

/** A remote that has the record already, and its record. */
export interface RecordHolder {
  readonly remote: string;
  readonly record: IncidentRecord;
}

export interface SecurityMark {
  /** May be empty. */
  readonly reason: string;
  /** Whoever was told; handles with or without `@`, or a few words such as `the security team`. */
  readonly knows: readonly string[];
  readonly holders: readonly RecordHolder[];
}

/** Somebody who knows, as written, and since when, in milliseconds since the epoch. */
export interface Knower {
  readonly name: string;
  readonly since: number;
}

/** `INFORMED: @kim, the security team (by telephone)` */
export const INFORMED = 'INFORMED';

/** `TL: May know of this: @kim, the security team (by telephone)`, as version 0.1.0 writes it. */
const FIRST_FORM = /^May know of this: /;

/**
 * `TL: Marked as a security incident: a token was published. origin has 3 entries, up to 2026-11-20T15:11:04Z`, with the
 * contacts and checklists for it that the record lacks, and `INFORMED: @dana, @lee`, those who hold a role before
 * those who are named. Of a record that is marked already the last one alone, with the reason in parentheses.
 * @throws Refusal if it is marked already and nobody is named, or its front matter can't be read.
 */
export function securityEntries(record: IncidentRecord, process: Process, mark: SecurityMark): NewEntry[] {
  const { document, fields } = record.frontMatter;
  if (!document) {
    throw refusal(CORE_SENTENCES, 'cardUnread');
  }
  const named = mark.knows.map(nameOf).filter((name) => name !== '');
  const reason = normaliseText(mark.reason);
  if (fields.security) {
    if (named.length === 0) {
      throw refusal(CORE_SENTENCES, 'nobodyNamed');
    }
    return [told(named, oneLine(reason))];
  }
  const had = mark.holders.map(({ remote, record: { timeline } }) => {
    const last = timeline.entries.at(-1);
    const count = `${timeline.entries.length} ${timeline.entries.length === 1 ? 'entry' : 'entries'}`;
    return `${remote} has ${count}${last ? `, up to ${formatInstant(last.instant)}` : ''}`;
  });
  const words = ['Marked as a security incident', reason].filter((part) => part !== '').join(': ');
  const knows = [...new Set([...Object.values(fields.roles).flat(), ...named])];
  return [
    {
      kind: 'TL',
      text: [words, ...had].join('. '),
      fields: [{ path: 'security', was: false, becomes: true }],
      sections: missingSections(record, process),
    },
    ...(knows.length === 0 ? [] : [told(knows, '')]),
  ];
}

/** Everybody who wrote into the record, held a role or was told, in the order in which they came. */
export function knowers(record: IncidentRecord): Knower[] {
  const { text, timeline } = record;
  const valid = new Set(countingEntries(record));
  const since = new Map<string, number>();
  // Whoever wrote an entry knows, even if it was retracted since.
  for (const placed of timeline.entries) {
    const names = valid.has(placed) ? namesIn(text, placed) : [];
    for (const name of [`@${placed.author}`, ...names]) {
      since.set(name, since.get(name) ?? placed.instant);
    }
  }
  return [...since].map(([name, first]) => ({ name, since: first }));
}

/** Who knows by what the entry says, whoever wrote it. */
function namesIn(text: string, placed: PlacedEntry): readonly string[] {
  switch (placed.kind) {
    case 'ROLE':
      return roleHolders(entryText(text, placed)) ?? [];
    case INFORMED:
      return readNames(entryText(text, placed));
    case 'TL': {
      const said = entryText(text, placed);
      return FIRST_FORM.test(said) ? readNames(said.replace(FIRST_FORM, '')) : [];
    }
    default:
      return [];
  }
}

/** `@kim, the security team (by telephone)`; a formatter may have wrapped it. */
function readNames(text: string): string[] {
  const named = oneLine(text).replace(/ \(.*\)$/, '');
  return named.split(/,\s*/).filter((name) => name !== '');
}

function told(names: readonly string[], how: string): NewEntry {
  return { kind: INFORMED, text: `${names.join(', ')}${how === '' ? '' : ` (${how})`}` };
}

/** One word is a handle. */
function nameOf(name: string): string {
  const words = oneLine(name).replaceAll(',', ' ');
  return words === '' || /[@\s]/.test(words) ? words : `@${words}`;
}

/** Returns the process's contacts and checklists for such an incident, without what the record has. */
function missingSections(record: IncidentRecord, process: Process): SectionStep[] {
  const contacts = (process.security?.contacts ?? '').trim().split('\n');
  const known = new Set(linesIn(record, 'Contacts'));
  const lists = recordSteps(record, process, { security: true }).filter(
    ({ of, needed, written }) => of?.security && needed && !written,
  );
  return [
    {
      section: 'Contacts',
      block: contacts.filter((line) => !known.has(line.trim())).join('\n'),
      present: true,
    } as const,
    ...lists.flatMap(({ heading }) => writeList(process, true, heading)),
  ].filter(({ block }) => block !== '');
}
