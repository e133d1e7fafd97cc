/** Folders of drills in the extension's own storage, one for each window that practices. Whoever made one removes it. */
import { mkdirSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isGone, nameForWindow, processExists, readWindow, type IsAlive } from './window';

/** Makes an empty folder for a drill of this window. Returns its path. */
export function makeDrillFolder(storage: string, now: number): string {
  const folder = join(storage, 'drills', nameForWindow(now));
  mkdirSync(folder, { recursive: true });
  return realpathSync(folder);
}

/** Removes the folder of a drill with everything in it. What can't be removed is left for the next sweep. */
export function removeDrillFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    // A program may still have a file open in it.
  }
}

/** Removes what windows that are gone have left, and returns the paths of those folders. */
export function sweepDrills(storage: string, isAlive: IsAlive = processExists): string[] {
  const drills = join(storage, 'drills');
  const left = names(drills).filter((name) => {
    const window = readWindow(name);
    return window !== undefined && isGone(window, isAlive);
  });
  const folders = left.map((name) => join(drills, name));
  folders.forEach(removeDrillFolder);
  return folders;
}

function names(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
