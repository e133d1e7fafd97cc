/** Clones of one record as git has them: commits with parents, and merges against the base that git would find. */
import { mergeRecords, type MergedText } from '../../src/core/merge/recordMerge';
import { statusAfter } from '../core/entryOf';

export interface Commit {
  readonly text: string;
  readonly parents: readonly Commit[];
  /** All commits that it is made of, itself included. */
  readonly history: ReadonlySet<Commit>;
}

export function commit(text: string, ...parents: Commit[]): Commit {
  const history = new Set(parents.flatMap((parent) => [...parent.history]));
  const made: Commit = { text, parents, history };
  history.add(made);
  return made;
}

/** What a clone at `ours` is at when it has taken `theirs`; throws where they cannot be merged. */
export function pull(ours: Commit, theirs: Commit): Commit {
  if (ours.history.has(theirs)) {
    return ours;
  }
  if (theirs.history.has(ours)) {
    return theirs;
  }
  return commit(textOf(mergeRecords(baseOf(ours, theirs), ours.text, theirs.text, statusAfter)), ours, theirs);
}

/** The text that both come from: where there are several, those are merged first, as git does. */
function baseOf(one: Commit, other: Commit): string | undefined {
  const common = [...one.history].filter((known) => other.history.has(known));
  const best = common.filter((known) => !common.some((later) => later !== known && later.history.has(known)));
  const [first, ...more] = best;
  return first && more.reduce((base, next) => commit(merged(base, next), base, next), first).text;
}

function merged(one: Commit, other: Commit): string {
  return textOf(mergeRecords(baseOf(one, other), one.text, other.text, statusAfter));
}

function textOf(result: MergedText): string {
  if ('problem' in result) {
    throw new Error(result.problem.whole);
  }
  return result.text;
}
