/** Why a view has nothing to show. The manifest has a sentence and a button for each reason. */

export type Situation = 'noGit' | 'noRepository' | 'nothingYet' | 'nothingOpen';

export interface EmptyView {
  /** Whether git may run and can't; false in a folder that isn't trusted. */
  readonly isGitMissing: boolean;
  /** Whether a folder is open that no repository is around. */
  readonly isOutsideGit: boolean;
  /** Whether there was an incident here before. */
  readonly hasRecords: boolean;
}

/** Returns the situation that matters most: entries that can't be committed come first. */
export function situationOf({ isGitMissing, isOutsideGit, hasRecords }: EmptyView): Situation {
  if (isGitMissing) {
    return 'noGit';
  }
  if (isOutsideGit) {
    return 'noRepository';
  }
  return hasRecords ? 'nothingOpen' : 'nothingYet';
}
