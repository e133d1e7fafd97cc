/**
 * Measures how quick this machine is right now: the patience of the tests is scaled by it. The times beside each measure
 * are what a quick and quiet two-core machine takes.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { cleanEnvironment } from '../process/environment.mjs';
import { Failure } from '../process/failure.mjs';

/** @typedef {{ name: string, usual: number, measure: () => number }} Measure */

/** The middle of three runs, in ms. @param {() => void} work */
function median(work) {
  const times = Array.from({ length: 3 }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[1] ?? 0;
}

function git() {
  const { error, status } = spawnSync('git', ['--version'], { env: cleanEnvironment() });
  if (error || status !== 0) throw new Failure("Can't run git. Install it, then try again.");
}

/** Ten syncs of a small write, in the folder for temporary files. */
function syncs() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'incident-notes-machine-'));
  const file = fs.openSync(path.join(folder, 'file'), 'w');
  for (let count = 0; count < 10; count++) {
    fs.writeSync(file, 'x'.repeat(300));
    fs.fdatasyncSync(file);
  }
  fs.closeSync(file);
  fs.rmSync(folder, { recursive: true });
}

/** Some text work, sorting and hashing by hand, less than a tenth of a second. */
function script() {
  const lines = Array.from({ length: 20_000 }, (_, index) => `${(index * 7919) % 20_011} ${'entry '.repeat(8)}`);
  const words = new Map();
  for (const line of lines.sort()) for (const word of line.split(' ')) words.set(word, (words.get(word) ?? 0) + 1);
  JSON.parse(JSON.stringify([...words]));
}

/** @type {readonly Measure[]} */
const MEASURES = [
  { name: 'git', usual: 4, measure: () => median(git) },
  { name: 'ten syncs', usual: 10, measure: () => median(syncs) },
  { name: 'JavaScript', usual: 60, measure: () => median(script) },
];

/** How many programs may work side by side here. */
export const cores = os.availableParallelism();

/**
 * @returns {{ slowness: number, said: string }} how many times slower than a quick machine this one is, from 1 to 20, and
 *   the sentence that says so
 */
export function measureMachine() {
  const measured = MEASURES.map(({ name, usual, measure }) => ({ name, usual, ms: measure() }));
  // One core does everything by turns.
  const crowd = cores === 1 ? 2 : 1;
  const slowest = Math.max(...measured.map(({ usual, ms }) => ms / usual));
  const slowness = Math.round(Math.min(20, Math.max(1, slowest * crowd)) * 10) / 10;
  const times = measured.map(({ name, ms }) => `${name} ${ms.toFixed(ms < 10 ? 1 : 0)} ms`).join(', ');
  return { slowness, said: `${cores} cores; ${times}: waits may take ${slowness} times as long as usual` };
}
