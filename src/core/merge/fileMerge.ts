/**
 * What becomes of a file of an incident's folder that was changed here and there: records and postmortems are merged by what
 * they mean. Files in, files out; which others there are, and where they lie, is the caller's.
 */

import { mergePostmortems } from './postmortemVersions';
import type { Vocabulary } from '../record/record';
import { mergeRecords, type MergedText } from './recordMerge';
import { Refusal } from '../text/refusal';

export type StatusAfter = Vocabulary['statusAfter'];

/** One file's bytes before it parted and on each side; absent where it has none. */
export interface PartedFile {
  readonly path: string;
  readonly base?: Uint8Array;
  readonly ours?: Uint8Array;
  readonly theirs?: Uint8Array;
}

/** One file's bytes before and after somebody else changed it; absent where it has none. */
export interface ArrivedFile {
  readonly path: string;
  readonly before?: Uint8Array;
  readonly after?: Uint8Array;
}

/** Whether the path, with `/` or `\`, is that of a file which is merged by what it means; the rest is git's. */
export function isMergedFile(path: string): boolean {
  return /(?:^|[\\/])(?:incident|postmortem)\.md$/.test(path);
}

/** The text that both made of `base`, which is absent where there is none; what kind of text it is, the path says. */
export function mergeFile(
  path: string,
  base: string | undefined,
  ours: string,
  theirs: string,
  statusAfter: StatusAfter,
): MergedText {
  return /(?:^|[\\/])postmortem\.md$/.test(path)
    ? mergePostmortems(base, ours, theirs)
    : mergeRecords(base, ours, theirs, statusAfter);
}

/**
 * What becomes of files that both sides changed, by path; a sentence, for the status bar, where one of them is nothing that
 * is merged here. `statusesOf` knows the process of a record by its text.
 */
export function resolveFiles(
  files: readonly PartedFile[],
  statusesOf: (path: string, record: string) => StatusAfter,
): ReadonlyMap<string, Uint8Array> | string {
  const resolved = new Map<string, Uint8Array>();
  for (const { path, base, ours, theirs } of files) {
    // Who changed it has had a reason to keep it.
    const only = ours && theirs ? undefined : (ours ?? theirs);
    if (only) {
      resolved.set(path, only);
      continue;
    }
    const [old, one, other] = [base && decode(base), ours && decode(ours), theirs && decode(theirs)];
    if (!isMergedFile(path) || old === null || typeof one !== 'string' || typeof other !== 'string') {
      return `${path} was changed here and there, and is no record`;
    }
    const merged = mergeFile(path, old, one, other, statusesOf(path, one));
    if ('problem' in merged) {
      return sentencePart(merged.problem);
    }
    resolved.set(path, new TextEncoder().encode(merged.text));
  }
  return resolved;
}

/**
 * The text that is here, with what somebody else made of the file.
 * @throws Refusal when it cannot be merged.
 */
export function mergeArrived(
  { path, before, after }: ArrivedFile & { readonly after: Uint8Array },
  text: string,
  statusAfter: StatusAfter,
): string {
  const [old, other] = [before && decode(before), decode(after)];
  if (old === null || other === null) {
    throw new Refusal('What came is not UTF-8.');
  }
  const merged = mergeFile(path, old, text, other, statusAfter);
  if ('problem' in merged) {
    throw new Refusal(merged.problem);
  }
  return merged.text;
}

/** A sentence's words for the status bar: no capital, no full stop. */
export function sentencePart(sentence: string): string {
  return sentence.replace(/\.$/, '').replace(/^(?:\p{Lu}(?=\p{Ll})|A(?= ))/u, (letter) => letter.toLowerCase());
}

/** Null where it is not UTF-8. */
function decode(content: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return null;
  }
}
