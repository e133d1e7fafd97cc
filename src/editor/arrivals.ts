/**
 * Brings what colleagues wrote into the files and open documents of this window, unsaved work respected: what is here and
 * what came are merged by meaning. Knows no git.
 */
import { basename, dirname, join } from 'node:path';
import { mergePostmortems } from '../core/postmortemVersions';
import { vocabularyOf } from '../core/process';
import { readRecord } from '../core/record';
import { mergeRecords, type MergedText } from '../core/recordMerge';
import { Refusal } from '../core/refusal';
import { differenceOf } from '../core/textEdit';
import type { FileSides } from '../git/branchMerge';
import type { IncomingFile } from '../git/exchange';
import { updateRecordFile } from '../store/recordFile';
import type { Log } from './log';
import { processOf } from './processes';
import { isRecordPath, rootOf } from './recordFolders';
import { editDocument, openDocument, showSoon } from './openRecord';

/** Whether files of an incident's folder are what this merges; the rest is git's. */
const KNOWN = new Set(['incident.md', 'postmortem.md']);

/** What becomes of files that both sides changed, by path; a sentence where one of them is nothing that is merged here. */
export function resolveFiles(files: readonly FileSides[]): ReadonlyMap<string, Buffer> | string {
  const resolved = new Map<string, Buffer>();
  for (const { path, base, ours, theirs } of files) {
    // Who changed it has had a reason to keep it.
    const only = ours && theirs ? undefined : (ours ?? theirs);
    if (only) {
      resolved.set(path, only);
      continue;
    }
    const [old, one, other] = [base && decode(base), ours && decode(ours), theirs && decode(theirs)];
    if (!KNOWN.has(basename(path)) || old === null || typeof one !== 'string' || typeof other !== 'string') {
      return `${path} was changed here and there, and is no record`;
    }
    const merged = mergeTexts(path, old, one, other);
    if ('problem' in merged) {
      return sentencePart(merged.problem);
    }
    resolved.set(path, Buffer.from(merged.text));
  }
  return resolved;
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
    if (!KNOWN.has(basename(path)) || !isRecordPath(join(dirname(path), 'incident.md')) || after === undefined) {
      continue;
    }
    try {
      if (await bringFile(path, storage, log, (text) => mergeIncoming(path, before, text, after))) {
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

function mergeIncoming(path: string, before: Buffer | undefined, text: string, after: Buffer): string {
  const [old, other] = [before && decode(before), decode(after)];
  if (old === null || other === null) {
    throw new Refusal('What came is not UTF-8.');
  }
  const merged = mergeTexts(path, old, text, other);
  if ('problem' in merged) {
    throw new Refusal(merged.problem);
  }
  return merged.text;
}

function mergeTexts(path: string, base: string | undefined, one: string, other: string): MergedText {
  if (basename(path) === 'postmortem.md') {
    return mergePostmortems(base, one, other);
  }
  const vocabulary = vocabularyOf(processOf(readRecord(one), path));
  return mergeRecords(base, one, other, (name) => vocabulary.statusAfter(name));
}

/** Null where it is not UTF-8. */
function decode(content: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return null;
  }
}

/** A sentence's words for the status bar: no capital, no full stop. */
function sentencePart(sentence: string): string {
  return sentence.replace(/\.$/, '').replace(/^\p{Lu}(?=\p{Ll})/u, (letter) => letter.toLowerCase());
}
