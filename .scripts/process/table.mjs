/** The processes of this machine, read from /proc where there is one, else from `ps`. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';

/**
 * @typedef {object} Process
 * @property {number} pid
 * @property {number} parent
 * @property {number} group
 * @property {boolean} ended true for one that its parent has not collected yet
 * @property {number} own processor time of the process itself, in ticks of 10 ms; 0 where unknown
 * @property {number} collected processor time of its children that it has collected, in ticks of 10 ms
 */

/** @returns {Process[]} */
export function processes() {
  if (process.platform === 'win32') return [];
  return process.platform === 'linux' ? fromProc() : fromPs();
}

/** @returns {Process[]} */
function fromProc() {
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      let stat;
      try {
        stat = fs.readFileSync(`/proc/${name}/stat`, 'latin1');
      } catch {
        return []; // It has ended meanwhile.
      }
      // The name in parentheses may hold anything.
      const [state, parent, group, , , , , , , , , user, system, childUser, childSystem] = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ');
      return {
        pid: Number(name),
        parent: Number(parent),
        group: Number(group),
        ended: state === 'Z' || state === 'X',
        own: Number(user) + Number(system),
        collected: Number(childUser) + Number(childSystem),
      };
    });
}

/** @returns {Process[]} */
function fromPs() {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,pgid=,stat='], { encoding: 'utf8' }).trim().split('\n');
  return lines.map((line) => {
    const [pid = '', parent = '', group = '', stat = ''] = line.trim().split(/\s+/);
    const ended = stat.startsWith('Z');
    return { pid: Number(pid), parent: Number(parent), group: Number(group), ended, own: 0, collected: 0 };
  });
}

/** Every process below this one, at any depth. @param {number} pid @returns {Process[]} */
export function descendants(pid, all = processes()) {
  return all.filter(({ parent }) => parent === pid).flatMap((child) => [child, ...descendants(child.pid, all)]);
}
