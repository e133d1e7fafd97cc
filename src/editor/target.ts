/**
 * Which incident a command means: the one that is named, else the active one, else the only open one, else the one that has
 * just ended here, else the person says.
 */
import { Refusal } from '../core/refusal';
import { askChoice, type Choice } from './prompts';
import type { ListedRecord, RecordList } from './recordList';

/** `none` where no incident is open and none is active; undefined where the person dismissed the question. */
export type Target = { readonly path: string } | 'none' | undefined;

export async function findTarget(records: RecordList, id: string | undefined, title: string): Promise<Target> {
  if (id !== undefined) {
    return records.withId(id);
  }
  const active = records.active;
  if (active !== undefined) {
    return { path: active };
  }
  const open = await records.open();
  if (open.length > 1) {
    return pickRecord(open, title);
  }
  const path = open[0]?.path ?? records.reached;
  return path === undefined ? 'none' : { path };
}

/** Like `findTarget`, for a command that can do nothing without an incident. @throws Refusal where there is none */
export async function needTarget(
  records: RecordList,
  id: string | undefined,
  title: string,
): Promise<{ readonly path: string } | undefined> {
  const target = await findTarget(records, id, title);
  if (target === 'none') {
    throw new Refusal('No incident is open here: declare one first.');
  }
  return target;
}

/** Like `findTarget`, for a command that serves ended incidents too: where none is open, the person says which is meant. */
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
    throw new Refusal('There is no incident here yet: declare one first.');
  }
  return pickRecord(all, title);
}

export async function pickRecord(records: readonly ListedRecord[], title: string): Promise<ListedRecord | undefined> {
  return askChoice({ title, placeholder: 'Which incident?', choices: records.map(choiceOf) });
}

export function choiceOf(record: ListedRecord): Choice<ListedRecord> {
  const { severity, status } = record.fields;
  return {
    label: record.title,
    description: [severity, status].filter((part) => part !== undefined).join(' · '),
    detail: record.id,
    answer: record,
  };
}

/** The title of a prompt: it names the incident that is written to. */
export async function promptTitle(records: RecordList, path: string, what: string): Promise<string> {
  const record = await records.read(path);
  return `${record?.title ?? 'Incident'} · ${what}`;
}

/** Under which name a line that was typed for this incident, and not written, is kept for the next prompt. */
export function lineMemory(path: string | undefined): string {
  return `line ${path ?? ''}`;
}
