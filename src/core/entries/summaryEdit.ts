/** Changes an incident's title, impact, and services: front matter, headline, and a line in the timeline. */

import { fieldValue, type FieldStep, type FieldValue } from '../record/change';
import { oneLine } from '../text/plainText';
import { readSentence } from './declaration';
import type { NewEntry } from './newEntry';
import type { IncidentRecord } from '../record/record';
import { refusal } from '../text/refusal';
import { CORE_SENTENCES } from '../text/sentences';

export interface SummaryEdit {
  readonly title?: string | undefined;
  readonly impact?: string | undefined;
  readonly services?: readonly string[] | undefined;
}

/**
 * `TL: Changed the title to "Log-in is slow" (was "Log-in is broken"); the impact to "…"`.
 * @throws Refusal if the title would be empty, or nothing changes.
 */
export function summaryEntry(record: IncidentRecord, edit: SummaryEdit): NewEntry {
  const { fields } = record.frontMatter;
  if (!record.frontMatter.document) {
    throw refusal(CORE_SENTENCES, 'cardUnread');
  }
  const sentence = edit.title === undefined ? undefined : readSentence(edit.title);
  if (sentence?.title === '') {
    throw refusal(CORE_SENTENCES, 'emptyTitle');
  }
  const wanted: (readonly [FieldStep['path'], FieldValue | undefined])[] = [
    ['title', sentence?.title],
    ['impact', edit.impact === undefined ? undefined : oneLine(edit.impact) || null],
    ['services', edit.services?.map(oneLine).filter((service) => service !== '')],
  ];
  const told = wanted.flatMap(([path, becomes]): FieldStep[] => {
    const was = fieldValue(fields, path);
    return becomes === undefined || same(was, becomes) ? [] : [{ path, was, becomes }];
  });
  if (told.length === 0) {
    throw refusal(CORE_SENTENCES, 'sameSummary');
  }
  const steps = told.some(({ path }) => path === 'title') ? [...told, ...sentenceSteps(record, sentence!)] : told;
  return { kind: 'TL', text: `Changed ${told.map(words).join('; ')}`, fields: steps };
}

/** Returns the parts of the sentence follow the title while they are those of the old one. */
function sentenceSteps(
  { frontMatter: { fields } }: IncidentRecord,
  sentence: ReturnType<typeof readSentence>,
): FieldStep[] {
  const old = fields.title === undefined ? undefined : readSentence(fields.title).summary;
  if (!same(old, fields.summary)) {
    return [];
  }
  return (['functionality', 'state', 'audience'] as const).flatMap((part): FieldStep[] => {
    const [was, becomes] = [fields.summary?.[part] ?? null, sentence.summary?.[part] ?? null];
    return was === becomes ? [] : [{ path: `summary.${part}`, was, becomes }];
  });
}

function words({ path, was, becomes }: FieldStep): string {
  const before = empty(was) ? '' : ` (was ${shown(was)})`;
  return `the ${path} to ${shown(becomes)}${before}`;
}

function shown(value: FieldValue): string {
  return empty(value) ? 'nothing' : Array.isArray(value) ? value.join(', ') : `"${value as string}"`;
}

function empty(value: FieldValue): boolean {
  return value === null || (typeof value !== 'boolean' && value.length === 0);
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
