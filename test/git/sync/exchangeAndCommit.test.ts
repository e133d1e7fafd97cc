/**
 * One exchange and one commit of the same record, by two windows of one clone that take no turns, as when a lease has
 * expired: every order in which one of them comes between two processes of git of the other. Nobody's words leave the
 * branch again, and the index is the branch's.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commitAside, PRIVATE_BRANCH } from '../../../src/git/commit/commitAside';
import { commitRecord, type CommitOutcome } from '../../../src/git/commit/commitRecord';
import { exchangeRecords, type ExchangeOutcome } from '../../../src/git/sync/exchange';
import { openOwnBranch } from '../../../src/git/repository/ownBranch';
import type { Repository } from '../../../src/git/repository/repository';
import { progressed } from '../../patience';
import { git, id, inTurn, makeRepository, newFolder, open, sandbox, TestRepository, write } from '../repositories';

type Mode = 'own' | 'current' | 'aside';

const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');
const union = (...texts: readonly string[]): string =>
  [...new Set(texts.flatMap(lines))]
    .sort()
    .map((line) => line + '\n')
    .join('');

/** A git that stops before one of its processes, the first being 1, until it is let go on. */
class Gate {
  readonly folder = newFolder('gate');
  readonly executable = join(this.folder, 'git');

  constructor(readonly stopAt: number) {
    mkdirSync(this.folder, { recursive: true });
    execFileSync('mkfifo', [join(this.folder, 'go')]);
    const script = [
      '#!/bin/sh',
      `at="${this.folder}"; n=1`,
      'for word in "$@"; do case "$word" in -c | *=* | --*) ;; *) break ;; esac; done',
      // What the shell does by itself, so that no process is started for it.
      'set -C; while ! { echo "$word" > "$at/step-$n"; } 2> /dev/null; do n=$((n + 1)); done',
      `if [ "$n" = ${stopAt} ]; then : > "$at/stopped"; read -r _ < "$at/go"; fi`,
      'exec git "$@"',
    ];
    write(this.folder, 'git', script.join('\n') + '\n', 0o755);
  }

  /** The names of the processes so far, in their order. */
  get steps(): string[] {
    const count = readdirSync(this.folder).filter((name) => name.startsWith('step-')).length;
    return Array.from({ length: count }, (_, index) =>
      readFileSync(join(this.folder, `step-${index + 1}`), 'utf8').trim(),
    );
  }

