/** The process of another window: does its task and says what came of it. */

import { writeSync } from 'node:fs';
import { disk } from '../../src/store/disk';
import { Journal } from '../../src/store/journal/journal';
import { createRecord } from '../../src/store/newFile';
import { updateRecordFile } from '../../src/store/recordFile';
import { faultyDisk } from './faultyDisk';
import type { Task } from './otherWindow';

const { task, killAt } = JSON.parse(process.argv[2] ?? '') as { task: Task; killAt: number };
/** What changes the disk: to be killed before reading or syncing is to be killed before the next of these. */
const CHANGES = new Set('mkdir open appendFile writeFile rename link unlink truncate chmod chown utimes'.split(' '));
let changes = 0;
const own =
  killAt === 0
    ? disk
    : faultyDisk((effect) => (CHANGES.has(effect) && ++changes === killAt ? { fail: die } : undefined));

function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => undefined);
}

/** At once, so that it is said before anything else happens. */
const say = (line: string): number => writeSync(1, `${line}\n`);

async function run(): Promise<void> {
  switch (task.does) {
    case 'journal': {
      const journal = new Journal(task.folder, { now: Date.now, disk: own });
      for (const { id } of await journal.adoptOrphans()) say(`adopted ${id}`);
      const append = async (id: string) => {
        await journal.append({ id, at: 1, record: '/r', draft: id });
        say(`accepted ${id}`);
      };
      await Promise.all(task.items.slice(0, -1).map(append));
      journal.markWritten([task.items[1]!]);
      await journal.settle([task.items[0]!], 'removed');
      say(`settled ${task.items[0]}`);
      await append(task.items.at(-1)!);
      return;
    }
    case 'adopt': {
      const journal = new Journal(task.folder, { now: Date.now });
      for (const { id } of await journal.adoptOrphans()) say(`adopted ${id}`);
      say('ready');
      await new Promise((resolve) => process.stdin.on('close', resolve).resume());
      return;
    }
    case 'update':
      for (const line of task.lines) {
        await updateRecordFile(
          { root: task.root, storage: task.storage, disk: own },
          task.path,
          (text) => `${text}${line}\n`,
        );
        say(`written ${line}`);
      }
      return;
    case 'create':
      say(`made ${await createRecord({ root: task.root, folder: task.root, disk: own }, task.id, task.text)}`);
  }
}

run().then(
  () => process.exit(0),
  (error: unknown) => {
    say(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
    process.exit(error instanceof Error && error.name === 'Refusal' ? 0 : 1);
  },
);
