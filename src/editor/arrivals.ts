/**
 * Brings what colleagues wrote into the files and open documents of this window, unsaved work respected: what is here and
 * what came are merged by meaning. Knows no git.
 */
import { dirname, join } from 'node:path';
import { isMergedFile, mergeArrived, sentencePart, type StatusAfter } from '../core/fileMerge';
import { vocabularyOf } from '../core/process';
import { readRecord, type Vocabulary } from '../core/record';
import { Refusal } from '../core/refusal';
import { differenceOf } from '../core/textEdit';
import type { IncomingFile } from '../git/exchange';
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
