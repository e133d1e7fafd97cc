/** The thread that starts git's processes; a separate bundle. Answers each request of `runGit.ts` once, in any order. */
import { parentPort } from 'node:worker_threads';
import { GitFailure, type GitFailureCode } from './gitFailure';
import { runHere, type Place, type Printed, type Run } from './gitProcess';

export interface Question {
  readonly number: number;
  readonly place: Place;
  readonly command: readonly string[];
  readonly how: Run;
}

/** A message copies bytes, and forgets that they were a `Buffer`. */
type Copied = Omit<Printed, 'stdout'> & { readonly stdout: Uint8Array };

export type Answer = { readonly number: number } & (
  | { readonly printed: Copied }
  | { readonly code: GitFailureCode; readonly detail: string }
  | { readonly bug: unknown }
);

async function answer({ number, place, command, how }: Question): Promise<Answer> {
  try {
    const input = how.input && Buffer.from(how.input);
    return { number, printed: await runHere(place, command, { ...how, ...(input && { input }) }) };
  } catch (error) {
    if (error instanceof GitFailure) {
      return { number, code: error.code, detail: error.detail };
    }
    return { number, bug: error };
  }
}

parentPort?.on('message', (question: Question) => void answer(question).then((said) => parentPort?.postMessage(said)));
// Only now: a thread that can't load its file is online, too, for a moment.
parentPort?.postMessage('ready');
