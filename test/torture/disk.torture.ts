/**
 * A disk on which effects fail at random, several of them in one window's life: what was accepted is in the record once and
 * whole after the next window with a sound disk, what was refused says so, and a record is never torn.
 */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Refusal } from '../../src/core/text/refusal';
import { disk, type Disk } from '../../src/store/disk';
import { Journal } from '../../src/store/journal/journal';
import { updateRecordFile } from '../../src/store/recordFile';
import { newFolder } from '../git/repositories';
import { faultyDisk } from '../store/faultyDisk';
import { torture } from './budget';
import { seeded, type Random } from './versions/member';

const CODES = ['ENOSPC', 'EIO', 'EACCES', 'EROFS', 'EDQUOT', 'EMFILE'];
const ENTRIES = 12;
const HEAD = '## Timeline\n\n';

/** A disk on which one effect of `rarity` fails; half of a write that fails reaches the file. */
function unreliable(below: Random, rarity: number): Disk {
  return faultyDisk((effect) => {
    if (below(rarity) > 0) return undefined;
    const code = CODES[below(CODES.length)]!;
    return { fail: () => Promise.reject(Object.assign(new Error(`${code}: ${effect}`), { code })) };
  });
}

/** Returns whether it was done; a refusal is a sentence for the person, anything else is a loss. */
async function isDone(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** Brings what waits into the file; a line is an entry. */
async function perform(journal: Journal, place: { root: string; storage: string; disk: Disk }, path: string) {
  const waiting = journal.waiting(path);
  const lines = waiting.map((item) => ('draft' in item ? item.draft : ''));
  const done = await isDone(
    updateRecordFile(place, path, (text) => text + lines.filter((line) => !text.includes(line)).join('')),
  );
  if (done) journal.markWritten(waiting.map(({ id }) => id));
  return done;
}

void torture('disk', { count: 500 }, async (run) => {
  let [refused, accepted] = [0, 0];
  for (const round of run.rounds()) {
    const below = seeded(run.seed * 1000 + round);
    const [root, storage] = [newFolder('root'), newFolder('storage')];
    const path = join(root, 'x', 'incident.md');
    mkdirSync(dirname(path), { recursive: true });
    mkdirSync(storage, { recursive: true });
    writeFileSync(path, HEAD);
    const kept: string[] = [];
    for (let window = 0; window < 3; window++) {
      const faulty = unreliable(below, 3 + below(40));
      const journal = new Journal(join(storage, 'journal'), { now: Date.now, disk: faulty, isAlive: () => false });
      await isDone(journal.adoptOrphans());
      for (let number = 0; number < ENTRIES; number++) {
        const line = `- entry ${window}-${number}.\n`;
        const item = { id: `${window}-${number}`, at: 0, record: path, draft: line };
        if (await isDone(journal.append(item))) kept.push(line);
        else refused++;
        await perform(journal, { root, storage, disk: faulty }, path);
        assert.ok(readFileSync(path, 'utf8').startsWith(HEAD) && readFileSync(path, 'utf8').endsWith('\n'));
      }
      await journal.close().catch(() => undefined);
    }
    const last = new Journal(join(storage, 'journal'), { now: Date.now, isAlive: () => false });
    await last.adoptOrphans();
    assert.ok(await perform(last, { root, storage, disk }, path));
    await last.close();
    assert.ok(existsSync(path));
    const text = readFileSync(path, 'utf8');
    const counts = kept.map((line) => [line, text.split(line).length - 1] as const).filter(([, count]) => count !== 1);
    if (counts.length > 0) run.loss(`${JSON.stringify(counts)} in\n${text}`);
    if (!/^## Timeline\n\n(?:- entry \d-\d+\.\n)*$/.test(text)) run.loss(`Torn:\n${text}`);
    accepted += kept.length;
  }
  console.log(`  ${accepted} entries were accepted, ${refused} refused`);
});
