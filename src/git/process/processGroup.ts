/**
 * A program and everything it starts, as one process group that can be stopped as a whole. Programs that talk to a remote or
 * ask a person have helpers, and stopping git alone would leave those waiting.
 */
import { spawn, type ChildProcess } from 'node:child_process';

/** How a program runs. */
export interface GroupRun {
  /** An existing folder. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly input?: Buffer;
  /** Milliseconds until the whole group is ended. */
  readonly limit: number;
  /** By the rules of which system; this one's if absent. */
  readonly platform?: NodeJS.Platform;
}

/** How it came to its end. */
export interface GroupEnd {
  /** Absent if a signal ended it, or where it couldn't be started. */
  readonly exit?: number;
  /** Whether the limit was over. */
  readonly late: boolean;
  /** The first megabyte. */
  readonly stdout: Buffer;
  /** The first megabyte; what the system said where the program couldn't be started. */
  readonly stderr: Buffer;
}

const MOST_KEPT = 1 << 20;
/** From the request to end until the end is forced, and from the end until helpers that keep the output open are let go. */
const GRACE = 1000;
const POLL = 20;

/** Runs the program to its end, or to the limit; it has no terminal to ask on. Resolves when the group is gone, never throws. */
export async function runGroup(program: string, command: readonly string[], run: GroupRun): Promise<GroupEnd> {
  const windows = (run.platform ?? process.platform) === 'win32';
  const child = spawn(program, command, {
    cwd: run.folder,
    env: run.environment,
    // A session of its own: a group, and no terminal. On Windows that would open a console instead.
    detached: !windows,
    windowsHide: true,
  });
  const [stdout, stderr] = [keep(child.stdout), keep(child.stderr)];
  // A program that doesn't read its input closes it.
  child.stdin.on('error', () => undefined);
  child.stdin.end(run.input);
  const failed = new Promise<string>((resolve) => child.on('error', (error) => resolve(String(error))));
  const ended = new Promise<'ended'>((resolve) => {
    child.on('close', () => resolve('ended'));
    // A helper that's in progress in the background, such as a cache of passwords, may keep the output open.
    child.on('exit', () => setTimeout(resolve, GRACE, 'ended').unref());
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, run.limit, 'late');
  });
  const first = await Promise.race([ended, late, failed]);
  clearTimeout(timer);
  if (first === 'late') {
    await (windows ? endTree(child) : endGroup(child));
  }
  child.stdout.destroy();
  child.stderr.destroy();
  const exit = child.exitCode;
  return {
    ...(exit === null ? {} : { exit }),
    late: first === 'late',
    stdout: stdout(),
    stderr: first === 'ended' || first === 'late' ? stderr() : Buffer.from(first),
  };
}

/** Git tidies up its lock files when it is asked to end, so it is asked first. */
async function endGroup({ pid }: ChildProcess): Promise<void> {
  if (pid === undefined || !signal(-pid, 'SIGTERM')) {
    return;
  }
  for (let waited = 0; waited < GRACE; waited += POLL) {
    await new Promise((resume) => setTimeout(resume, POLL));
    if (!signal(-pid, 0)) {
      return;
    }
  }
  signal(-pid, 'SIGKILL');
}

/** Returns whether there was somebody to receive it. */
function signal(group: number, name: 'SIGTERM' | 'SIGKILL' | 0): boolean {
  try {
    return process.kill(group, name);
  } catch {
    return false;
  }
}

async function endTree({ pid }: ChildProcess): Promise<void> {
  if (pid === undefined) {
    return;
  }
  const killer = spawn('taskkill', ['/PID', String(pid), '/T', '/F'], { windowsHide: true, stdio: 'ignore' });
  const over = new Promise<void>((resolve) => void killer.on('close', () => resolve()).on('error', () => resolve()));
  await Promise.race([over, new Promise((resume) => setTimeout(resume, GRACE).unref())]);
}

function keep(stream: NodeJS.ReadableStream): () => Buffer {
  const chunks: Buffer[] = [];
  let kept = 0;
  stream.on('data', (chunk: Buffer) => {
    if (kept >= MOST_KEPT) {
      return;
    }
    chunks.push(chunk.subarray(0, MOST_KEPT - kept));
    kept += chunk.length;
  });
  return () => Buffer.concat(chunks);
}
