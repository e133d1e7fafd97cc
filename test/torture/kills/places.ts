/** The repositories in which windows are killed: what they look like, and what a person has begun in them. */
import { makeDiverged, ODD_STATES } from '../../git/oddStates';
import {
  makeBare,
  makeClone,
  makeRepository,
  makeUnborn,
  newFolder,
  open,
  type TestRepository,
} from '../../git/repositories';

export interface Place {
  readonly name: string;
  readonly make: () => Promise<TestRepository>;
  /** Ends what the person has begun, so that all can be committed. */
  readonly end?: (made: TestRepository) => Promise<unknown>;
  readonly own?: boolean;
}

/** The repository after a person has done something to it. */
const after =
  (...steps: ((made: TestRepository) => unknown)[]) =>
  async (): Promise<TestRepository> => {
    const made = await makeRepository();
    for (const step of steps) await step(made);
    return made;
  };
const git =
  (...command: string[]) =>
  async (made: TestRepository): Promise<unknown> =>
    made.git(...command);

const SETTLED: readonly Place[] = [
  { name: 'a plain repository', make: makeRepository },
  { name: 'the records’ own branch', make: async () => (await makeClone(await makeBare())).own, own: true },
  {
    name: 'a linked work tree',
    make: async () => {
      const folder = newFolder('linked');
      await (await makeRepository()).git('worktree', 'add', '-q', '-b', 'side', folder);
      return open(folder);
    },
  },
  { name: 'a repository without a commit', make: makeUnborn },
  {
    name: 'staged and unstaged changes',
    make: after(
      (made) => made.write('a.txt', 'staged\n'),
      git('add', 'a.txt'),
      (made) => made.write('b.txt', 'not staged\n'),
    ),
  },
  { name: 'packed refs and objects', make: after(git('gc', '-q'), git('pack-refs', '--all')) },
  {
    name: 'a hook that takes its time',
    make: after((made) => made.write('.git/hooks/pre-commit', '#!/bin/sh\nsleep 0.1\n', 0o755)),
  },
  {
    name: 'a hook that changes the message',
    make: after((made) =>
      made.write('.git/hooks/commit-msg', '#!/bin/sh\necho "Reviewed-by: nobody" >> "$1"\n', 0o755),
    ),
  },
  {
    name: 'a sparse checkout',
    make: after(git('sparse-checkout', 'set', '--no-cone', '/*', '!/docs')),
  },
  { name: 'a stash', make: after((made) => made.write('a.txt', 'stashed\n'), git('stash')) },
];

export const PLACES: readonly Place[] = [
  ...SETTLED,
  ...ODD_STATES.map(({ name, begin, end }) => ({
    name,
    make: async () => {
      const made = await makeDiverged();
      await begin(made);
      return made;
    },
    end,
  })),
];
