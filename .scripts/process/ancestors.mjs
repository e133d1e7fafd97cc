/** Notices when the program that started us is gone, however it went: `kill -9` of npm tells its children nothing. */
import { processes } from './table.mjs';

/** @param {number} pid */
function lives(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * Calls `then` once, within a second after the parent or its parent has ended: between npm and us there may be a shell.
 * @param {() => void} then
 */
export function whenStarterEnds(then) {
  const parent = process.ppid;
  const underNpm = process.env.npm_lifecycle_event !== undefined;
  const grandparent = underNpm ? processes().find(({ pid }) => pid === parent)?.parent : undefined;
  const starters = [parent, grandparent ?? 0].filter((pid) => pid > 1);
  const timer = setInterval(() => {
    if (process.ppid === parent && starters.every(lives)) return;
    clearInterval(timer);
    then();
  }, 500);
  timer.unref();
}
