/**
 * The states of a work tree in which nothing is committed: an operation of the person's is under way. Knows the files by
 * which git keeps them; runs no process, so that it can be asked every few seconds.
 */
import { readFile, stat } from 'node:fs/promises';

/** The files in the git folder that tell of a state, and HEAD. */
export const ODD_STATE_FILES = [
  'HEAD',
  'rebase-merge',
  'rebase-apply',
  'rebase-apply/applying',
  'MERGE_HEAD',
  'CHERRY_PICK_HEAD',
  'REVERT_HEAD',
  'sequencer/todo',
  'BISECT_LOG',
  'index.lock',
] as const;
type OddStateFile = (typeof ODD_STATE_FILES)[number];

/** Where those files are, absolute, there or not. */
export type StateFiles = Readonly<Record<OddStateFile, string>>;

export type OddState =
  | 'rebase'
  | 'applying a patch'
  | 'merge'
  | 'cherry-pick'
  | 'revert'
  | 'bisect'
  | 'detached HEAD'
  | 'index locked';

/** For the status bar: no capital, no full stop. */
export const ODD_STATE_SENTENCES: Readonly<Record<OddState, string>> = {
  rebase: 'a rebase is in progress',
  'applying a patch': 'a patch is being applied',
  merge: 'a merge is in progress',
  'cherry-pick': 'a cherry-pick is in progress',
  revert: 'a revert is in progress',
  bisect: 'a bisect is in progress',
  'detached HEAD': 'no branch is checked out (detached HEAD)',
  'index locked': "git's index is locked by another process",
};

/** Returns the state in which nothing is committed or adopted now, or undefined; a lock passes, so it is found by trying. */
export async function readBlockingState(repository: {
  readonly stateFiles: StateFiles;
}): Promise<OddState | undefined> {
  const odd = await readOddState(repository);
  return odd === 'index locked' ? undefined : odd;
}

/** The state of a repository's work tree now; absent in the normal one. A branch without a commit is normal. */
export async function readOddState(repository: { readonly stateFiles: StateFiles }): Promise<OddState | undefined> {
  const files = repository.stateFiles;
  const there = async (file: OddStateFile): Promise<boolean> =>
    stat(files[file]).then(
      () => true,
      () => false,
    );
  const [merging, applying, patch, merge, pick, revert, sequence, bisect, locked] = await Promise.all([
    there('rebase-merge'),
    there('rebase-apply'),
    there('rebase-apply/applying'),
    there('MERGE_HEAD'),
    there('CHERRY_PICK_HEAD'),
    there('REVERT_HEAD'),
    readFile(files['sequencer/todo'], 'utf8').catch(() => undefined),
    there('BISECT_LOG'),
    there('index.lock'),
  ]);
  if (patch) {
    return 'applying a patch';
  }
  if (merging || applying) {
    return 'rebase';
  }
  if (merge) {
    return 'merge';
  }
  if (pick) {
    return 'cherry-pick';
  }
  if (revert) {
    return 'revert';
  }
  // Between two commits of a longer cherry-pick or revert only the list of what is left tells.
  if (sequence !== undefined) {
    return /^\s*revert\b/m.test(sequence) ? 'revert' : 'cherry-pick';
  }
  if (bisect) {
    return 'bisect';
  }
  const head = await readFile(files.HEAD, 'utf8').catch(() => '');
  if (head !== '' && !head.startsWith('ref: ')) {
    return 'detached HEAD';
  }
  return locked ? 'index locked' : undefined;
}
