/**
 * Finds what a typo has cost a record, compared with its last commit; the next commit waits until a person has decided.
 * Changes made by commands, or on purpose, aren't losses: their value is known.
 */

import { readBox } from '../text/box';
import { checklistSteps } from '../entries/checkStep';
import { NO_FIELDS, type Fields } from '../frontMatter/fields';
import { lineAfter, lineText } from '../text/lines';
import { entriesWithState, readRecord, type IncidentRecord, type Vocabulary } from '../record/record';
import { timelineState } from '../timeline/timelineState';
import { reasonOf, type Reason } from '../text/reason';
import { CORE_SENTENCES } from '../text/sentences';

/** The fields without which a record isn't found, or is taken for another. */
const FIELDS = ['id', 'title', 'process', 'severity', 'status', 'security'] as const;
type GuardedField = (typeof FIELDS)[number];
/** Lines that are read only below their heading. */
const LISTS = ['entries', 'steps'] as const;
export type GuardedPart = GuardedField | (typeof LISTS)[number];

export type VocabularyOf = (record: IncidentRecord) => Vocabulary;

/** Returns the parts that the committed text has and `text` lacks, or has in a form that means nothing; none if all is well. */
export function lostParts(committed: string, text: string, vocabularyOf: VocabularyOf): GuardedPart[] {
  if (committed === text) {
    return [];
  }
  const [was, is] = [readRecord(committed), readRecord(text)];
  return [
    ...FIELDS.filter((field) => losesField(field, was, is, vocabularyOf)),
    ...LISTS.filter((list) => (list === 'entries' ? losesEntries(was, is) : losesSteps(was, is))),
  ];
}

/** That these parts were lost. */
export function lossReason(parts: readonly GuardedPart[]): Reason<'partsLost'> {
  const [fields, lists] = [parts.filter(isField), parts.filter((part) => !isField(part))];
  return reasonOf(CORE_SENTENCES, 'partsLost', { fields, lists });
}

export function isField(part: GuardedPart): part is GuardedField {
  return (FIELDS as readonly string[]).includes(part);
}

function losesField(part: GuardedField, was: IncidentRecord, is: IncidentRecord, vocabularyOf: VocabularyOf): boolean {
  if (part === 'security') {
    return losesSecurity(was, is);
  }
  const [before, after] = [valueOf(writtenFields(was), part), valueOf(writtenFields(is), part)];
  if (before === undefined || after === before) {
    return false;
  }
  if (after === undefined) {
    return true;
  }
  switch (part) {
    case 'id':
      // It is the folder's name and never changes.
      return true;
    case 'process':
      return vocabularyOf(is).name !== after;
    case 'severity':
      return !isKnownSeverity(after, [was, is], vocabularyOf);
    default:
      return false;
  }
}

/** Returns what other tools and older versions read too: nothing if it isn't YAML. */
function writtenFields({ frontMatter: { document, fields } }: IncidentRecord): Fields {
  return document ? fields : NO_FIELDS;
}

function valueOf(fields: Fields, part: Exclude<GuardedField, 'security'>): string | undefined {
  return fields[part] === '' ? undefined : fields[part];
}

/** By either process, as that may be what was lost; or because an entry says so too, which no typo does. */
function isKnownSeverity(severity: string, records: readonly IncidentRecord[], vocabularyOf: VocabularyOf): boolean {
  const is = records.at(-1)!;
  return (
    records.some((record) => vocabularyOf(record).severities.includes(severity)) ||
    timelineState(entriesWithState(is), () => undefined).severity === severity
  );
}

/** Returns what is no longer said, or neither true nor false: either would take the record to another branch. */
function losesSecurity(was: IncidentRecord, is: IncidentRecord): boolean {
  const { security } = writtenFields(was);
  const written: unknown = is.frontMatter.document?.get('security');
  return written === undefined || written === null
    ? security
    : typeof written !== 'boolean' && is.frontMatter.fields.security !== security;
}

/** Returns whether lines that were entries are still there and aren't read anymore: a heading above them is gone, or one too many. */
function losesEntries(was: IncidentRecord, is: IncidentRecord): boolean {
  const read = new Set(is.timeline.entries.map(({ start }) => lineAt(is.text, start)));
  const gone = was.timeline.entries.map(({ start }) => lineAt(was.text, start)).filter((line) => !read.has(line));
  if (gone.length === 0) {
    return false;
  }
  const lines = new Set(is.text.split(/\r?\n/));
  return gone.some((line) => lines.has(line));
}

/** Returns whether boxes that were steps are still there and aren't read as steps anymore: a gate wouldn't ask for them. */
function losesSteps(was: IncidentRecord, is: IncidentRecord): boolean {
  const read = new Set(checklistSteps(is).map(({ text }) => text));
  const gone = new Set(
    checklistSteps(was)
      .map(({ text }) => text)
      .filter((step) => !read.has(step)),
  );
  return gone.size > 0 && is.text.split(/\r?\n/).some((line) => gone.has(readBox(line)?.words.trim() ?? ''));
}

function lineAt(text: string, start: number): string {
  return lineText(text, start, lineAfter(text, start));
}
