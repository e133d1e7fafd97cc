/** Finds a team's own templates on disk. Doesn't follow symbolic links, because a repository's content may be hostile. */

import { join } from 'node:path';
import { disk as realDisk, isAbsence, type Disk } from './disk';

export interface TemplateFile {
  readonly path: string;
  /** Its name without `.md`. */
  readonly name: string;
  readonly text: string;
}

/** What is larger can't be a template, and isn't read. */
const MOST_BYTES = 100_000;

/**
 * The markdown files of `<root>/.incident-notes/templates`, by name; none if there is no such folder. `skipped` is told
 * the path of a file that is too large, is a link or can't be read.
 */
export async function findTemplateFiles(
  root: string,
  skipped: (path: string) => void,
  disk: Disk = realDisk,
): Promise<TemplateFile[]> {
  const outer = join(root, '.incident-notes');
  const folder = join(outer, 'templates');
  try {
    for (const part of [outer, folder]) {
      if (!(await disk.lstat(part)).isDirectory()) {
        skipped(part);
        return [];
      }
    }
    const names = (await disk.readdir(folder)).filter((name) => name.endsWith('.md')).sort();
    const files = await Promise.all(
      names.map(async (name): Promise<TemplateFile | undefined> => {
        const path = join(folder, name);
        const stat = await disk.lstat(path).catch(() => undefined);
        const text =
          stat?.isFile() && stat.size <= MOST_BYTES
            ? await disk.readFile(path, 'utf8').catch(() => undefined)
            : undefined;
        if (text === undefined) {
          skipped(path);
          return undefined;
        }
        return { path, name: name.slice(0, -'.md'.length), text };
      }),
    );
    return files.filter((file) => file !== undefined);
  } catch (error) {
    if (!isAbsence(error)) {
      skipped(folder);
    }
    return [];
  }
}
