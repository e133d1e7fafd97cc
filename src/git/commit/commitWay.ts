/** Chooses how a commit is made, depending on hooks. Makes no commit itself. */
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as git from '../commands/git';
import type { Repository } from '../repository/repository';

/**
 * `tree`: trees and a compare-and-swap, which nothing else can disturb. Filters and line endings are honored because git writes
 * the blobs by their paths, signing because the commit is told to be signed. `hooks`: `git commit --only`, because the
 * repository has hooks that a commit must pass.
 */
export type CommitWay = 'tree' | 'hooks';

const COMMIT_HOOKS = ['pre-commit', 'prepare-commit-msg', 'commit-msg', 'post-commit'];

/** Returns the one switch between the ways; `hooks` only where an executable commit hook exists and hooks aren't to be skipped. */
export async function chooseWay(
  repository: Repository,
  configuration: ReadonlyMap<string, string>,
  hooks: 'run' | 'skip',
): Promise<CommitWay> {
  if (hooks === 'skip') {
    return 'tree';
  }
  const elsewhere = configuration.has('core.hookspath');
  const folder = elsewhere ? await git.locateHooks(repository) : join(repository.commonFolder, 'hooks');
  if (folder === undefined) {
    return 'tree';
  }
  const runnable = await Promise.all(COMMIT_HOOKS.map((name) => isRunnable(join(folder, name))));
  return runnable.includes(true) ? 'hooks' : 'tree';
}

async function isRunnable(file: string): Promise<boolean> {
  return Promise.all([access(file, constants.X_OK), stat(file)]).then(
    ([, found]) => found.isFile(),
    () => false,
  );
}
