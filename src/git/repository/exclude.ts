/**
 * Adds one line to `.git/info/exclude`, which hides a folder from `git status` in this clone only. Doesn't touch `.gitignore`.
 */
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { Repository } from './repository';

/** Excludes the folder (absolute path, in the repository or its place to be), unless the line is there already. */
export async function excludePath(
  repository: Pick<Repository, 'root' | 'commonFolder'>,
  folder: string,
): Promise<void> {
  const line = excludeLine(relative(repository.root, folder).split(sep).join('/'));
  const file = join(repository.commonFolder, 'info', 'exclude');
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') {
      return '';
    }
    throw error;
  });
  if (text.split(/\r?\n/).includes(line)) {
    return;
  }
  await mkdir(dirname(file), { recursive: true });
  await appendFile(file, `${text === '' || text.endsWith('\n') ? '' : '\n'}${line}\n`);
}

/**
 * `/incidents/` for `incidents`: anchored, a folder, and every character means itself.
 * @internal Exported for its test.
 */
export function excludeLine(path: string): string {
  return `/${path.replace(/[\\*?[\]]/g, '\\$&')}/`;
}
