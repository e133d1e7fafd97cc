/**
 * How a command of ours ends: on its own, by Ctrl-C, by a signal, or because the program that started it is gone. However
 * it comes, what was registered is undone, last first, and no process of ours stays.
 */
import { whenStarterEnds } from './ancestors.mjs';

/** @type {(() => void | Promise<void>)[]} */
const steps = [];
let ending = false;

/** Registers something to undo. @param {() => void | Promise<void>} step */
export function atEnd(step) {
  steps.push(step);
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