  /** Does `inner` while `outer` is stopped; false where `outer` ends without coming to that process. */
  async between(outer: () => Promise<unknown>, inner: () => Promise<unknown>): Promise<boolean> {
    let ended = false;
    const running = outer().finally(() => (ended = true));
    const stopped = () => existsSync(join(this.folder, 'stopped'));
    while (!ended && !stopped()) await new Promise((resume) => setTimeout(resume, 5));
    if (stopped()) {
      await inner();
      await writeFile(join(this.folder, 'go'), '\n');
    }
    await running;
    return stopped();
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A clone with an entry that is not committed, and a remote that has a colleague's entry and evidence. */
class Meeting {
  constructor(
    readonly mode: Mode,
    readonly clone: TestRepository,
    readonly remote: string,
    readonly folder: string,
    readonly from: string,
    readonly theirs: string,
  ) {}

  get branch(): string {
    return { own: 'incident-log', current: 'main', aside: PRIVATE_BRANCH }[this.mode];
  }

  get incident(): string {
    return `${this.folder}/incident.md`;
  }

  static async make(mode: Mode): Promise<Meeting> {
    const source = await makeRepository();
    const remote = newFolder('remote.git');
    await git(sandbox, 'clone', '-q', '--bare', source.root, remote);
    const clones: TestRepository[] = [];
    for (let one = 0; one < 2; one++) {
      const root = newFolder('app');
      await git(sandbox, 'clone', '-q', remote, root);
      const cloned = await open(root);
      const { repository } =
        mode === 'own'
          ? await openOwnBranch(cloned.repository, 'incidents', inTurn)
          : { repository: cloned.repository };
      clones.push(new TestRepository(repository.root, repository));
    }
    const [lee, kim] = clones as [TestRepository, TestRepository];
    const folder = mode === 'own' ? id : `incidents/${id}`;
    const tips: string[] = [];
    for (const [one, text] of [
      [lee, 'a\n'],
      [kim, 'a\nfrom Kim\n'],
    ] as const) {
      const meeting = new Meeting(mode, one, remote, folder, '', '');
      if (one === kim) {
        assert.equal((await meeting.exchange()).state, 'shared');
        one.write(`${folder}/evidence/graph.bin`, 'graph\n');
      }
      one.write(meeting.incident, text);
      assert.equal((await meeting.commit()).state, 'committed');
      assert.equal((await meeting.exchange()).state, 'shared');
      tips.push((await git(remote, 'rev-parse', meeting.branch)).trim());
    }
    return new Meeting(mode, lee, remote, folder, tips[0]!, tips[1]!);
  }

  /** As it was at the beginning: an entry is in the file, and nothing else was done. */
  async reset(): Promise<void> {
    const { clone, branch, from, theirs } = this;
    if (this.mode === 'aside') {
      await clone.git('update-ref', `refs/heads/${branch}`, from);
      rmSync(join(clone.root, this.folder, 'evidence'), { recursive: true, force: true });
    } else await clone.git('reset', '-q', '--hard', from);
    await git(this.remote, 'update-ref', `refs/heads/${branch}`, theirs);
    clone.write(this.incident, 'a\nentry\n');
  }

  async commit(executable?: string): Promise<CommitOutcome> {
    const repository = this.#with(executable);
    const folder = join(this.clone.root, this.folder);
    return this.mode === 'aside'
      ? commitAside(repository, folder, 'inc: entry')
      : commitRecord(repository, folder, 'inc: entry');
  }

  async exchange(executable?: string): Promise<ExchangeOutcome> {
    const { clone, branch, mode } = this;
    return exchangeRecords(
      this.#with(executable),
      { remote: 'origin', branch },
      {
        subject: 'inc: merge',
        aside: mode === 'aside',
        resolve: (files) =>
          Promise.resolve(
            new Map(
              files.map(({ path, ours, theirs }) => [
                path,
                path === this.incident ? Buffer.from(union(String(ours ?? ''), String(theirs ?? ''))) : theirs,
              ]),
            ),
          ),
        write: (files) => {
          const written: string[] = [];
          for (const { path, after } of files) {
            const isRecord = path.endsWith('/incident.md');
            if (after && (mode === 'aside' || (isRecord && clone.has(path)))) {
              clone.write(path, isRecord && clone.has(path) ? union(clone.read(path), String(after)) : String(after));
              written.push(path);
            }
          }
          return Promise.resolve(mode === 'aside' ? [] : written);
        },
      },
    );
  }

  #with(executable: string | undefined): Repository {
    return executable === undefined ? this.clone.repository : { ...this.clone.repository, executable };
  }

  /** What must be true when both have ended, whoever came between. */
  async check(): Promise<void> {
    const { clone, branch, incident, theirs } = this;
    const all = 'a\nentry\nfrom Kim\n';
    assert.equal(union(clone.read(incident)), all, 'on the disk');
    const changes = lines(await clone.git('log', '-m', '--format=', '--numstat', '--no-renames', branch));
    const taken = changes.filter((change) => change.split('\t')[1] !== '0');
    assert.deepEqual(taken, [], 'no commit takes away what its parent has');
    assert.equal(union(await clone.git('show', `${branch}:${incident}`)), all, 'on the branch');
    await clone.git('merge-base', '--is-ancestor', theirs, branch);
    if (this.mode !== 'aside') assert.equal(await clone.git('status', '--porcelain'), '', 'the index');
    assert.match(await git(this.remote, 'show', `${branch}:${incident}`), /from Kim/);
  }
}

/** Who is stopped, and who overtakes. The others follow the same code; EVERY_ORDER=1 tries them too. */
const orders: readonly (readonly [Mode, 'commit' | 'exchange'])[] = [
  ['own', 'commit'],
  ['own', 'exchange'],
  ['aside', 'commit'],
  ...(process.env['EVERY_ORDER'] === undefined
    ? []
    : ([
        ['aside', 'exchange'],
        ['current', 'commit'],
        ['current', 'exchange'],
      ] as const)),
];

describe('an exchange and a commit at once', () => {
  for (const [mode, stopped] of orders) {
    it(`keep everybody's words, wherever the ${stopped} is overtaken (${mode})`, async () => {
      const meeting = await Meeting.make(mode);
      const other = stopped === 'commit' ? 'exchange' : 'commit';
      const failures: string[] = [];
      let goesOn = true;
      for (let step = 1; goesOn; step++) {
        await meeting.reset();
        const gate = new Gate(step);
        goesOn = await gate.between(
          () => meeting[stopped](gate.executable),
          () => meeting[other](),
        );
        const where = `before process ${step}, ${gate.steps[step - 1]}`;
        if (goesOn) await meeting.check().catch((error: unknown) => failures.push(`${where}: ${String(error)}`));
        gate.remove();
        progressed();
      }
      assert.deepEqual(failures, []);
    });
  }
});
