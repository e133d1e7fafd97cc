/** Ratio 5: one commit of a record beside `git commit --only` in the same run, in a small and in a large repository. */
import { id, git, record } from '../git/repositories';
import { goal, median, note } from './goal';
import { makeLarge } from './largeRepository';

const rounds = 7;

async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function measure(files: number): Promise<void> {
  const made = await makeLarge(files);
  const path = `${record}/incident.md`;
  const ours: number[] = [];
  const theirs: number[] = [];
  const floor: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    made.write(path, `ours ${round}\n`);
    const mine = await time(async () => {
      const outcome = await made.commit();
      if (outcome.state !== 'committed') throw new Error(JSON.stringify(outcome));
    });
    made.write(path, `theirs ${round}\n`);
    const other = await time(() => git(made.root, 'commit', '-m', `inc: update ${id}`, '--only', '--', path));
    const nothing = await time(() => git(made.root, 'version'));
    // The first round warms up.
    if (round > 0) [ours, theirs, floor].forEach((times, index) => times.push([mine, other, nothing][index] ?? NaN));
  }
  const ratio = median(ours) / median(theirs);
  note(`${files} files: a git process that does nothing`, median(floor), 'ms');
  note(`${files} files: git commit --only`, median(theirs), 'ms');
  note(`${files} files: commit of a record`, median(ours), 'ms');
  if (files > 1000) goal(`${files} files: commit of a record / git commit --only`, ratio, 1, '');
  else note(`${files} files: commit of a record / git commit --only`, ratio, '');
}

async function main(): Promise<void> {
  for (const files of [10, 50_000]) await measure(files);
}

void main();
