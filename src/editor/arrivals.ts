/**
 * Brings what colleagues wrote into the files and open documents of this window, unsaved work respected: what is here and
 * what came are merged by meaning. Knows no git.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isMergedFile, mergeArrived, sentencePart, type StatusAfter } from '../core/fileMerge';
import { vocabularyOf } from '../core/process';
import { readRecord, type Vocabulary } from '../core/record';
import { Refusal } from '../core/refusal';
import { differenceOf } from '../core/textEdit';
import type { IncomingFile } from '../git/exchange';
import { bringBeside } from '../store/besideFile';
import { updateRecordFile } from '../store/recordFile';
import type { Log } from './log';
import { processOf } from './processes';
import { isRecordPath, rootOf } from './recordFolders';
import { editDocument, openDocument, showSoon } from './openRecord';

/** The status after a milestone by the process of a record, whose path is absolute; it is looked up when it is asked. */
export function statusesOf(path: string, record: string): StatusAfter {
  let vocabulary: Vocabulary | undefined;
  return (name) => (vocabulary ??= vocabularyOf(processOf(readRecord(record), path))).statusAfter(name);
}

/**
 * Brings each file to the disk that lies in an incident's folder of this window and is there already; `root` is the
 * repository's as the editor has it, `storage` the extension's own folder. Gives back the paths that it has written.
 * @throws Refusal when one has unsaved edits or cannot be merged; what could be brought was.
 */
export async function bringFiles(
  root: string,
  storage: string,
  files: readonly IncomingFile[],
  log: Log,
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
        mergeArrived({ path, ...(before && { before }), after }, text, statusesOf(path, text));
      if (await bringFile(path, storage, log, merge)) {
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
    throw new Refusal(sentencePart(problem.message));
  }
  return written;
}

/**
 * The same for a branch that is checked out nowhere: git writes nothing, so what is not here yet is made, evidence included.
 * What others took away stays where it is a record or a postmortem.
 * @throws Refusal also where a file that is not merged was changed here as well.
 */
export async function bringFilesAside(
  root: string,
  storage: string,
  files: readonly IncomingFile[],
  log: Log,
): Promise<void> {
  await bringFiles(root, storage, files, log);
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
      throw new Refusal(`${inside} was changed by others, and here it has changes that are not committed`);
    }
  }
}

/** The folder of the incident of this window that the file lies in, at whatever depth. */
export function folderOf(path: string): string | undefined {
  for (let at = dirname(path); dirname(at) !== at; at = dirname(at)) {
    if (isRecordPath(join(at, 'incident.md'))) {
      return at;
    }
  }
  return undefined;
}

/** False where there is no such file. A document with unsaved edits gets what came, and the branch waits for its saving. */
async function bringFile(path: string, storage: string, log: Log, merge: (text: string) => string): Promise<boolean> {
  const document = openDocument(path);
  if (document?.isDirty) {
    // The smallest edit: cursor and scroll stay.
    await editDocument(document, (text) => {
      const after = merge(text);
      return after === text ? [] : [differenceOf(text, after)];
    });
    throw new Refusal('A record has unsaved edits: save it to share on.');
  }
  const written = (await updateRecordFile({ root: rootOf(path), storage }, path, merge)) !== undefined;
  if (written && document) {
    showSoon(path, log);
  }
  return written;
}
