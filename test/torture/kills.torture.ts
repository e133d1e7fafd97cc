/**
 * A window is killed at a random moment, again and again, in each of twenty kinds of repositories: alone, with all its
 * processes of git, or a git alone. Then what the person has begun is ended, and one window comes to its end: every entry that
 * was accepted is in the record once and whole, and the branch has the record's bytes.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { readRecord } from '../../src/core/record/record';
import { readEntry } from '../../src/core/timeline/timeline';
import { bundleProgram } from '../git/programs';
import { newFolder, record, type TestRepository } from '../git/repositories';
import { torture } from './budget';
import { PLACES } from './kills/places';
import type { WindowTask } from './kills/windowProgram';
import { seeded } from './versions/member';

/** Windows that are killed in each repository. */
const KILLED = 6;
/** A killed one lives no longer than this after it could log, in ms × the machine's slowness. */
const LIFE = Math.ceil(400 * Number(process.env['TEST_SLOWNESS'] ?? 1));

const RECORD = ['---', 'format: 1', 'title: Killed', 'status: investigating', '---', '', '## Timeline', '', ''].join(
  '\n',
);

type Victim = 'the window' | 'all' | 'git';
const VICTIMS: readonly Victim[] = ['the window', 'all', 'git'];

/** The processes that a process started, where the system tells. */
function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended.
  }
}

/** Runs a window; `moment` is when it's killed after it's ready, in ms, or undefined where it comes to its end. Returns what it said. */
async function runWindow(task: WindowTask, victim: Victim, moment: number | undefined): Promise<string[]> {
  const program = bundleProgram('test/torture/kills/windowProgram.ts');
  const child = spawn(process.execPath, [program, JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const said: string[] = [];
  const lines = createInterface(child.stdout).on('line', (line) => said.push(line));
  const [closed, ended] = [once(lines, 'close'), once(child, 'exit')];
  if (moment !== undefined) {
    await Promise.race([sleep(moment), ended]);
    const pid = child.pid!;
    if (victim === 'git') childrenOf(pid).forEach((git) => kill(git, 'SIGKILL'));
    else if (victim === 'all') kill(-pid, 'SIGKILL');
    else kill(pid, 'SIGKILL');
    if (victim === 'git') {
      // It goes on without that one, for a while.
      await Promise.race([sleep(moment), ended]);
      kill(pid, 'SIGKILL');
    }
  }
  await Promise.all([ended, closed]);
  assert.ok(!said.some((line) => line.startsWith('failed ')), said.join('\n'));
  return said;
}

/** Locks that a killed git left: git itself tells the person to remove them. */
function removeLocks(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (name.endsWith('.lock')) rmSync(join(folder, name), { force: true });
  }
}

function assertHolds(made: TestRepository, file: string, accepted: readonly string[]): void {
  const text = made.read(file);
  const { timeline } = readRecord(text);
  const found = timeline.entries.map((placed) => readEntry(text, placed).text);
  const missing = accepted.filter((words) => !found.includes(words));
  const doubled = found.filter((words, index) => found.indexOf(words) !== index);
  const torn = found.filter((words) => !/^window \d+, entry \d+\.$/.test(words));
  assert.deepEqual({ missing, doubled, torn }, { missing: [], doubled: [], torn: [] }, text);
}

void torture('kills', { count: PLACES.length }, async (run) => {
  let entries = 0;
  for (const round of run.rounds()) {
    const place = PLACES[round % PLACES.length]!;
    const below = seeded(run.seed * 1000 + round);
    const made = await place.make();
    const file = `${record}/incident.md`;
    made.write(file, RECORD);
    const task = {
      root: made.root,
      storage: newFolder('storage'),
      path: join(made.root, file),
      own: place.own ?? false,
    };
    const accepted: string[] = [];
    const log = async (window: number, count: number, moment: number | undefined): Promise<string[]> => {
      const victim = VICTIMS[below(VICTIMS.length)]!;
      const said = await runWindow({ ...task, window, entries: count }, victim, moment);
      accepted.push(...said.flatMap((line) => /^accepted (.*)$/.exec(line)?.slice(1) ?? []));
      return said;
    };
    try {
      for (let window = 0; window < KILLED; window++) await log(window, 200, below(LIFE));
      const gitFolder = resolve(made.root, (await made.git('rev-parse', '--git-common-dir')).trim());
      await place.end?.(made);
      removeLocks(gitFolder);
      const last = (await log(KILLED, 2, undefined)).at(-1)!;
      assert.match(last, /^ended (committed|unchanged)$/);
      assertHolds(made, file, accepted);
      assert.equal(await made.show(file), made.read(file));
      assert.equal(await made.git('fsck', '--strict', '--no-dangling'), '');
      entries += accepted.length;
    } catch (error) {
      throw new Error(`In ${place.name}: ${accepted.length} entries were accepted.`, { cause: error });
    }
  }
  console.log(`  ${entries} entries were accepted, all of them are there once.`);
});
