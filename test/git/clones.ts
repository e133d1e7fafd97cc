/**
 * Four clones that log one incident at the same time, each a process of its own, over a git server: every entry is in every
 * clone once, all have the same bytes, and nobody is asked anything, even if one of the four doesn't have our editor. A test
 * and a torture hold this, each with as many entries as it can afford.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { formatEntry } from '../../src/core/timeline/entry';
import { OWN_BRANCH } from '../../src/core/record/ownBranch';
import { readRecord } from '../../src/core/record/record';
import { readEntry } from '../../src/core/timeline/timeline';
import { registerMergeDriver } from '../../src/git/repository/mergeDriver';
import { openOwnBranch } from '../../src/git/repository/ownBranch';
import { entryOfClone, MILESTONES } from './cloneEntries';
import { share, type CloneTask } from './cloneTask';
import { progressed } from '../patience';
import type { GitServer } from './gitServer';
import { bundleProgram } from './programs';
import { git, id, inTurn, makeBare, newFolder, open, sandbox, type TestRepository } from './repositories';

const CLONES = 4;
const HEAD = `---
format: 1
id: ${id}
title: The load balancer is down
severity: SEV-2
status: investigating
milestones:
  declared: 2026-11-20T14:00:00Z
---
# [inc-26-11-20-SEV-2] The load balancer is down

## Timeline

- 2026-11-20T14:00:00Z @lee MILESTONE declared: The load balancer is down.
`;

/** One clone: where its records are, and the checkout of the application that they must leave alone. */
interface Clone {
  readonly records: TestRepository;
  readonly application?: TestRepository;
  readonly task: CloneTask;
}

/** The branch that the records are on: their own, or the one that is checked out. */
type Mode = 'own' | 'current';

/** What is logged, and where. */
export interface Load {
  readonly mode: Mode;
  /** Whether the last clone logs by plain git and a text editor. */
  readonly withPlain: boolean;
  /** Entries of each clone. */
  readonly entries: number;
  /** Entries in one commit, as those of one burst are. */
  readonly batch: number;
  /** As in `CloneTask`. */
  readonly flaky?: number;
  /** Called when all clones are there. */
  readonly begun?: () => void;
  /** Called when all hold the same. */
  readonly ended?: () => void;
}

/** The record's path from the root of the records. */
const pathIn = (mode: Mode): string => (mode === 'own' ? `${id}/incident.md` : `incidents/${id}/incident.md`);
const branchOf = (mode: Mode): string => (mode === 'own' ? OWN_BRANCH : 'main');

/** A served repository in which the incident is declared; the folder that is bare, and its URL. */
async function makeRemote(served: string, server: GitServer, mode: Mode): Promise<{ remote: string; url: string }> {
  const name = `${mode}-${basename(dirname(newFolder()))}.git`;
  const remote = join(served, name);
  mkdirSync(served, { recursive: true });
  renameSync(await makeBare(), remote);
  await git(remote, 'config', 'http.receivepack', 'true');
  const declaring = await makeClone(`${server.url}/${name}`, mode, 0, false);
  declaring.records.write(pathIn(mode), HEAD);
  const outcome = await declaring.records.commit(dirname(pathIn(mode)));
  assert.equal(outcome.state, 'committed');
  await share(declaring.records.repository, declaring.task);
  return { remote, url: `${server.url}/${name}` };
}

/** `plain` is a clone of the records' branch by hand. */
async function makeClone(url: string, mode: Mode, clone: number, plain: boolean): Promise<Clone> {
  const folder = newFolder('app');
  const branch = branchOf(mode);
  await git(sandbox, 'clone', '-q', '-b', plain ? branch : 'main', url, folder);
  await git(folder, 'config', 'user.name', `Person ${clone}`);
  const cloned = await open(folder);
  let records = cloned;
  if (mode === 'own' && !plain) {
    await cloned.git('switch', '-qc', `feature-${clone}`);
    cloned.write('a.txt', `half done by ${clone}\n`);
    cloned.write('new.txt', 'new\n');
    cloned.write('b.txt', `staged by ${clone}\n`);
    await cloned.git('add', 'b.txt');
    const { repository } = await openOwnBranch(cloned.repository, 'incidents', inTurn);
    records = await open(repository.root);
  }
  const storage = newFolder('storage');
  const task = { root: records.root, storage, branch, path: pathIn(mode), clone, entries: 0, batch: 1 };
  return { records, ...(records === cloned ? {} : { application: cloned }), task };
}

/** Runs a clone's process to its end. */
async function run(task: CloneTask): Promise<void> {
  const child = spawn(process.execPath, [bundleProgram('test/git/cloneProgram.ts'), JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => ((said += String(chunk)), progressed()));
  }
  const [code] = (await once(child, 'close')) as [number];
  assert.equal(code, 0, said);
}

