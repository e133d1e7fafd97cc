/**
 * Applies what colleagues wrote to this window's files and open documents, and keeps unsaved work: what's here and what came
 * in are merged by meaning. Doesn't use git.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isMergedFile, mergeArrived } from '../../core/merge/fileMerge';
import { lineEdits } from '../../core/text/lineEdits';
import { Refusal, refusal } from '../../core/text/refusal';
import type { IncomingFile } from '../../git/sync/exchange';
import { bringBeside } from '../../store/incomingFile';
import type { OpenFiles } from '../records/openFiles';
import type { Processes } from '../records/processes';
import { isRecordPath, rootOf } from '../records/recordFolders';
import { EDITOR_SENTENCES } from '../shell/sentences';

/**
 * Brings each file to the disk that is in an incident's folder of this window and is there already; `root` is the
 * repository's as the editor has it. Returns the paths that it wrote.
 * @throws Refusal if one has unsaved edits or can't be merged; what could be brought was.
 */
export async function bringFiles(
  root: string,
  open: OpenFiles,
  processes: Processes,
  files: readonly IncomingFile[],
): Promise<string[]> {
  const written: string[] = [];
  let problem: Refusal | undefined;
  for (const { path: inside, before, after } of files) {
    const path = join(root, inside);
    if (!isMergedFile(path) || !isRecordPath(join(dirname(path), 'incident.md')) || after === undefined) {
      continue;
    }
    try {
      const merge = (text: string): string =>
        mergeArrived({ path, ...(before && { before }), after }, text, processes.statusesOf(path, text));
      if (await bringFile(open, path, merge)) {
        written.push(inside);
      }
    } catch (error) {
      if (!(error instanceof Refusal)) {
        throw error;
      }
      problem = error;
    }
  }
  if (problem) {
    throw problem;
  }
  return written;
}

/**
 * The same for a branch that is checked out nowhere: git writes nothing, so what isn't here yet is made, evidence included.
 * What others removed stays where it is a record or a postmortem.
 * @throws Refusal also where a file that isn't merged was changed here as well.
 */
export async function bringFilesAside(
  root: string,
  open: OpenFiles,
  processes: Processes,
  files: readonly IncomingFile[],
): Promise<void> {
  await bringFiles(root, open, processes, files);
  for (const { path: inside, ...versions } of files) {
    const path = join(root, inside);
    const [folder, merged] = [folderOf(path), isMergedFile(path)];
    if (folder === undefined || (merged && (versions.after === undefined || existsSync(path)))) {
      continue;
    }
    // A record that is to be changed and is away was deleted here; it comes back, as in a branch that is checked out.
    if (
      !(await bringBeside(rootOf(join(folder, 'incident.md')), path, merged ? { after: versions.after! } : versions))
    ) {
      throw refusal(EDITOR_SENTENCES, 'changedHere', { path: inside });
    }
  }
}

/** Returns the folder of the incident of this window that the file is in, at whatever depth. */
export function folderOf(path: string): string | undefined {
  for (let at = dirname(path); dirname(at) !== at; at = dirname(at)) {
    if (isRecordPath(join(at, 'incident.md'))) {
      return at;
    }
  }
  return undefined;
}

/** False if there is no such file. A document with unsaved edits gets what came, and the branch waits for its saving. */
async function bringFile(open: OpenFiles, path: string, merge: (text: string) => string): Promise<boolean> {
  const written = await open.write(path, (text) => {
    const after = merge(text);
    return after === text ? [] : lineEdits(text, after);
  });
  if (written === 'unsaved') {
    throw refusal(EDITOR_SENTENCES, 'unsavedRecord');
  }
  return written === 'saved';
}
