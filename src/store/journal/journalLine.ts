/**
 * The lines of a journal file, as text and as values. Knows nothing of files: a whole text in, what is open out.
 *
 * `{"format":1}` · `{"item":{"id":"…","at":0,"record":"…","change":{…}}}` · `{"written":"id"}` · `{"settled":["id"],"why":"committed"}`
 */

import type { Change } from '../../core/record/change';
import type { Entry } from '../../core/timeline/entry';

interface Item {
  /** Chosen by whoever appends it, never used twice. */
  readonly id: string;
  /** When it was accepted, milliseconds since the epoch. */
  readonly at: number;
  /** The absolute path of the record's `incident.md`. */
  readonly record: string;
}

/** A change of a record that exists. */
export interface ChangeItem extends Item {
  readonly change: Change;
}

/** The whole text of a newly declared record. */
export interface DraftItem extends Item {
  readonly draft: string;
  /** Full name of the branch that was checked out then; absent if that doesn't matter or isn't known. */
  readonly branch?: string;
}

export type JournalItem = ChangeItem | DraftItem;

/** An item that is open; `written` when it reached its file or document once. */
export type WaitingItem = JournalItem & { readonly written?: true };

/** Why an item is closed: it is on the branch, it was removed in an editor, or a person gave it up. */
export type Why = 'committed' | 'removed' | 'discarded';

/** What a journal file says. */
export interface JournalText {
  /** In the order in which they were appended. */
  readonly waiting: readonly WaitingItem[];
  readonly settled: ReadonlySet<string>;
  /** Lines that can't be read, the last one aside. */
  readonly damaged: number;
  /** The last line was cut in the middle of a write, so it was never acknowledged. */
  readonly torn: boolean;
  /** Written by a later version of the product: not to be touched. */
  readonly newer: boolean;
}

const FORMAT = 1;

export const HEADER = `${JSON.stringify({ format: FORMAT })}\n`;
export const formatItem = (item: WaitingItem): string => `${JSON.stringify({ item })}\n`;
export const formatWritten = (id: string): string => `${JSON.stringify({ written: id })}\n`;
export const formatSettled = (ids: readonly string[], why: Why): string => `${JSON.stringify({ settled: ids, why })}\n`;

/** Returns what the text says; a line that can't be read hides no other. */
export function readJournal(text: string): JournalText {
  const waiting = new Map<string, WaitingItem>();
  const settled = new Set<string>();
  let [damaged, torn, newer] = [0, false, false];
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    const value = line === '' ? {} : readLine(line);
    if (value === undefined) {
      // The text after the last line ending is a line whose end is missing.
      if (index === lines.length - 1) {
        torn = true;
      } else {
        damaged++;
      }
    } else if (typeof value.format === 'number') {
      newer ||= value.format > FORMAT;
    } else if (isItem(value.item)) {
      if (!settled.has(value.item.id) && !waiting.has(value.item.id)) {
        waiting.set(value.item.id, value.item);
      }
    } else if (typeof value.written === 'string') {
      const item = waiting.get(value.written);
      if (item) {
        waiting.set(item.id, { ...item, written: true });
      }
    } else if (Array.isArray(value.settled)) {
      for (const id of value.settled.filter((other) => typeof other === 'string')) {
        settled.add(id);
        waiting.delete(id);
      }
    } else if (line !== '') {
      damaged++;
    }
  }
  return { waiting: [...waiting.values()], settled, damaged, torn, newer };
}

function readLine(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isItem(value: unknown): value is WaitingItem {
  return (
    isObject(value) &&
    typeof value.id === 'string' &&
    Number.isFinite(value.at) &&
    typeof value.record === 'string' &&
    (typeof value.draft === 'string' || isChange(value.change)) &&
    ['undefined', 'string'].includes(typeof value.branch)
  );
}

function isChange(value: unknown): value is Change {
  return (
    isObject(value) &&
    [value.added, value.removed].every((entry) => entry === undefined || isEntry(entry)) &&
    (value.fields === undefined || (Array.isArray(value.fields) && value.fields.every(isFieldStep))) &&
    (value.box === undefined || isBoxStep(value.box)) &&
    (value.sections === undefined || (Array.isArray(value.sections) && value.sections.every(isSectionStep)))
  );
}

function isFieldStep(value: unknown): boolean {
  return isObject(value) && typeof value.path === 'string' && [value.was, value.becomes].every(isFieldValue);
}

function isFieldValue(value: unknown): boolean {
  return value === null || typeof value === 'boolean' || [value].flat().every((part) => typeof part === 'string');
}

function isBoxStep(value: unknown): boolean {
  return isObject(value) && typeof value.step === 'string' && typeof value.ticked === 'boolean';
}

function isSectionStep(value: unknown): boolean {
  return (
    isObject(value) &&
    [value.section, value.block].every((part) => typeof part === 'string') &&
    typeof value.present === 'boolean' &&
    (value.below === undefined || (Array.isArray(value.below) && value.below.every((part) => typeof part === 'string')))
  );
}

function isEntry(value: unknown): value is Entry {
  return (
    isObject(value) &&
    Number.isFinite(value.instant) &&
    [value.author, value.kind, value.qualifier, value.text].every((part) => typeof part === 'string') &&
    ['undefined', 'boolean'].includes(typeof value.ticked)
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
