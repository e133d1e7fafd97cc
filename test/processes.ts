/** The processes of this machine, from /proc where there is one, else from `ps`. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';

export interface Running {
  readonly pid: number;
  readonly parent: number;
  /** The program and its arguments, with blanks between. */
  readonly command: string;
}

/** Returns what runs now, without processes that have ended and whose parent hasn't noticed yet. */
export function running(): Running[] {
  if (process.platform !== 'linux') {
    const table = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).trim().split('\n');
    return table.map((line) => {
      const [pid = 0, parent = 0] = line.trim().split(/\s+/, 2).map(Number);
      return { pid, parent, command: line.trim().replace(/^\d+\s+\d+\s+/, '') };
    });
  }
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const command = readProc(Number(name), 'cmdline');
      // The name in parentheses may contain anything.
      const parent = /^.*\) \S (\d+)/s.exec(readProc(Number(name), 'stat'))?.[1];
      return command && parent
        ? [{ pid: Number(name), parent: Number(parent), command: command.replaceAll('\0', ' ') }]
        : [];
    });
}

/** Returns every process below this one, at any depth. */
export function below(pid: number, all = running()): Running[] {
  return all.filter(({ parent }) => parent === pid).flatMap((child) => [child, ...below(child.pid, all)]);
}

/** Returns what /proc says of a process; empty if it has ended. */
export function readProc(pid: number, file: 'cmdline' | 'stat' | 'environ'): string {
  try {
    return fs.readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
