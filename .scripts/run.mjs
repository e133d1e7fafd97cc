/** Runs a program to its end, in a process group of its own, so that nothing of it stays behind. */
import { spawn } from 'node:child_process';
import { root } from './project.mjs';

/** Leaders of the groups that run now. @type {Set<number>} */
const running = new Set();

/** Ends every program that runs now. */
export function endAll() {
  for (const pid of running) endGroup(pid, 'SIGKILL');
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    endAll();
    process.exit(1);
  });
}
process.on('exit', endAll);

/**
 * Signals a whole process group; a group that is gone is no error.
 * @param {number} leader
 * @param {NodeJS.Signals} signal
 */
export function endGroup(leader, signal) {
  try {
    if (process.platform === 'win32') process.kill(leader, signal);
    else process.kill(-leader, signal);
  } catch {
    // It has ended already.
  }
}

/**
 * @typedef {object} Ended
 * @property {number | null} code null when it was ended by a signal or by the time limit
 * @property {string} output both streams, in the order they came
 * @property {number} seconds
 */

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, live?: boolean, limitSeconds?: number, input?: 'inherit' }} [options]
 *   `live` passes the output on while it comes
 * @returns {Promise<Ended>}
 */
export function run(program, args, { cwd = root, env = process.env, live = false, limitSeconds = 600, input } = {}) {
  const began = performance.now();
  return new Promise((resolve) => {
    const windowsCommand = process.platform === 'win32' && /^(npm|npx|code)$/.test(program);
    const child = spawn(program, args, {
      cwd,
      env,
      detached: process.platform !== 'win32',
      shell: windowsCommand,
      stdio: [input ?? 'ignore', 'pipe', 'pipe'],
    });
    if (child.pid !== undefined) running.add(child.pid);
    let output = '';
    let late = false;
    const limit = setTimeout(() => {
      late = true;
      output += `\nNot finished after ${limitSeconds} s: ended.\n`;
      if (child.pid !== undefined) endGroup(child.pid, 'SIGKILL');
    }, limitSeconds * 1000);
    for (const [stream, target] of /** @type {const} */ ([
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ])) {
      stream.setEncoding('utf8');
      stream.on('data', (text) => {
        output += text;
        if (live) target.write(text);
      });
    }
    /** @param {number | null} code */
    const finish = (code) => {
      clearTimeout(limit);
      if (child.pid !== undefined) {
        endGroup(child.pid, 'SIGKILL');
        running.delete(child.pid);
      }
      resolve({ code: late ? null : code, output, seconds: (performance.now() - began) / 1000 });
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
 * Like `run`, but an exit code other than 0 throws, with the output in the message.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export async function runOrThrow(program, args, options) {
  const ended = await run(program, args, options);
  if (ended.code !== 0) {
    throw new Error(`${[program, ...args].join(' ')} ended with ${ended.code}\n${ended.output.slice(-4000)}`);
  }
  return ended;
}
