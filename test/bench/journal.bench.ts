/** What the store costs: an accepted entry over the sync that nobody can save, bursts, a changed record, a long list. */
import fs from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { findRecords } from '../../src/store/findRecords';
import { Journal } from '../../src/store/journal/journal';
import type { JournalItem } from '../../src/store/journal/journalLine';
import { updateRecordFile } from '../../src/store/recordFile';
import { goal, median, note, percentile } from './goal';

// In the project's folder, which is on a disk; a temporary folder may be memory, where a sync costs nothing.
const folder = fs.mkdtempSync(path.join(process.cwd(), 'out', 'bench-'));

function item(id: string): JournalItem {
  const text = 'listeners are missing from the load balancer, 0 of 2 healthy';
  const added = { instant: 0, author: 'lee', kind: 'TL', qualifier: '', text };
  return { id, at: 0, record: '/incidents/2026-11-20-down/incident.md', change: { added } };
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function measure(): Promise<void> {
  const journal = new Journal(path.join(folder, 'journal'), { now: Date.now });
  const plain = await open(path.join(folder, 'plain'), 'a');
  const line = `${JSON.stringify({ item: item('0000') })}\n`;
  const [floor, ours]: [number[], number[]] = [[], []];
  await journal.append(item('first'));
  for (let turn = 0; turn < 500; turn += 1) {
    const sync = await time(async () => {
      await plain.appendFile(line);
      await plain.datasync();
    });
    const append = await time(() => journal.append(item(`${turn}`)));
    if (turn >= 20) {
      floor.push(sync);
      ours.push(append);
    }
  }
  await plain.close();
  note('plain append and fdatasync, median', median(floor), 'ms');
  note('plain append and fdatasync, p95', percentile(floor, 0.95), 'ms');
  note('journal append, median', median(ours), 'ms');
  note('journal append, p95', percentile(ours, 0.95), 'ms');
  goal('journal append over plain, median', median(ours) - median(floor), 1, 'ms');
  goal('journal append over plain, p95', percentile(ours, 0.95) - percentile(floor, 0.95), 5, 'ms');

  const bursts: number[] = [];
  for (let burst = 0; burst < 20; burst += 1) {
    const items = Array.from({ length: 200 }, (_, index) => item(`burst-${burst}-${index}`));
    bursts.push(await time(() => Promise.all(items.map((each) => journal.append(each)))));
  }
  goal('200 appends at once over one plain, median', median(bursts) - median(floor), 10, 'ms');
  await journal.close();
  const next = new Journal(path.join(folder, 'journal'), { now: Date.now });
  note('4,500 items taken over from another window', await time(() => next.adoptOrphans()), 'ms');
  await next.close();

  const record = path.join(folder, 'incidents', 'x', 'incident.md');
  fs.mkdirSync(path.dirname(record), { recursive: true });
  fs.writeFileSync(record, '- 2026-11-20T15:11:04Z @lee TL: listeners are missing\n'.repeat(2000));
  const place = { root: folder, storage: path.join(folder, 'storage') };
  const updates: number[] = [];
  for (let turn = 0; turn < 100; turn += 1) {
    updates.push(await time(() => updateRecordFile(place, record, (text) => `${text}- line\n`)));
  }
  note('a record of 2,000 lines changed on disk, median', median(updates), 'ms');
  note('a record of 2,000 lines changed on disk, p95', percentile(updates, 0.95), 'ms');

  const many = path.join(folder, 'many');
  for (let number = 0; number < 10_000; number += 1) {
    fs.mkdirSync(path.join(many, `2026-11-20-${number}`), { recursive: true });
    fs.writeFileSync(path.join(many, `2026-11-20-${number}`, 'incident.md'), '');
  }
  const lists: number[] = [];
  for (let turn = 0; turn < 5; turn += 1) {
    lists.push(await time(() => findRecords(many)));
  }
  goal('10,000 records found, median', median(lists), 1000, 'ms');
}

measure()
  .finally(() => fs.rmSync(folder, { recursive: true, force: true }))
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
