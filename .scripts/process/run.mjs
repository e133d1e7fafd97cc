/** Runs a program to its end, in a process group of its own, so that nothing of it stays behind. */
import { spawn } from 'node:child_process';
import { watchCpu } from './cpuTime.mjs';
import { Failure, causeIn } from './failure.mjs';
import { root } from './project.mjs';
import { descendants } from './table.mjs';

/** How long a program may print nothing before it counts as hung, in seconds. */
const SILENCE = 900;

/** Leaders of the groups that run now. @type {Set<number>} */
const running = new Set();

/** Ends every program that runs now, with all that it started. */
export function endAll() {
  endDescendants(process.pid);
  for (const pid of running) endGroup(pid, 'SIGKILL');
}
process.on('exit', endAll);

/**
 * Ends everything below a process, at any depth: editors and browsers have groups of their own. Everything is stopped
 * first, so that nothing starts another one meanwhile.
 * @param {number} pid
 */
function endDescendants(pid) {
  const stopped = new Set();
  for (;;) {
    const found = descendants(pid).filter((each) => !each.ended && !stopped.has(each.pid));
    if (found.length === 0) break;
    for (const each of found) {
      signal(each.pid, 'SIGSTOP');
      stopped.add(each.pid);
    }
  }
  for (const each of stopped) signal(each, 'SIGKILL');
}

/**
 * Signals a whole process group; a group that is gone is no error.
 * @param {number} leader
 * @param {NodeJS.Signals} name
 */
export function endGroup(leader, name) {
  signal(process.platform === 'win32' ? leader : -leader, name);
}

/** @param {number} target a process, or a group when negative @param {NodeJS.Signals} name */
function signal(target, name) {
  try {
    process.kill(target, name);
  } catch {
    // It has ended already.
  }
}

/**
 * @typedef {object} Ended
 * @property {number | null} code null when it was ended by a signal or because it hung
 * @property {string} output both streams, in the order they came
 * @property {number} seconds
 * @property {number} cpuSeconds processor time of the program and of all that it started; 0 on systems that don't tell
 */

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, live?: boolean, silentSeconds?: number }} [options]
 *   `live` passes the output on as it comes; a program that prints nothing for `silentSeconds` is ended
 * @returns {Promise<Ended>}
 */
export function run(program, args, { cwd = root, env = process.env, live = false, silentSeconds = SILENCE } = {}) {
  const began = performance.now();
  return new Promise((resolve) => {
    const windowsCommand = process.platform === 'win32' && /^(npm|npx|code)$/.test(program);
    const child = spawn(program, args, {
      cwd,
      env,
      detached: process.platform !== 'win32',
      shell: windowsCommand,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    if (child.pid !== undefined) running.add(child.pid);
    const cpuSeconds = child.pid === undefined ? () => 0 : watchCpu(child.pid);
    let output = '';
    let hung = false;
    const silence = setTimeout(() => {
      hung = true;
      output += `\nEnded, because it printed nothing for ${silentSeconds} s.\n`;
      if (child.pid === undefined) return;
      endDescendants(child.pid);
      endGroup(child.pid, 'SIGKILL');
    }, silentSeconds * 1000);
    for (const [stream, target] of /** @type {const} */ ([
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ])) {
      stream.setEncoding('utf8');
      stream.on('data', (text) => {
        output += text;
        silence.refresh();
        if (live) target.write(text);
      });
    }
    /** @param {number | null} code */
    const finish = (code) => {
      clearTimeout(silence);
      if (child.pid !== undefined) {
        endGroup(child.pid, 'SIGKILL');
        running.delete(child.pid);
      }
      const seconds = (performance.now() - began) / 1000;
      resolve({ code: hung ? null : code, output, seconds, cpuSeconds: cpuSeconds() });
    };
    child.on('error', (error) => {
      output += `${program}: ${error.message}\n`;
      finish(127);
    });
    // A grandchild may hold the pipes open after the program itself has ended: then its group is ended, and `close` follows.
    child.on('exit', () => setTimeout(() => child.pid !== undefined && endGroup(child.pid, 'SIGKILL'), 2000).unref());
    child.on('close', finish);
  });
}

/**
 * Like `run`, but an exit code other than 0 throws: a `Failure` where this machine is the cause, else an error with the
 * output in its message.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export async function runOrThrow(program, args, options) {
  const ended = await run(program, args, options);
  if (ended.code !== 0) {
    const cause = causeIn(ended.output);
    if (cause) throw new Failure(cause);
    throw new Error(`${[program, ...args].join(' ')} ended with ${ended.code}\n${ended.output.slice(-4000)}`);
  }
  return ended;
}
