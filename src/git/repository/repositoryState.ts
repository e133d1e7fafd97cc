/**
 * Recognizes the states of a worktree in which nothing is committed, such as a rebase in progress. Reads git's files and runs
 * no process, so that it can run every few seconds.
 */
import { readFile, stat } from 'node:fs/promises';
import type { ODD_STATES } from '../process/sentences';

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

export type OddState = keyof typeof ODD_STATES;

/** Returns the state in which nothing is committed or adopted now, or undefined; a lock passes, so it is found by trying. */
export async function readBlockingState(repository: {
  readonly stateFiles: StateFiles;
}): Promise<OddState | undefined> {
  const odd = await readOddState(repository);
  return odd === 'indexLocked' ? undefined : odd;
}

/** Returns the state of a repository's worktree now; absent in the normal one. A branch without a commit is normal. */
export async function readOddState(repository: { readonly stateFiles: StateFiles }): Promise<OddState | undefined> {
  const files = repository.stateFiles;
  const there = async (file: OddStateFile): Promise<boolean> =>
    stat(files[file]).then(
      () => true,
      () => false,
    );
  const [states, sequence, bisecting, locked] = await Promise.all([
    Promise.all(BEGUN.map(async ([file, state]) => ((await there(file)) ? state : undefined))),
    readFile(files['sequencer/todo'], 'utf8').catch(() => undefined),
    there('BISECT_LOG'),
    there('index.lock'),
  ]);
  const begun = states.find((state) => state !== undefined);
  if (begun !== undefined) {
    return begun;
  }
  // Between two commits of a longer cherry-pick or revert only the list of what is left tells.
  if (sequence !== undefined) {
    return /^\s*revert\b/m.test(sequence) ? 'revert' : 'cherryPick';
  }
  if (bisecting) {
    return 'bisect';
  }
  const head = await readFile(files.HEAD, 'utf8').catch(() => '');
  if (head !== '' && !head.startsWith('ref: ')) {
    return 'detachedHead';
  }
  return locked ? 'indexLocked' : undefined;
}

/** The files by which git remembers what was begun; the first one that's there says what it is. */
const BEGUN: readonly (readonly [file: OddStateFile, state: OddState])[] = [
  ['rebase-apply/applying', 'applyingPatch'],
  ['rebase-merge', 'rebase'],
  ['rebase-apply', 'rebase'],
  ['MERGE_HEAD', 'merge'],
  ['CHERRY_PICK_HEAD', 'cherryPick'],
  ['REVERT_HEAD', 'revert'],
];
