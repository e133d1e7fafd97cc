/**
 * The program that git runs to merge records: a copy in the extension's own storage, at a path that survives updates of the
 * extension and is updated with it.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { registerMergeDriver } from '../../git/repository/mergeDriver';
import type { Repository } from '../../git/repository/repository';
import { disk, isAbsence } from '../../store/disk';
import { replaceFile } from '../../store/atomicWrite';
import { say } from '../../core/words/say';

const NAME = 'mergeDriver.js';

interface Needs {
  /** The folder in which the extension is installed. */
  readonly extensionPath: string;
  readonly storage: string;
}

/** Registers it in a repository; a sentence where that wasn't done yet. */
export async function registerMergeProgram(needs: Needs, repository: Repository): Promise<string | undefined> {
  await mkdir(needs.storage, { recursive: true });
  await copyProgram(needs, undefined);
  // The editor is node when it is told so.
  const how = { program: join(needs.storage, NAME), runtime: process.execPath };
  return (await registerMergeDriver(repository, how))
    ? say`In this clone, git now merges records and postmortems entry by entry.`
    : undefined;
}

/** Brings the copy up to date, if there is one. */
export async function renewMergeProgram(needs: Needs): Promise<void> {
  const copy = await readFile(join(needs.storage, NAME)).catch((error: unknown) => {
    if (isAbsence(error)) {
      return undefined;
    }
    throw error;
  });
  if (copy) {
    await copyProgram(needs, copy);
  }
}

async function copyProgram(needs: Needs, known: Buffer | undefined): Promise<void> {
  const packed = await readFile(join(needs.extensionPath, 'dist', NAME));
  if (!known?.equals(packed)) {
    await replaceFile(disk, join(needs.storage, NAME), packed, {});
  }
}
