/**
 * The program that git runs to merge a record or a postmortem: `mergeDriver.js %O %A %B %P`, which are the base, ours, theirs,
 * and the path. Writes the result over ours and exits with 0; if that isn't possible, it changes nothing and exits with 1.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { mergeFile, twoIncidents } from './core/merge/fileMerge';
import type { MergedText } from './core/merge/recordMerge';
import { reasonOf } from './core/text/reason';
import { CORE_SENTENCES } from './core/text/sentences';
import { statusByName } from './core/timeline/timelineState';

const [base = '', ours = '', theirs = '', path = ours] = process.argv.slice(2);

function say(sentence: string): void {
  process.stderr.write(`Incident Notes: ${path}: ${sentence}\n`);
}

/** Returns the texts of the files; undefined if one is no UTF-8, which couldn't be written back as it was. */
function readTexts(): readonly string[] | undefined {
  const files = [base, ours, theirs].map((file) => readFileSync(file));
  const texts = files.map((bytes) => bytes.toString('utf8'));
  return texts.every((text, at) => Buffer.from(text).equals(files[at]!)) ? texts : undefined;
}

function merge([old, own, other]: readonly string[]): MergedText {
  // Git has an empty file if there is no base.
  const known = old === '' ? undefined : old;
  const clash = twoIncidents(path, known, own!, other!);
  return clash ? { problem: clash } : mergeFile(path, known, own!, other!, statusByName);
}

const texts = readTexts();
const merged = texts ? merge(texts) : { problem: reasonOf(CORE_SENTENCES, 'versionNotUtf8') };
if ('problem' in merged) {
  say(merged.problem.whole);
  process.exitCode = 1;
} else {
  for (const { message } of merged.findings) {
    say(message);
  }
  writeFileSync(ours, merged.text);
}
