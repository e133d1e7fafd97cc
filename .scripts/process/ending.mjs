/**
 * How a command of ours ends: on its own, by Ctrl-C, by a signal, or because the program that started it is gone. However
 * it comes, what was registered is undone, last first, and no process of ours stays.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { whenStarterEnds } from './ancestors.mjs';
import { endAll } from './run.mjs';

/** @type {(() => void | Promise<void>)[]} */
const steps = [];
let ending = false;

/** Registers something to undo. @param {() => void | Promise<void>} step */
export function atEnd(step) {
  steps.push(step);
}

/** Where temporary files go on this machine, as the person set it: for programs that outlive us. */
export const usualTemporaryFolder = process.env.TMPDIR;

/**
 * Makes a folder for the temporary files of this command and of all that it starts, many of which are killed before they can
 * tidy up. It is removed at the end. Its name is short, as the path of a socket inside has at most 107 bytes.
 */
export function ownTemporaryFolder() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'incident-'));
  // Tests of permissions run as somebody else, who must get to a folder inside.
  fs.chmodSync(folder, 0o711);
  Object.assign(process.env, process.platform === 'win32' ? { TEMP: folder, TMP: folder } : { TMPDIR: folder });
  process.on('exit', () => {
    endAll();
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  });
}

/** Undoes everything and exits. A second call waits for the first one. @param {number} code */
export async function end(code) {
  if (ending) return;
  ending = true;
  for (const step of steps.reverse()) {
    try {
      await step();
    } catch (error) {
      console.error(error);
    }
  }
  process.exit(code);
}

/** Ends this program when a signal arrives or its starter is gone. @param {{ code: number }} options the exit code then */
export function endWithStarter({ code }) {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => void end(code));
  whenStarterEnds(() => void end(code));
  // A terminal that is gone must not stop the end.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}
