/**
 * Starts git's processes: on a separate thread once there is one, otherwise here. Starting a program blocks its thread for
 * milliseconds, or longer on a busy machine, and people are typing on the editor's thread.
 */
import { SHARE_ENV, Worker } from 'node:worker_threads';
import { GitFailure } from './gitFailure';
import { runHere, type Place, type Printed, type Run } from './gitProcess';
import type { Answer, Question } from './gitThread';

interface Asked {
  readonly resolve: (printed: Printed) => void;
  readonly reject: (reason: unknown) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly asked: Map<number, Asked>;
}

let thread: Thread | undefined;
let count = 0;

/**
 * Once the thread is there, which runs the bundle of `gitThread.ts`, `file`, processes are started by it. Where it can't
 * be started, and after it has ended, they are started here. Returns what ends it.
 */
export function startGitThread(file: string): { dispose(): void } {
  // What is changed in the environment here counts there too.
  const started: Thread = { worker: new Worker(file, { env: SHARE_ENV }), asked: new Map() };
  const end = (why: string): void => {
    if (thread === started) {
      thread = undefined;
    }
    for (const { reject } of started.asked.values()) {
      reject(new GitFailure('unknown', why));
    }
    started.asked.clear();
  };
  started.worker.on('message', (message: Answer | 'ready') => {
    if (message === 'ready') {
      thread = started;
    } else {
      settle(started, message);
    }
  });
  started.worker.on('error', (error) => end(`git's thread ended: ${String(error)}`));
  started.worker.on('exit', () => end("git's thread ended"));
  return {
    dispose: () => {
      if (thread === started) {
        thread = undefined;
      }
      void started.worker.terminate();
    },
  };
}

/**
 * Runs one command to its end.
 * @throws GitFailure on any exit code but 0 and when the limit is over.
 */
export async function runGit(place: Place, command: readonly string[], how: Run = {}): Promise<Printed> {
  if (thread === undefined) {
    return runHere(place, command, how);
  }
  const { worker, asked } = thread;
  const { root, executable, hooks } = place;
  const number = ++count;
  return new Promise((resolve, reject) => {
    asked.set(number, { resolve, reject });
    const plain = { root, ...(executable === undefined ? {} : { executable }), ...(hooks && { hooks }) };
    worker.postMessage({ number, place: plain, command, how } satisfies Question);
  });
}

function settle({ asked }: Thread, answer: Answer): void {
  const question = asked.get(answer.number);
  asked.delete(answer.number);
  if ('printed' in answer) {
    const { buffer, byteOffset, byteLength } = answer.printed.stdout;
    question?.resolve({ ...answer.printed, stdout: Buffer.from(buffer, byteOffset, byteLength) });
  } else if ('code' in answer) {
    question?.reject(new GitFailure(answer.code, answer.detail));
  } else {
    question?.reject(answer.bug);
  }
}
