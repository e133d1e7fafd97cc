/** The branch for a review: built beside the person's checkout, edited by reviewers, and written again. */
import assert from 'node:assert/strict';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fetchRecords, pushRecords } from '../../../src/git/sync/remote';
import {
  findDefaultCommit,
  readReview,
  reviewBranch,
  writeReview,
  type Review,
} from '../../../src/git/sync/reviewBranch';
import { git, id, madeOnce, makeBare, makeClone, newFolder, open, sandbox, TestRepository } from '../repositories';

const branch = `incident/${id}`;
const postmortem = `${id}/postmortem.md`;

interface Made {
  readonly app: TestRepository;
  readonly own: TestRepository;
  readonly remote: string;
  readonly review: (fetched?: string) => Promise<Review>;
  /** Reads, writes and pushes; as the command does when nobody has edited. */
  readonly publish: () => Promise<string>;
}

/** Shows that the commit merges into the remote's main without a conflict. */
async function assertMerges(app: TestRepository, commit: string): Promise<void> {
  const tree = newFolder('merged');
  await app.git('worktree', 'add', '-q', '--detach', tree, 'origin/main');
  await git(tree, 'merge', '-q', '--no-edit', commit);
  await app.git('worktree', 'remove', '--force', tree);
}

const copyReviewed = madeOnce(async (folder) => {
  const remote = join(folder, 'remote.git');
  renameSync(await makeBare(), remote);
  const { app, own } = await makeClone(remote, join(folder, 'clone'));
  own.write(`${id}/incident.md`, 'record\n');
  own.write(postmortem, 'postmortem\n');
  own.write(`${id}/attachments/graph.png`, '\0graph');
  await own.commit(id);
  return { app: app.repository, own: own.repository, remote };
});

async function makeReviewed(): Promise<Made> {
  const { remote, ...repositories } = await copyReviewed();
  const app = new TestRepository(repositories.app.root, repositories.app);
  const own = new TestRepository(repositories.own.root, repositories.own);
  const review = async (fetched?: string): Promise<Review> => {
    const [records, onto] = [
      await own.git('rev-parse', 'HEAD'),
      await findDefaultCommit(app.repository, 'main', 'origin'),
    ];
    const base = { id, folder: 'postmortems', records: records.trim(), recordPath: id, onto: onto! };
    return fetched === undefined ? base : { ...base, fetched };
  };
  const publish = async (): Promise<string> => {
    const fetched = await fetchRecords(app.repository, { remote: 'origin', branch });
    const asked = await review(fetched);
    const { tip, edits } = await readReview(app.repository, asked);
    assert.deepEqual(edits, []);
    const written = await writeReview(app.repository, asked, tip, 'inc: review');
    assert.ok(typeof written === 'object', JSON.stringify(written));
    await pushRecords(own.repository, { remote: 'origin', branch }, written.commit);
    return written.commit;
  };
  return { app, own, remote, review, publish };
}

const look = async (app: TestRepository): Promise<string> =>
  [
    await app.git('status', '--porcelain=v2', '--branch'),
    await app.git('ls-files', '-s'),
    await app.git('rev-parse', 'main'),
  ].join('\n');

/** A reviewer's own clone, on the review branch. */
async function reviewer(remote: string): Promise<TestRepository> {
  const folder = newFolder('reviewer');
  await git(sandbox, 'clone', '-q', '-b', branch, remote, folder);
  return open(folder);
}

