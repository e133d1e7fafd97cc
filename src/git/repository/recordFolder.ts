/**
 * A record's folder on disk: its regular files, and what else is there. Doesn't follow symbolic links, and doesn't enter a
 * repository inside the folder.
 */
import { lstat, readdir, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { exists } from './onDisk';

/** A regular file of the record. */
interface FolderFile {
  /** Below the folder, `/` between: `attachments/graph.png`. */
  readonly path: string;
  readonly executable: boolean;
  /** In bytes. */
  readonly size: number;
}

/** The folder at one moment; without files if it doesn't exist. */
export interface RecordFolder {
  /** Its path in the repository, `/` between: `incidents/2026-11-20-lb-down`. */
  readonly path: string;
  readonly files: readonly FolderFile[];
  /** Paths below the folder that are on disk and never committed: links, sockets, repositories, and what is left out. */
  readonly others: readonly string[];
}

/** A file that the store writes next to another before the rename, and that no commit may hold: `.incident.md.0a1b2c3d4e5f.tmp`. */
const UNFINISHED = /^\..+\.[0-9a-f]{12}\.tmp$/;

/**
 * Returns the folder's files, or undefined if its real path isn't below the repository's root, is a symbolic link itself,
 * or belongs to another repository inside this one.
 */
export async function readRecordFolder(root: string, folder: string): Promise<RecordFolder | undefined> {
  const found = await locateRecordFolder(root, folder);
  if (found === undefined) {
    return undefined;
  }
  const files: FolderFile[] = [];
  const others: string[] = [];
  await walk(found.real, '', files, others);
  return { path: found.path, files, others };
}

/**
 * Returns the folder's real path, and its path in the repository with `/` between, without reading what is in it; or
 * undefined for the same reasons as `readRecordFolder`.
 */
export async function locateRecordFolder(
  root: string,
  folder: string,
): Promise<{ readonly real: string; readonly path: string } | undefined> {
  const real = await realFolder(folder);
  if (real === undefined) {
    return undefined;
  }
  const path = relative(root, real);
  const components = path.split(sep);
  if (path === '' || isAbsolute(path) || components.some((part) => part === '..' || /^\.git$/i.test(part))) {
    return undefined;
  }
  for (let above = real; above !== root; above = dirname(above)) {
    if (await exists(join(above, '.git'))) {
      return undefined;
    }
  }
  return { real, path: components.join('/') };
}

/** Returns the real path, of the nearest folder that exists where the record was removed; absent if the folder is a link. */
async function realFolder(folder: string): Promise<string | undefined> {
  const missing: string[] = [];
  for (let at = folder; ; at = dirname(at)) {
    try {
      if (at === folder && !(await lstat(at)).isDirectory()) {
        return undefined;
      }
      return join(await realpath(at), ...missing);
    } catch (error) {
      if (!isAbsence(error) || dirname(at) === at) {
        throw error;
      }
      missing.unshift(basename(at));
    }
  }
}

async function walk(folder: string, below: string, files: FolderFile[], others: string[]): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (isAbsence(error)) {
      return [];
    }
    throw error;
  });
  for (const entry of entries) {
    const path = below + entry.name;
    const onDisk = join(folder, entry.name);
    if (/^\.git$/i.test(entry.name) || (entry.isFile() && UNFINISHED.test(entry.name))) {
      continue;
    }
    if (entry.isDirectory()) {
      if (await exists(join(onDisk, '.git'))) {
        others.push(path);
      } else {
        await walk(onDisk, path + '/', files, others);
      }
    } else if (entry.isFile()) {
      const stat = await lstat(onDisk).catch(() => undefined);
      if (stat?.isFile()) {
        files.push({ path, executable: (stat.mode & 0o100) !== 0, size: stat.size });
      }
    } else {
      others.push(path);
    }
  }
}

const isAbsence = (error: unknown): boolean => /^(ENOENT|ENOTDIR)$/.test((error as NodeJS.ErrnoException).code ?? '');
