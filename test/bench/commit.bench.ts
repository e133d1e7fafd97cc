/** Ratio 5: one commit of a record beside `git commit --only` in the same run, in a small and in a large repository. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { id, git, makeRepository, record, type TestRepository } from '../git/repositories';
import { goal, median, note } from './goal';

const rounds = 7;

async function makeLarge(files: number): Promise<TestRepository> {
  const made = await makeRepository();
  await made.git('config', 'gc.auto', '0');
  for (let folder = 0; folder * 100 < files; folder++) {
    const path = join(made.root, 'src', `package-${folder % 50}`, `part-${folder}`);
    mkdirSync(path, { recursive: true });
    for (let file = 0; file < Math.min(100, files - folder * 100); file++) {
      writeFileSync(join(path, `file-${file}.ts`), `${folder} ${file}`);
    }
  }
  await made.git('add', '.');
  await made.git('commit', '-qm', 'Many');
  await made.git('gc', '-q');
  return made;
}

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
