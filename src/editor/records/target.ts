/**
 * Which incident a command means. What writes: the one that is named, else an open one (the one that was active last in this
 * window, else the only one, else the person says), else one that has ended. What reads: the one that was switched to last.
 */
import { titleWithSeverity } from '../../core/status/statusWords';
import { askChoice, type Choice } from '../shell/prompts';
import type { ListedRecord, RecordList } from './recordList';
import { refusal } from '../../core/text/refusal';
import { EDITOR_SENTENCES } from '../shell/sentences';
import { say } from '../../core/words/say';

/** `none` where no incident is open and none is active; undefined if the person dismissed the question. */
export type Target = { readonly path: string } | 'none' | undefined;

/** Returns the path of the incident that an entry without a name goes to, or the open ones of which it could be any. */
export async function entryTarget(records: RecordList): Promise<string | readonly ListedRecord[] | undefined> {
  const active = await records.activeOpen();
  if (active !== undefined) {
    return active;
  }
  const open = await records.open();
  return open.length > 1 ? open : (open[0]?.path ?? records.active ?? (await records.reached()));
}

/** What a command reads that names no incident: the one that was switched to last, ended or not. Absent if there is none. */
export function activeTarget(records: RecordList, id: string | undefined): { readonly path: string } | undefined {
  return id === undefined && records.active !== undefined ? { path: records.active } : undefined;
}

/** Where an entry goes. */
export async function findTarget(records: RecordList, id: string | undefined, title: string): Promise<Target> {
  if (id !== undefined) {
    return records.withId(id);
  }
  const target = await entryTarget(records);
  if (target === undefined) {
    return 'none';
  }
  return typeof target === 'string' ? { path: target } : pickRecord(target, title);
}

/** Like `findTarget`, for a command that can do nothing without an incident. @throws Refusal if there is none */
export async function needTarget(
  records: RecordList,
  id: string | undefined,
  title: string,
): Promise<{ readonly path: string } | undefined> {
  const target = await findTarget(records, id, title);
  if (target === 'none') {
    throw refusal(EDITOR_SENTENCES, 'noneOpen');
  }
  return target;
}

/** Like `findTarget`, for a command that serves ended incidents too: if none is open, the person says which is meant. */
export async function findAnyTarget(
  records: RecordList,
  id: string | undefined,
  title: string,
): Promise<{ readonly path: string } | undefined> {
  const target = await findTarget(records, id, title);
  if (target !== 'none') {
    return target;
  }
  const all = await records.all();
  if (all.length === 0) {
    throw refusal(EDITOR_SENTENCES, 'noneYet');
  }
  return pickRecord(all, title);
}

export async function pickRecord(records: readonly ListedRecord[], title: string): Promise<ListedRecord | undefined> {
  return askChoice({ title, placeholder: say`Which incident?`, choices: records.map(choiceOf) });
}

export function choiceOf(record: ListedRecord): Choice<ListedRecord> {
  const { status } = record.fields;
  return {
    label: nameOf(record),
    ...(status !== undefined && { description: status }),
    detail: record.id,
    answer: record,
  };
}

/** `SEV-1 Logging in is broken`. */
export function nameOf({ title, fields }: ListedRecord): string {
  return titleWithSeverity(title, fields.severity);
}

/** Returns the title of a prompt: it names the incident that is written to, severity first, and says when that has ended. */
export async function promptTitle(records: RecordList, path: string, what: string): Promise<string> {
  const record = await records.read(path);
  const ended = record && !record.open ? [`${record.fields.status}`] : [];
  return [record ? nameOf(record) : say`Incident`, ...ended, what].join(' · ');
}

/** Under which name a line that was typed for this incident, and not written, is kept for the next prompt. */
export function lineMemory(path: string | undefined): string {
  return `line ${path ?? ''}`;
}
