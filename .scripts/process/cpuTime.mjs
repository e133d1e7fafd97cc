/**
 * Adds up the processor time of a program and of everything that it starts, at any depth, killed or not. It looks at the
 * process table once a second; what starts and ends between two looks is in the time that its parent has collected.
 */
import { processes } from './table.mjs';

/** In ms. */
const INTERVAL = 1000;
const TICKS_PER_SECOND = 100;

/** One program with all that it started. @typedef {Map<number, import('./table.mjs').Process>} Tree */

/** @type {Set<Tree>} */
const watched = new Set();
/** @type {NodeJS.Timeout | undefined} */
let timer;

function look() {
  const table = processes();
  for (const tree of watched) {
    // A child has a higher number than its parent but for a wrap: repeat until nothing is new.
    for (let size = -1; size !== tree.size;) {
      size = tree.size;
      for (const each of table) if (tree.has(each.pid) || tree.has(each.parent)) tree.set(each.pid, each);
    }
  }
}

/**
 * Starts to watch a program: what it costs from now on.
 * @param {number} pid
 * @returns {() => number} ends the watch and returns CPU seconds; 0 on systems that don't tell
 */
export function watchCpu(pid) {
  /** @type {Tree} */
  const tree = new Map([[pid, { pid, parent: 0, group: pid, ended: false, own: 0, collected: 0 }]]);
  watched.add(tree);
  timer ??= setInterval(look, INTERVAL).unref();
  look();
  const before = ticksOf(tree);
  return () => {
    look();
    watched.delete(tree);
    if (watched.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
    return (ticksOf(tree) - before) / TICKS_PER_SECOND;
  };
}

/** @param {Tree} tree */
function ticksOf(tree) {
  const alive = new Set(processes().map(({ pid }) => pid));
  /** What is known of the children that a process has collected. @type {Map<number, number>} */
  const known = new Map();
  for (const { pid, parent, own, collected } of tree.values()) {
    if (!alive.has(pid)) known.set(parent, (known.get(parent) ?? 0) + own + collected);
  }
  let sum = 0;
  for (const { pid, own, collected } of tree.values()) sum += own + Math.max(0, collected - (known.get(pid) ?? 0));
  return sum;
}
