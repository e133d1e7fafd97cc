/** Resolves paths as they are on disk; the editor's may go through links. */
import { lstat, realpath } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';

/** Returns whether anything is at the path; a link is, wherever it leads. */
export async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

/** Where a file or folder (absolute path) is in the repository, `/` between; it need not be there, its folder has to. */
export async function pathInside({ root }: { readonly root: string }, path: string): Promise<string> {
  return relative(root, join(await realpath(dirname(path)), basename(path)))
    .split(sep)
    .join('/');
}
