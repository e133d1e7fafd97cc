/** Keeps writes inside one folder, wherever symbolic links lead: a repository's content may be hostile. */

import { join, relative, sep, isAbsolute } from 'node:path';
import { refusal } from '../core/text/refusal';
import { codeOf, type Disk } from './disk';
import { STORE_SENTENCES } from './sentences';

/**
 * Returns the real path of `path`, which exists.
 * @throws Refusal if it isn't below the real path of `root`; the file system's error when something is absent.
 */
export async function realPathInside(disk: Disk, root: string, path: string): Promise<string> {
  const [realRoot, real] = await Promise.all([disk.realpath(root), disk.realpath(path)]);
  if (!isInside(realRoot, real)) {
    throw refusal(STORE_SENTENCES, 'leadsOut', { path, root });
  }
  return real;
}

/**
 * Makes `folder` below `root`, both as needed, and returns its real path.
 * @throws Refusal if the way leads out of `root` or through something that isn't a folder.
 */
export async function makeFolderInside(disk: Disk, root: string, folder: string): Promise<string> {
  await disk.mkdir(root, { recursive: true });
  const realRoot = await disk.realpath(root);
  const below = relative(root, folder);
  if (below.split(sep).includes('..') || isAbsolute(below)) {
    throw refusal(STORE_SENTENCES, 'outside', { path: folder, root });
  }
  let at = realRoot;
  for (const part of below.split(sep).filter((name) => name !== '')) {
    try {
      await disk.mkdir(join(at, part));
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') {
        throw error;
      }
    }
    const real = await disk.realpath(join(at, part));
    if (!isInside(realRoot, real)) {
      throw refusal(STORE_SENTENCES, 'leadsOut', { path: join(at, part), root });
    }
    if (!(await disk.stat(real)).isDirectory()) {
      throw refusal(STORE_SENTENCES, 'noFolder', { path: join(at, part) });
    }
    at = real;
  }
  return at;
}

function isInside(root: string, path: string): boolean {
  const below = relative(root, path);
  return !isAbsolute(below) && below.split(sep)[0] !== '..';
}
