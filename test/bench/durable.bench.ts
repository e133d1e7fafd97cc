/**
 * Ratio 3: from the words to the journal's sync, the record being read on the way, over what that sync itself takes, in a
 * repository of 50,000 files. Meanwhile exchanges with a remote that takes every request and answers none go on without a
 * pause, commits as often as the queue makes them, and the changing of the record's file, in the same process.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { applyChange } from '../../src/core/record/change';
import { atFreeInstant } from '../../src/core/record/placement';
import { readProcess, vocabularyOf } from '../../src/core/process/process';
import { readRecord } from '../../src/core/record/record';
import { applyEdits } from '../../src/core/text/textEdit';
import { exchangeRecords } from '../../src/git/sync/exchange';
import { startGitThread } from '../../src/git/process/runGit';
import defaultYaml from '../../src/processes/default.yaml';
import { disk } from '../../src/store/disk';
import { Journal } from '../../src/store/journal/journal';
import { readRecordFile, updateRecordFile } from '../../src/store/recordFile';
import { startServer } from '../git/gitServer';
import { id } from '../git/repositories';
import { goal, median, note, percentile } from './goal';
import { recordOf } from './incidents';
import { makeLarge } from './largeRepository';

const ENTRIES = 500;
/** From one commit to the next, as the queue of commits has it, in milliseconds. */
const BURST = 5000;
/** As fast as nobody types, in milliseconds; the exchanges are met in every part of them. */
const PAUSE = 25;
/** Milliseconds after which an exchange gives the silent remote up, so that many begin and end meanwhile. */
const LIMIT = 700;

const vocabulary = vocabularyOf(readProcess(defaultYaml).process!);
// In the project's folder, which is on a disk; a temporary folder may be memory, where a sync costs nothing.
const folder = mkdtempSync(join(process.cwd(), 'out', 'bench-'));

async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** As the extension has it. */
function buildThread(): string {
  const outfile = join(folder, 'gitThread.js');
  const entryPoints = [join('src', 'git', 'gitThread.ts')];
  buildSync({ entryPoints, bundle: true, platform: 'node', format: 'cjs', outfile, logLevel: 'warning' });
  return outfile;
}

async function measure(): Promise<void> {
  const made = await makeLarge(50_000, join(folder, 'repository'));
  const server = await startServer(folder);
  server.mood = 'is silent';
  await made.git('remote', 'add', 'origin', `${server.url}/remote.git`);
  const storage = join(folder, 'storage');
  const path = join(made.root, 'incidents', id, 'incident.md');
  made.write(join('incidents', id, 'incident.md'), recordOf(1000));
  // The sync that an entry waits for is its floor.
  let synced = 0;
  const timedDisk: typeof disk = {
    ...disk,
    open: async (...how) => {
      const file = await disk.open(...how);
      const sync = file.datasync.bind(file);
      file.datasync = async () => void (synced = await time(sync));
      return file;
    },
  };
  const journal = new Journal(join(storage, 'journal'), { now: Date.now, disk: timedDisk });
  const gitThread = startGitThread(buildThread());

  let done = false;
  const [exchanges, commits]: [number[], number[]] = [[], []];
  /** Again and again as long as entries come; a work says what went otherwise than it should. */
  const background = async (times: number[], pause: number, work: () => Promise<string | undefined>): Promise<void> => {
    while (!done) {
      const took = await time(async () => {
        const problem = await work();
        if (problem !== undefined) throw new Error(problem);
      });
      times.push(took);
      await new Promise((resume) => setTimeout(resume, pause));
    }
  };
  const nothingCame = (): never => {
    throw new Error('the remote answered');
  };
  const exchange = async (): Promise<string | undefined> => {
    const parts = { subject: 'inc: merge', resolve: nothingCame, write: nothingCame };
    const outcome = await exchangeRecords(made.repository, { remote: 'origin', branch: 'main', limit: LIMIT }, parts);
    return outcome.state === 'held' && outcome.reason.code === 'timedOut' ? undefined : JSON.stringify(outcome);
  };
  const commit = async (): Promise<string | undefined> => {
    const outcome = await made.commit(`incidents/${id}`);
    return outcome.state === 'held' ? JSON.stringify(outcome) : undefined;
  };

  /** Milliseconds until the entry is safe; then it goes to its file, as by the editor. */
  const log = async (number: number): Promise<number> => {
    const text = `listeners are missing from the load balancer, ${number} of 2 healthy`;
    const entry = { instant: Date.UTC(2026, 10, 21), author: 'lee', kind: 'TL', qualifier: '', text };
    const start = performance.now();
    const { timeline } = readRecord((await readRecordFile(path))!.text);
    const change = { added: atFreeInstant(timeline, entry) };
    await journal.append({ id: `${number}`, at: Date.now(), record: path, change });
    const took = performance.now() - start;
    await updateRecordFile({ root: made.root, storage }, path, (before) =>
      applyEdits(before, applyChange(readRecord(before), change, vocabulary)),
    );
    return took;
  };

  const [floor, ours, over]: [number[], number[], number[]] = [[], [], []];
  await log(-1);
  const behind = [background(exchanges, 0, exchange), background(commits, BURST, commit)];
  for (let number = 0; number < ENTRIES; number++) {
    const took = await log(number);
    if (number >= 10) {
      floor.push(synced);
      ours.push(took);
      over.push(took - synced);
    }
    await new Promise((resume) => setTimeout(resume, PAUSE));
  }
  done = true;
  await Promise.all(behind);
  await journal.close();
  gitThread.dispose();
  await server.stop();
  note('exchanges with the silent remote meanwhile', exchanges.length, '');
  note('one of them, given up, median', median(exchanges), 'ms');
  note('commits meanwhile', commits.length, '');
  note('one of them, median', median(commits), 'ms');
  note("the journal's own fdatasync, median", median(floor), 'ms');
  note("the journal's own fdatasync, p95", percentile(floor, 0.95), 'ms');
  note('an entry to the journal, median', median(ours), 'ms');
  note('an entry to the journal, p95', percentile(ours, 0.95), 'ms');
  note("an entry over the journal's own fdatasync, median", median(over), 'ms');
  goal("3  an entry over the journal's own fdatasync, p95", percentile(over, 0.95), 5, 'ms');
}

measure()
  .finally(() => rmSync(folder, { recursive: true, force: true }))
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
