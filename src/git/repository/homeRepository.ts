/**
 * Recognizes a repository of a person's own files (dotfiles) around the home folder. Records don't go into one unless a person
 * chooses it.
 */
import { realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { sep } from 'node:path';

/** Returns whether the home folder is the worktree's root (absolute path) or is in it. Costs no process. */
export function containsHome(root: string): boolean {
  const top = root.endsWith(sep) ? root : root + sep;
  const home = homedir();
  return [home, realHome(home)].some((path) => (path + sep).startsWith(top));
}

const known = new Map<string, string>();

function realHome(home: string): string {
  let real = known.get(home);
  if (real === undefined) {
    try {
      real = realpathSync(home);
    } catch {
      real = home;
    }
    known.set(home, real);
  }
  return real;
}