describe('the review branch', () => {
  it('holds the record on the default branch, with one commit, and leaves the checkout alone', async () => {
    const { app, remote, publish } = await makeReviewed();
    app.write('a.txt', 'dirty');
    app.write('b.txt', 'staged');
    await app.git('add', 'b.txt');
    await app.git('checkout', '-q', '-b', 'feature');
    const before = await look(app);
    const commit = await publish();
    assert.equal(reviewBranch(id), branch);
    assert.equal((await git(remote, 'rev-parse', branch)).trim(), commit);
    assert.equal((await app.git('rev-parse', branch)).trim(), commit);
    assert.equal(
      (await git(remote, 'rev-parse', `${branch}~1`)).trim(),
      (await git(remote, 'rev-parse', 'main')).trim(),
    );
    const files = await git(remote, 'diff-tree', '-r', '--name-only', 'main', branch);
    const inside = ['attachments/graph.png', 'incident.md', 'postmortem.md'];
    assert.equal(files, inside.map((name) => `postmortems/${id}/${name}\n`).join(''));
    assert.equal(await look(app), before);
    await app.git('fsck', '--strict');
  });

  it('gets another commit when it is run again, and none when nothing is new', async () => {
    const { app, own, publish, review } = await makeReviewed();
    const first = await publish();
    assert.equal(await publish(), first);
    own.write(postmortem, 'better\n');
    rmSync(join(own.root, id, 'attachments'), { recursive: true });
    await own.commit(id);
    const second = await publish();
    assert.equal((await app.git('rev-parse', `${second}~1`)).trim(), first);
    assert.equal(await app.git('show', `${second}:postmortems/${postmortem}`), 'better\n');
    assert.equal(await app.git('ls-tree', '-r', '--name-only', second, '--', `postmortems/${id}/attachments`), '');
    assert.equal(await writeReview(app.repository, await review(), first, 'x'), 'moved');
  });

  it('brings back what reviewers wrote, and loses none of it', async () => {
    const { app, own, remote, review, publish } = await makeReviewed();
    await publish();
    const kim = await reviewer(remote);
    kim.write(`postmortems/${postmortem}`, 'reviewed\n');
    kim.write(`postmortems/${id}/notes.md`, 'notes\n');
    kim.write('a.txt', 'not the record');
    await kim.git('add', '.');
    await kim.git('commit', '-qm', 'Review');
    await kim.git('push', '-q');
    own.write(`${id}/incident.md`, 'record\nlater\n');
    own.write(postmortem, 'mine\n');
    await own.commit(id);
    const stale = await review();
    const fetched = await fetchRecords(app.repository, { remote: 'origin', branch });
    const asked = await review(fetched);
    const state = await readReview(app.repository, asked);
    assert.equal(state.tip, fetched);
    assert.deepEqual(
      state.edits.map(({ path, base, ours, theirs }) => [
        path,
        ...[base, ours, theirs].map((side) => side?.toString()),
      ]),
      [
        ['notes.md', undefined, undefined, 'notes\n'],
        ['postmortem.md', 'postmortem\n', 'mine\n', 'reviewed\n'],
      ],
    );
    const { tip } = await readReview(app.repository, stale);
    assert.equal(await writeReview(app.repository, asked, tip, 'x'), 'moved');
    for (const { path, theirs } of state.edits) own.write(`${id}/${path}`, String(theirs));
    await own.commit(id);
    const again = await review(fetched);
    assert.deepEqual((await readReview(app.repository, again)).edits, []);
    const written = await writeReview(app.repository, again, fetched, 'inc: review');
    assert.ok(typeof written === 'object' && written.added);
    assert.equal(await app.git('show', `${written.commit}:a.txt`), 'not the record');
    assert.equal(await app.git('show', `${written.commit}:postmortems/${id}/incident.md`), 'record\nlater\n');
    await pushRecords(own.repository, { remote: 'origin', branch }, written.commit);
  });

  it('starts over from the default branch once it was merged, and does nothing if nothing was added since', async () => {
    const { app, own, remote, review, publish } = await makeReviewed();
    const first = await publish();
    await git(remote, 'update-ref', 'refs/heads/main', first);
    await git(remote, 'update-ref', '-d', `refs/heads/${branch}`);
    await app.git('fetch', '-q');
    assert.equal(await writeReview(app.repository, await review(), first, 'x'), 'nothingToReview');
    const kim = newFolder('kim');
    await git(sandbox, 'clone', '-q', '-b', 'main', remote, kim);
    await git(kim, 'commit', '-q', '--allow-empty', '-m', 'Other work');
    await git(kim, 'push', '-q');
    await app.git('fetch', '-q');
    own.write(postmortem, 'better\n');
    await own.commit(id);
    const second = await publish();
    assert.equal((await app.git('rev-parse', `${second}~1`)).trim(), (await git(kim, 'rev-parse', 'HEAD')).trim());
  });

  /** Squashes the review branch onto main on the remote, as a host's button does. */
  const squash = async (remote: string, name = 'squash'): Promise<void> => {
    const kim = newFolder('kim');
    await git(sandbox, 'clone', '-q', '-b', 'main', remote, kim);
    await git(kim, 'merge', '-q', '--squash', `origin/${branch}`);
    await git(kim, 'commit', '-qm', name);
    await git(kim, 'push', '-q');
  };

  for (const kept of [false, true]) {
    const where = kept ? 'stayed' : 'was deleted';
    it(`needs nothing after a squash merge, and can be merged again, where the branch ${where} on the remote (input 15)`, async () => {
      const { app, own, remote, review, publish } = await makeReviewed();
      for (const round of ['first', 'second']) {
        const tip = await publish();
        await squash(remote, round);
        if (!kept) await git(remote, 'update-ref', '-d', `refs/heads/${branch}`);
        await app.git('fetch', '-qp');
        const asked = await review(kept ? tip : undefined);
        assert.equal(await writeReview(app.repository, asked, tip, 'x'), 'nothingToReview');
        own.write(postmortem, `better after the ${round}\n`);
        await own.commit(id);
        const next = await publish();
        assert.equal(await app.git('diff', '--stat', `origin/main...${next}`, '--', 'postmortems/other'), '');
        await assertMerges(app, next);
        assert.equal(await app.git('show', `${next}:postmortems/${id}/postmortem.md`), `better after the ${round}\n`);
      }
    });
  }

  it('can be merged again after a squash merge of an earlier version', async () => {
    const { app, own, remote, publish } = await makeReviewed();
    await publish();
    await squash(remote);
    own.write(postmortem, 'better\n');
    await own.commit(id);
    await publish();
    await app.git('fetch', '-q');
    own.write(postmortem, 'best\n');
    await own.commit(id);
    const tip = await publish();
    await assertMerges(app, tip);
  });

  it('is refused in words where it has parted, is checked out, or its folder is a file', async () => {
    const { app, own, remote, review, publish } = await makeReviewed();
    await publish();
    const kim = await reviewer(remote);
    await kim.git('commit', '-q', '--allow-empty', '-m', 'Review');
    await kim.git('push', '-q');
    own.write(postmortem, 'better\n');
    await own.commit(id);
    const asked = await review();
    const written = await writeReview(app.repository, asked, (await readReview(app.repository, asked)).tip, 'x');
    assert.ok(typeof written === 'object');
    const fetched = await fetchRecords(app.repository, { remote: 'origin', branch });
    await assert.rejects(readReview(app.repository, { ...asked, fetched: fetched! }), /has diverged from the remote/);
    const place = newFolder('place');
    await app.git('worktree', 'add', '-q', place, branch);
    await assert.rejects(writeReview(app.repository, asked, written.commit, 'x'), /is checked out in .*place\.$/);
    await app.git('worktree', 'remove', place);
    const none = { ...asked, recordPath: 'nothing' };
    await assert.rejects(writeReview(app.repository, none, written.commit, 'x'), /isn't committed yet/);
    const other = { ...asked, id: '2026-11-21-other', recordPath: id };
    await assert.rejects(
      writeReview(app.repository, { ...other, folder: 'a.txt' }, undefined, 'x'),
      /a\.txt is a file here/,
    );
    await assert.rejects(
      writeReview(app.repository, { ...other, folder: '../x' }, undefined, 'x'),
      /can't be a folder/,
    );
    assert.equal(await app.git('branch', '--list', 'incident/2026-11-21-other'), '');
  });

  it('would be written over the records by a checkout if it used their folder', async () => {
    const { app, own, review } = await makeReviewed();
    const asked = { ...(await review()), folder: 'incidents' };
    const written = await writeReview(app.repository, asked, undefined, 'x');
    assert.ok(typeof written === 'object');
    own.write(`${id}/incident.md`, 'record\nlater\n');
    await own.commit(id);
    await app.git('checkout', '-q', branch);
    assert.equal(own.read(`${id}/incident.md`), 'record\n');
    await app.git('checkout', '-q', 'main');
    assert.equal(existsSync(join(own.root, id, 'incident.md')), false);
  });
});
