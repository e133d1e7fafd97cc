/** Journals of several windows in one process, for tests; those that a test leaves open are closed after it. */

import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import type { Entry } from '../../src/core/timeline/entry';
import { Journal, type JournalOptions } from '../../src/store/journal/journal';
import type { JournalItem } from '../../src/store/journal/journalLine';
import { filesOf } from './folder';

export const NOON = Date.UTC(2026, 10, 20, 12);
export const RECORD = join('/incidents', '2026-11-20-down', 'incident.md');

/** A logged line. */
export function item(id: string, record = RECORD): JournalItem {
  const entry: Entry = { instant: NOON, author: 'lee', kind: 'TL', qualifier: '', text: `line ${id}\nsecond — ü` };
  return { id, at: NOON, record, change: { added: entry } };
}

const opened: Journal[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((journal) => journal.close()));
});

interface Opened {
  readonly journal: Journal;
  readonly said: string[];
}

/** A window's journal; the windows of one test all run in this process. */
export function openJournal(folder: string, options: Partial<JournalOptions> = {}): Opened {
  const said: string[] = [];
  const journal = new Journal(folder, { now: Date.now, report: (line) => said.push(line), ...options });
  opened.push(journal);
  return { journal, said };
}

/** The one journal file in the folder. */
export function journalFile(folder: string): string {
  const [file, ...others] = filesOf(folder).filter((name) => name.endsWith('.jsonl'));
  assert.ok(file);
  assert.deepEqual(others, []);
  return join(folder, file);
}

export const ids = (items: readonly JournalItem[]): string[] => items.map((each) => each.id);
export const dead = { isAlive: () => false };

/** What a new window finds when every earlier one is dead. */
export async function recover(folder: string): Promise<{ items: JournalItem[]; said: string[] }> {
  const { journal, said } = openJournal(folder, dead);
  const items = await journal.adoptOrphans();
  await journal.close();
  return { items, said };
}