/** What a person does with an editor for text and git alone: lines at the end of the file, commit, pull, push. */
async function logByHand({ records, task: { path, branch, clone } }: Clone, { entries, batch }: Load): Promise<void> {
  await registerMergeDriver(records.repository, {
    program: bundleProgram('src/mergeDriver.ts'),
    runtime: process.execPath,
  });
  for (let from = 0; from < entries; from += batch) {
    const numbers = Array.from({ length: Math.min(batch, entries - from) }, (_, index) => from + index);
    const lines = numbers.map((number) => `${formatEntry(entryOfClone(clone, number), '\n')}\n`);
    const file = join(records.root, path);
    writeFileSync(file, readFileSync(file, 'utf8') + lines.join(''));
    await records.git('add', path);
    await records.git('commit', '-qm', 'More of the timeline');
    await pullAndPush(records, branch);
  }
}

async function pullAndPush(records: TestRepository, branch: string): Promise<void> {
  for (;;) {
    await records.git('pull', '-q', '--no-rebase', '--no-edit', 'origin', branch);
    const pushed = await records.git('push', '-q', 'origin', branch).then(
      () => true,
      (error: unknown) => {
        // Somebody was quicker, or is just pushing.
        assert.match(String(error), /rejected|failed to push/);
        return false;
      },
    );
    if (pushed) return;
    progressed();
    await new Promise((resume) => setTimeout(resume, 200 * Math.random()));
  }
}

/** Each exchanges until all hold one commit. */
async function settle(clones: readonly Clone[], byHand?: Clone): Promise<string> {
  for (let round = 0; round < CLONES; round++) {
    const exchange = (clone: Clone): Promise<void> =>
      clone === byHand ? pullAndPush(clone.records, clone.task.branch) : share(clone.records.repository, clone.task);
    await Promise.all(clones.map(exchange));
    progressed();
    const tips = await Promise.all(clones.map(({ records }) => records.git('rev-parse', 'HEAD')));
    if (new Set(tips).size === 1) return tips[0]!;
  }
  return assert.fail('the clones do not come to one commit');
}

/** Lets four clones log at the same time, and checks that all have everything once, in the end. */
export async function logAtOnce(served: string, server: GitServer, load: Load): Promise<void> {
  const { mode, withPlain } = load;
  const { remote, url } = await makeRemote(served, server, mode);
  const clones: Clone[] = [];
  for (let clone = 0; clone < CLONES; clone++) {
    const made = await makeClone(url, mode, clone, withPlain && clone === CLONES - 1);
    clones.push({ ...made, task: { ...made.task, ...(load.flaky !== undefined && { flaky: load.flaky }) } });
  }
  load.begun?.();
  const byHand = withPlain ? clones.at(-1) : undefined;
  const before = await Promise.all(clones.map(stateOfApplication));
  const { entries, batch } = load;
  await Promise.all(
    clones.map((clone) => (clone === byHand ? logByHand(clone, load) : run({ ...clone.task, entries, batch }))),
  );
  const tip = await settle(clones, byHand);
  load.ended?.();

  const branch = branchOf(mode);
  assert.equal(await git(remote, 'rev-parse', branch), tip);
  const text = await git(remote, 'cat-file', 'blob', `${branch}:${pathIn(mode)}`);
  assertHoldsAll(text, load);
  for (const { records } of clones) {
    assert.equal(records.read(pathIn(mode)), text);
    assert.equal(await records.git('status', '--porcelain'), '');
    assert.equal(await records.git('fsck', '--strict', '--no-dangling'), '');
  }
  assert.deepEqual(await Promise.all(clones.map(stateOfApplication)), before);
}

/** Branch, status and files of the application's checkout; empty where the clone has none. */
async function stateOfApplication({ application }: Clone): Promise<string[]> {
  if (!application) return [];
  const state = await Promise.all([
    application.git('symbolic-ref', 'HEAD'),
    application.git('rev-parse', 'HEAD'),
    application.git('status', '--porcelain'),
    application.git('diff', '--cached'),
  ]);
  assert.equal(state[2], ' M a.txt\nM  b.txt\n?? new.txt\n');
  return [...state, ...['a.txt', 'b.txt', 'new.txt'].map((path) => application.read(path))];
}

/** Every entry of every clone once, and nothing else; the front matter has the milestones of those with the editor. */
function assertHoldsAll(text: string, { entries, withPlain }: Load): void {
  const { timeline, frontMatter } = readRecord(text);
  const expected = ['The load balancer is down.'];
  for (let clone = 0; clone < CLONES; clone++) {
    for (let number = 0; number < entries; number++) expected.push(entryOfClone(clone, number).text);
  }
  const found = timeline.entries.map((placed) => readEntry(text, placed).text);
  assert.deepEqual(found.sort(), expected.sort());
  assert.deepEqual(
    Object.keys(frontMatter.fields.milestones).sort(),
    ['declared', ...MILESTONES.slice(0, withPlain ? CLONES - 1 : CLONES)].sort(),
  );
  assert.doesNotMatch(text, /^(<{7}|={7}|>{7})/m);
}
