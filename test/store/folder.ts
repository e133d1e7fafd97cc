/** Folders of a test's own, gone after it, and a record to put into them. */

import { chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const made: string[] = [];

/** A new empty folder that other users may enter. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'incident-notes-'));
  chmodSync(folder, 0o755);
  made.push(folder);
  return folder;
}

/** Writes a file, folders included, and returns its path. */
export function put(path: string, content: string | Uint8Array): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

/** All files below the folder, sorted, `/` between; none where it does not exist. */
export function filesOf(folder: string): string[] {
  if (!existsSync(folder)) {
    return [];
  }
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !lstatSync(join(folder, name)).isDirectory())
    .map((name) => name.replaceAll('\\', '/'))
    .sort();
}

after(() => {
  for (const folder of made.splice(0)) {
    rmSync(folder, { recursive: true, force: true });
  }
});
