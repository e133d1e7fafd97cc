/** States of a work tree in which a commit waits: how each begins, and how it ends. A test and a torture go through them. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { madeOnce, makeRepository, TestRepository } from './repositories';

export interface OddState {
  readonly name: string;
  /** What the commit is held for. */
  readonly code: string;
  /** Leaves the work tree in the state, also where git ends with an error. */
  readonly begin: (made: TestRepository) => Promise<unknown>;
  readonly end: (made: TestRepository) => Promise<unknown>;
}

const copyDiverged = madeOnce(async (folder) => {
  const made = await makeRepository(folder);
  await made.git('checkout', '-q', '-b', 'other');
  for (const branch of ['other', 'main']) {
    await made.git('checkout', '-q', branch);
    for (const round of [1, 2]) {
      made.write('a.txt', `${branch} ${round}\n`);
      await made.git('commit', '-qam', `${branch} ${round}`);
    }
  }
  return made.repository;
});

/** A repository whose branches `main` and `other` have each changed a.txt their way, and a record that waits. */
export async function makeDiverged(): Promise<TestRepository> {
  const repository = await copyDiverged();
  return new TestRepository(repository.root, repository);
}

/** Commands of git one after the other, of which the last may stop at a conflict. */
const all =
  (...commands: string[][]) =>
  async (made: TestRepository): Promise<void> => {
    for (const command of commands) await made.git(...command).catch(() => undefined);
  };

export const ODD_STATES: readonly OddState[] = [
  { name: 'a rebase', code: 'rebase', begin: all(['rebase', 'other']), end: all(['rebase', '--abort']) },
  {
    name: 'a rebase that applies patches',
    code: 'rebase',
    begin: all(['rebase', '--apply', 'other']),
    end: all(['rebase', '--abort']),
  },
  { name: 'a merge', code: 'merge', begin: all(['merge', 'other']), end: all(['merge', '--abort']) },
  {
    name: 'a cherry-pick',
    code: 'cherryPick',
    begin: all(['cherry-pick', 'other']),
    end: all(['cherry-pick', '--abort']),
  },
  {
    name: 'a cherry-pick between its commits',
    code: 'cherryPick',
    begin: all(
      ['cherry-pick', 'main..other'],
      ['checkout', '-q', '--theirs', 'a.txt'],
      ['add', 'a.txt'],
      ['commit', '-qm', 'x'],
    ),
    end: all(['cherry-pick', '--quit']),
  },
  {
    name: 'a revert',
    code: 'revert',
    begin: all(['revert', '--no-edit', 'HEAD~1']),
    end: all(['revert', '--abort']),
  },
  {
    name: 'a bisect',
    code: 'bisect',
    begin: all(['bisect', 'start', 'HEAD', 'HEAD~2']),
    end: all(['bisect', 'reset']),
  },
  {
    name: 'no branch',
    code: 'detachedHead',
    begin: all(['checkout', '-q', '--detach']),
    end: all(['checkout', '-q', 'main']),
  },
  {
    name: 'a patch',
    code: 'applyingPatch',
    begin: async (made) => {
      writeFileSync(join(made.root, '../x.patch'), await made.git('format-patch', '-1', 'other', '--stdout'));
      await all(['am', '../x.patch'])(made);
    },
    end: all(['am', '--abort']),
  },
  {
    name: 'a lock of the index',
    code: 'indexLocked',
    begin: async (made) => writeFileSync(join(made.root, '.git/index.lock'), ''),
    end: async (made) => rmSync(join(made.root, '.git/index.lock')),
  },
];
