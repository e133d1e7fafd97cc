/**
 * Reads the files of a log, wherever they are: one file, a zip archive, or a folder with what is below it. Follows no link inside a folder;
 * changes nothing.
 */

import { join } from 'node:path';
import { refusal } from '../../core/text/refusal';
import { disk as realDisk, refusalFor, type Disk } from '../disk';
import { isArchive, readArchive, type LogBytes } from './logArchive';
import { STORE_SENTENCES } from '../sentences';

/** Most files and bytes that are read of one log. */
const MOST_FILES = 20_000;
const MOST_BYTES = 300_000_000;
/** How many files are read at once. */
const AT_ONCE = 32;
const TEXTS = /\.(?:json|log|txt|md|markdown|weechatlog|csv)$|(?:^|\/)[^./]+$/i;

/**
 * Returns the files at `path`, by their names; of a folder those that can be logs.
 * @throws Refusal if nothing is there, it can't be read, or it's too large.
 */
export async function readLogFiles(path: string, disk: Disk = realDisk): Promise<LogBytes[]> {
  try {
    if (!(await disk.stat(path)).isDirectory()) {
      const [file] = await readAll(path, [''], disk);
      const limits = { files: MOST_FILES, bytes: MOST_BYTES };
      return isArchive(file!.bytes) ? readArchive(path, file!.bytes, isLog, limits) : [file!];
    }
    const names = await namesBelow(disk, path, '', 8);
    return await readAll(path, names.toSorted(), disk);
  } catch (error) {
    throw refusalFor(error, 'notImported', path);
  }
}

/** Returns whether a file's name lets it be a log; hidden ones and those of systems aren't. */
function isLog(name: string): boolean {
  return TEXTS.test(name) && !/(?:^|\/)(?:\.|__MACOSX\/)/.test(name);
}

async function namesBelow(disk: Disk, root: string, folder: string, depth: number): Promise<string[]> {
  const names: string[] = [];
  for (const entry of await disk.readdir(join(root, folder))) {
    const name = folder === '' ? entry : `${folder}/${entry}`;
    const found = entry.startsWith('.') ? undefined : await disk.lstat(join(root, name));
    if (found?.isDirectory() && depth > 0) {
      names.push(...(await namesBelow(disk, root, name, depth - 1)));
    } else if (found?.isFile() && isLog(name)) {
      names.push(name);
    }
    if (names.length > MOST_FILES) {
      throw refusal(STORE_SENTENCES, 'logTooLarge', { path: root });
    }
  }
  return names;
}

async function readAll(path: string, names: readonly string[], disk: Disk): Promise<LogBytes[]> {
  const files: LogBytes[] = [];
  let size = 0;
  for (let at = 0; at < names.length; at += AT_ONCE) {
    const some = names.slice(at, at + AT_ONCE);
    const sizes = await Promise.all(some.map(async (name) => (await disk.stat(join(path, name))).size));
    size += sizes.reduce((sum, one) => sum + one, 0);
    if (size > MOST_BYTES) {
      throw refusal(STORE_SENTENCES, 'logTooLarge', { path });
    }
    const read = await Promise.all(some.map(async (name) => disk.readFile(join(path, name))));
    files.push(...read.map((bytes, index) => ({ name: some[index] || path.replace(/^.*[\\/]/, ''), bytes })));
  }
  return files;
}
