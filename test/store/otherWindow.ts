/** What another window's process does, as a value; the program that does it, and a driver for tests. */

import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buildSync } from 'esbuild';
import { progressed } from '../patience';
import { newFolder } from './folder';

export type Task =
  /** Adopts, appends `items`, settles the first of them; says `accepted <id>`, `adopted <id>`, `settled <id>`. */
  | { readonly does: 'journal'; readonly folder: string; readonly items: readonly string[] }
  /** Adopts and says `adopted <id>`, then lives on until its input ends. */
  | { readonly does: 'adopt'; readonly folder: string }
  /** Adds lines to a record one after the other. */
  | {
      readonly does: 'update';
      readonly root: string;
      readonly storage: string;
      readonly path: string;
      readonly lines: readonly string[];
    }
  | { readonly does: 'create'; readonly root: string; readonly id: string; readonly text: string };

export interface How {
  /** The change of the disk, counted from 1, before which the process kills itself; of a write, half is written. */
  readonly killAt?: number;
  readonly uid?: number;
}

export interface Ended {
  readonly said: readonly string[];
  /** By the task's end, not by a signal. */
  readonly finished: boolean;
}

let program: string | undefined;

/** Starts the process; `ended` resolves when it is gone, `hears` when it says something that begins like this. */
export function startWindow(
  task: Task,
  how: How = {},
): { child: ChildProcess; ended: Promise<Ended>; hears: (start: string) => Promise<void> } {
  program ??= bundle();
  const who = how.uid === undefined ? {} : { uid: how.uid, gid: how.uid };
  const child = spawn(process.execPath, [program, JSON.stringify({ task, killAt: how.killAt ?? 0 })], {
    cwd: '/',
    stdio: ['pipe', 'pipe', 'inherit'],
    ...who,
  });
  const said: string[] = [];
  const waiting: { start: string; resolve: () => void }[] = [];
  const lines = createInterface(child.stdout).on('line', (line) => {
    said.push(line);
    waiting.filter(({ start }) => line.startsWith(start)).forEach(({ resolve }) => resolve());
  });
  const closed = new Promise((resolve) => lines.on('close', resolve));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      void closed.then(() => {
        if (code === 0 || signal === 'SIGKILL') resolve({ said, finished: code === 0 });
        else reject(new Error(`the other window ended with ${code ?? signal}: ${said.join('; ')}`));
      });
    });
  });
  const hears = (start: string) =>
    said.some((line) => line.startsWith(start))
      ? Promise.resolve()
      : new Promise<void>((resolve) => waiting.push({ start, resolve }));
  return { child, ended, hears };
}

/** Runs a task to its end. */
export const runWindow = (task: Task, how?: How): Promise<Ended> => startWindow(task, how).ended;

/**
 * Runs the task once for each change that it makes to the disk, killed there, some at a time, until it comes to its end unharmed. `prepare`
 * gives the task a fresh place, and what is to be looked at afterwards.
 */
export async function killAtEveryChange(
  prepare: () => Promise<{ task: Task; check: (ended: Ended) => Promise<void> }>,
): Promise<void> {
  let [next, isOver] = [1, false];
  const worker = async (): Promise<void> => {
    while (!isOver) {
      const killAt = next++;
      const { task, check } = await prepare();
      const ended = await runWindow(task, { killAt });
      isOver ||= ended.finished;
      progressed();
      try {
        await check(ended);
      } catch (error) {
        throw new Error(`when killed at change ${killAt}: ${ended.said.join('; ')}`, { cause: error });
      }
    }
  };
  await Promise.all([worker(), worker(), worker()]);
}

function bundle(): string {
  const folder = newFolder();
  const outfile = join(folder, 'window.cjs');
  const source = join('test', 'store', 'otherWindowProgram.ts');
  buildSync({ entryPoints: [source], bundle: true, platform: 'node', format: 'cjs', outfile, logLevel: 'warning' });
  chmodSync(outfile, 0o644);
  return outfile;
}
