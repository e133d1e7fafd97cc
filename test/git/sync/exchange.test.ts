/** Several clones that exchange one branch: nobody's line, file, index or unsaved word is lost, and all come to the same. */
import assert from 'node:assert/strict';
import { chmodSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { adoptCommit, type AdoptOutcome } from '../../../src/git/sync/adoptCommit';
import { planMerge, writeMerge, type FileSides } from '../../../src/git/sync/branchMerge';
import { commitAside, PRIVATE_BRANCH } from '../../../src/git/commit/commitAside';
import { exchangeRecords, type ExchangeOutcome, type ExchangeParts } from '../../../src/git/sync/exchange';
import { setIndex } from '../../../src/git/commands/git';
import { goForward, listWay } from '../../../src/git/commands/gitHistory';
import { fetchRecords } from '../../../src/git/sync/remote';
import { changeTree } from '../../../src/git/commit/treeChange';
import { progressed } from '../../patience';
import {
  git,
  id,
  madeOnce,
  makeBare,
  makeClone,
  makeRepository,
  newFolder,
  open,
  sandbox,
  TestRepository,
  write,
  objection,
} from '../repositories';

const branch = 'incident-log';
const incident = `${id}/incident.md`;

/** A record's merge in small: lines are a multiset, sorted. */
function mergeLines(base: string, ours: string, theirs: string): string {
  const split = (text: string): string[] => text.split('\n').filter((line) => line !== '');
  const [was, mine, others] = [base, ours, theirs].map(split);
  const lines = new Set([...mine!, ...others!]);
  const gone = (line: string): boolean => was!.includes(line) && !(mine!.includes(line) && others!.includes(line));
  return [...lines]
    .filter((line) => !gone(line))
    .sort()
    .map((line) => line + '\n')
    .join('');
}

/** Why it is held; undefined where it isn't. */
const codeAndWords = (outcome: ExchangeOutcome | AdoptOutcome): string[] | undefined =>
  outcome.state === 'held' ? [outcome.reason.code, outcome.reason.short] : undefined;

/** A clone whose records are merged line by line, and written as the shell would: what is not committed is kept. */
class Responder extends TestRepository {
  parts(more: Partial<ExchangeParts> = {}): ExchangeParts {
    return {
      subject: 'inc: merge',
      resolve: (files) => {
        const other = files.find(({ path }) => !path.endsWith('incident.md'));
        if (other) return Promise.resolve(objection(`${other.path} was changed here and there`));
        const text = ({ base, ours, theirs }: FileSides): string =>
          mergeLines(String(base ?? ''), String(ours ?? ''), String(theirs ?? ''));
        return Promise.resolve(new Map(files.map((file) => [file.path, Buffer.from(text(file))])));
      },
      write: (files) => {
        const records = files.filter(({ path, after }) => path.endsWith('incident.md') && after !== undefined);
        for (const { path, before, after } of records) {
          const disk = this.has(path) ? this.read(path) : '';
          this.write(path, mergeLines(String(before ?? ''), disk, String(after)));
        }
        return Promise.resolve(records.map(({ path }) => path));
      },
      ...more,
    };
  }

  sync(more: Partial<ExchangeParts> = {}): Promise<ExchangeOutcome> {
    return exchangeRecords(this.repository, { remote: 'origin', branch }, this.parts(more));
  }

  async shares(): Promise<void> {
    const outcome = await this.sync();
    assert.equal(outcome.state, 'shared', JSON.stringify(outcome));
  }

  async log(line: string): Promise<void> {
    const before = this.has(incident) ? this.read(incident) : '';
    this.write(incident, mergeLines('', before, line));
    const outcome = await this.commit(id);
    assert.equal(outcome.state, 'committed', JSON.stringify(outcome));
  }

  tip(): Promise<string> {
    return this.git('rev-parse', branch);
  }
}

async function clone(remote: string): Promise<Responder> {
  const { own } = await makeClone(remote);
  return new Responder(own.root, own.repository);
}

async function makeTwo(): Promise<[Responder, Responder, string]> {
  const remote = await makeBare();
  return [await clone(remote), await clone(remote), remote];
}

const copySharing = madeOnce(async (folder) => {
  const remote = join(folder, 'remote.git');
  renameSync(await makeBare(), remote);
  const clones = ['lee', 'kim'].map(async (name) => (await makeClone(remote, join(folder, name))).own.repository);
  const [lee, kim] = (await Promise.all(clones)).map((own) => new Responder(own.root, own));
  await lee!.log('a');
  await lee!.shares();
  await kim!.shares();
  return { remote, lee: lee!.repository, kim: kim!.repository };
});

/** Two clones that have the line `a`, and so does the remote. */
async function makeSharing(): Promise<[Responder, Responder, string]> {
  const { remote, lee, kim } = await copySharing();
  return [new Responder(lee.root, lee), new Responder(kim.root, kim), remote];
}

describe('an exchange', () => {
  it('of two clones that began apart, offline, ends with the same everywhere', async () => {
    const [lee, kim, remote] = await makeTwo();
    await lee.log('from Lee');
    await kim.log('from Kim');
    await lee.shares();
    assert.deepEqual(await kim.sync(), { state: 'shared', taken: true, pushed: true });
    assert.deepEqual(await lee.sync(), { state: 'shared', taken: true, pushed: false });
    assert.deepEqual(await lee.sync(), { state: 'shared', taken: false, pushed: false });
    for (const one of [lee, kim]) {
      assert.equal(one.read(incident), 'from Kim\nfrom Lee\n');
      assert.equal(await one.git('status', '--porcelain'), '');
      assert.equal(await one.tip(), await git(remote, 'rev-parse', branch));
      await one.git('fsck', '--strict');
    }
    const parents = (await lee.git('log', '-1', '--format=%P %s')).trim();
    assert.match(parents, /^\w{40} \w{40} inc: merge$/);
  });

  it('that has begun is ended without the remote, when an entry is committed at the same moment', async () => {
    const [lee, kim, remote] = await makeSharing();
    await kim.log('from Kim');
    await kim.shares();
    const { write } = lee.parts();
    let asked = 0;
    const outcome = await lee.sync({
      write: async (files) => {
        const written = await write(files);
        asked += 1;
        if (asked === 1) {
          await lee.log('meanwhile');
          renameSync(remote, `${remote}-away`);
        }
        return written;
      },
    });
    assert.deepEqual([outcome.state, asked], ['held', 2]);
    assert.equal(lee.read(incident), 'a\nfrom Kim\nmeanwhile\n');
    await lee.git('merge-base', '--is-ancestor', (await kim.tip()).trim(), branch);
    assert.equal(await lee.git('status', '--porcelain'), '');
    renameSync(`${remote}-away`, remote);
    await lee.shares();
    await kim.shares();
    assert.equal(kim.read(incident), 'a\nfrom Kim\nmeanwhile\n');
  });

  it('of three at once loses no line', async () => {
    const remote = await makeBare();
    const all: Responder[] = [];
    for (let one = 0; one < 3; one++) all.push(await clone(remote));
    for (let round = 0; round < 2; round++) {
      await Promise.all(
        all.map(async (one, who) => {
          await one.log(`${who} wrote ${round}`);
          await one.shares();
          progressed();
        }),
      );
    }
    for (const one of all) await one.shares();
    const expected = [0, 1, 2].flatMap((who) => [0, 1].map((round) => `${who} wrote ${round}\n`)).sort();
    for (const one of all) {
      assert.equal(one.read(incident), expected.join(''));
      assert.equal(await one.tip(), await all[0]!.tip());
      assert.equal(await one.git('status', '--porcelain'), '');
    }
  });

  it('keeps what a person types in the meantime, and does not commit it', async () => {
    const [lee, kim] = await makeSharing();
    await lee.log('b');
    await lee.shares();
    kim.write(incident, 'a\ntyped\n');
    await kim.shares();
    assert.equal(kim.read(incident), 'a\nb\ntyped\n');
    assert.equal(await kim.git('status', '--porcelain'), ` M ${incident}\n`);
    assert.equal(await kim.git('show', `${branch}:${incident}`), 'a\nb\n');
    assert.equal(await kim.outcome(id), 'committed');
    await kim.shares();
    await lee.shares();
    assert.equal(lee.read(incident), 'a\nb\ntyped\n');
  });

  it('brings a deleted record back only with what a colleague wrote in it, and takes it off no branch', async () => {
    const [lee, kim] = await makeSharing();
    // As the shell does: what is not there is not made.
    const shares = () => kim.sync({ write: () => Promise.resolve([]) });
    rmSync(join(kim.root, incident));
    await lee.git('commit', '-q', '--allow-empty', '-m', 'Elsewhere');
    await lee.shares();
    assert.equal((await shares()).state, 'shared');
    assert.equal(kim.has(incident), false);
    assert.equal(await kim.git('show', `${branch}:${incident}`), 'a\n');
    await lee.log('b');
    await lee.shares();
    assert.equal((await shares()).state, 'shared');
    assert.equal(kim.read(incident), 'a\nb\n');
    assert.equal(await kim.git('status', '--porcelain'), '');
  });

  it('starts over if an entry is committed in the meantime', async () => {
    const [lee, kim] = await makeSharing();
    await lee.log('a2');
    await lee.shares();
    await kim.log('b');
    let asked = 0;
    const write: ExchangeParts['write'] = async (files) => {
      if (++asked === 1) await kim.log('c');
      return kim.parts().write(files);
    };
    assert.deepEqual(await kim.sync({ write }), { state: 'shared', taken: true, pushed: true });
    assert.equal(asked, 2);
    await lee.shares();
    for (const one of [lee, kim]) {
      assert.equal(one.read(incident), 'a\na2\nb\nc\n');
      assert.equal(await one.git('status', '--porcelain'), '');
    }
  });

  it('takes files that are no records, and holds when one is in the way, with nothing changed', async () => {
    const [lee, kim] = await makeTwo();
    await lee.log('a');
    lee.write('README.md', 'read me\n');
    lee.write(`${id}/graph.bin`, 'graph\n');
    await lee.git('add', '.');
    await lee.git('commit', '-qm', 'Readme');
    await lee.shares();
    kim.write('staged.md', 'staged\n');
    await kim.git('add', 'staged.md');
    await kim.log('k');
    await kim.shares();
    assert.equal(kim.read('README.md') + kim.read(`${id}/graph.bin`), 'read me\ngraph\n');
    assert.equal(await kim.git('status', '--porcelain'), 'A  staged.md\n');

    await lee.shares();
    await lee.git('rm', '-q', `${id}/graph.bin`);
    lee.write('README.md', 'read me twice\n');
    await lee.git('commit', '-qam', 'More');
    await lee.log('b');
    await lee.shares();
    kim.write('README.md', 'mine\n');
    const before = [await kim.tip(), await kim.git('ls-files', '-s')];
    const held = await kim.sync({ write: () => Promise.resolve([]) });
    assert.deepEqual([held.state, held.state === 'held' && held.reason.code], ['held', 'uncommittedChanges']);
    assert.match(
      held.state === 'held' ? held.reason.short : '',
      /^others changed README\.md, and you have uncommitted changes/,
    );
    assert.deepEqual([await kim.tip(), await kim.git('ls-files', '-s')], before);
    assert.ok(kim.has(`${id}/graph.bin`));
    assert.equal((await kim.sync()).state, 'held');
    assert.deepEqual([await kim.tip(), await kim.git('ls-files', '-s')], before);

    await kim.git('checkout', '-q', '--', 'README.md');
    await kim.shares();
    assert.equal(kim.read('README.md'), 'read me twice\n');
    assert.ok(!kim.has(`${id}/graph.bin`));
    assert.equal(kim.read(incident), 'a\nb\nk\n');
    assert.equal(await kim.git('status', '--porcelain'), 'A  staged.md\n');
  });

  it('holds what cannot be merged, says why, and pushes nothing', async () => {
    const [lee, kim, remote] = await makeSharing();
    for (const one of [lee, kim]) {
      one.write('README.md', one === lee ? 'Lee\n' : 'Kim\n');
      await one.git('add', 'README.md');
      await one.git('commit', '-qm', 'Readme');
    }
    await lee.shares();
    const tip = await kim.tip();
    const held = await kim.sync();
    assert.deepEqual(codeAndWords(held), ['unresolved', 'README.md was changed here and there']);
    assert.equal(await kim.tip(), tip);
    assert.equal(await git(remote, 'rev-parse', branch), await lee.tip());
    await kim.git('rm', '-q', 'README.md');
    kim.write('README.md/x', 'folder\n');
    await kim.git('add', '.');
    await kim.git('commit', '-qm', 'Folder');
    const folder = await kim.sync({ resolve: () => Promise.resolve(new Map([['README.md', Buffer.from('x')]])) });
    assert.match(
      folder.state === 'held' ? folder.reason.short : '',
      /README\.md is a folder here, but a file on the remote/,
    );
  });

  it('does not push what must stay here, but still merges what came in', async () => {
    const [lee, kim] = await makeSharing();
    await kim.git('commit', '-q', '--allow-empty', '-m', 'My own\n\nwork');
    await lee.log('b');
    await lee.shares();
    const seen: string[] = [];
    const keepBack: NonNullable<ExchangeParts['keepBack']> = (ahead) => {
      seen.push(...ahead.map(({ subject, paths }) => `${subject}: ${paths.join()}`));
      return objection('commits of your own are ahead');
    };
    assert.deepEqual(codeAndWords(await kim.sync({ keepBack })), ['keptBack', 'commits of your own are ahead']);
    assert.deepEqual(seen, ['inc: merge: ', 'My own: ']);
    assert.equal(kim.read(incident), 'a\nb\n');
  });

  it('waits for a rebase, and says when the remote cannot be reached or declines', async () => {
    const [lee, kim, remote] = await makeTwo();
    await lee.log('a');
    await lee.log('b');
    await lee.shares();
    await kim.shares();
    await lee.log('c');
    await lee.shares();
    const why = async (one: Responder): Promise<string> => {
      const outcome = await one.sync();
      return outcome.state === 'held' ? outcome.reason.code : outcome.state;
    };
    await kim.git('-c', 'sequence.editor=sed -i s/^pick/edit/', 'rebase', '-q', '-i', 'HEAD~1').catch(() => '');
    assert.equal(await why(kim), 'rebase');
    await kim.git('rebase', '--abort');
    assert.equal(kim.read(incident), 'a\nb\n');
    await kim.shares();
    await kim.log('d');
    write(remote, 'hooks/pre-receive', '#!/bin/sh\nexit 1\n', 0o755);
    assert.equal(await why(kim), 'declined');
    chmodSync(join(remote, 'hooks/pre-receive'), 0o644);
    await kim.git('remote', 'set-url', 'origin', newFolder('gone'));
    assert.equal(await why(kim), 'noRepository');
    assert.equal(kim.read(incident), 'a\nb\nc\nd\n');
  });

  for (const step of ['the disk', 'the index', 'the files'] as const) {
    it(`that was ended after it wrote ${step} loses nothing, whoever goes on`, async () => {
      const [lee, kim] = await makeSharing();
      await lee.log('b');
      lee.write('README.md', 'read me\n');
      await lee.git('add', 'README.md');
      await lee.git('commit', '-qm', 'Readme');
      await lee.shares();
      await kim.log('c');
      // What an exchange does in its order, up to the step.
      const theirs = (await fetchRecords(kim.repository, { remote: 'origin', branch })) ?? '';
      const ours = (await kim.tip()).trim();
      const plan = await planMerge(kim.repository, ours, theirs);
      const text = 'a\nb\nc\n';
      const merged = await writeMerge(
        kim.repository,
        plan,
        new Map([[incident, Buffer.from(text)]]),
        'inc: merge',
        new Map(),
      );
      kim.write(incident, text);
      if (step !== 'the disk') {
        const object = (await kim.git('rev-parse', `${merged}:${incident}`)).trim();
        await setIndex(kim.repository, new Map([[incident, { mode: '100644', object }]]));
      }
      if (step === 'the files') await goForward(kim.repository, ours, merged);
      assert.equal(await kim.outcome(id), 'committed');
      await kim.shares();
      await lee.shares();
      for (const one of [lee, kim]) {
        assert.equal(one.read(incident), text);
        assert.equal(one.read('README.md'), 'read me\n');
        assert.equal(await one.git('status', '--porcelain'), '');
        assert.equal(await one.tip(), await lee.tip());
      }
    });
  }

  it('signs its merge where commits are signed', async () => {
    const [lee, kim] = await makeTwo();
    await lee.log('a');
    await lee.shares();
    await kim.log('b');
    const gpg =
      '#!/bin/sh\ncat > /dev/null\nprintf "\\n[GNUPG:] SIG_CREATED D\\n" >&2\nprintf -- "-----BEGIN PGP SIGNATURE-----\\nfake\\n-----END PGP SIGNATURE-----\\n"\n';
    write(sandbox, 'gpg-merge', gpg, 0o755);
    await kim.git('config', 'gpg.program', join(sandbox, 'gpg-merge'));
    await kim.git('config', 'commit.gpgSign', 'true');
    await kim.git('config', 'user.signingKey', 'kim');
    await kim.shares();
    assert.match(await kim.git('cat-file', 'commit', branch), /^parent .*\nparent .*\n[^]*gpgsig -----BEGIN PGP/m);
  });

  it('of a branch that is not checked out merges too, and changes only its ref and what it is told to write', async () => {
    const [lee, kim, remote] = await makeTwo();
    const aside = async (one: Responder, line?: string): Promise<ExchangeOutcome> => {
      if (line !== undefined) {
        const before = one.has(incident) ? one.read(incident) : '';
        one.write(incident, mergeLines('', before, line));
        assert.equal((await commitAside(one.repository, join(one.root, id), 'inc: update record')).state, 'committed');
      }
      const to = { remote: 'origin', branch: PRIVATE_BRANCH };
      return exchangeRecords(one.repository, to, one.parts({ aside: true }));
    };
    assert.deepEqual(await aside(lee, 'a'), { state: 'shared', taken: false, pushed: true });
    assert.deepEqual(await aside(kim, 'b'), { state: 'shared', taken: true, pushed: true });
    assert.deepEqual(await aside(lee), { state: 'shared', taken: true, pushed: false });
    const before = await lee.git('ls-files', '-s');
    assert.deepEqual(await aside(kim, 'c'), { state: 'shared', taken: false, pushed: true });
    let meanwhile = true;
    const write: ExchangeParts['write'] = async (files) => {
      if (meanwhile) {
        meanwhile = false;
        lee.write(incident, mergeLines('', lee.read(incident), 'd'));
        await commitAside(lee.repository, join(lee.root, id), 'inc: update record');
      }
      return lee.parts().write(files);
    };
    const to = { remote: 'origin', branch: PRIVATE_BRANCH };
    const parts = lee.parts({ aside: true, write });
    assert.deepEqual(await exchangeRecords(lee.repository, to, parts), { state: 'shared', taken: true, pushed: true });
    assert.equal((await aside(kim)).state, 'shared');
    const tips = [lee.root, kim.root, remote].map((folder) => git(folder, 'rev-parse', PRIVATE_BRANCH));
    assert.equal(new Set(await Promise.all(tips)).size, 1);
    for (const one of [lee, kim]) {
      assert.equal(one.read(incident), 'a\nb\nc\nd\n');
      assert.equal(await one.git('show', `${PRIVATE_BRANCH}:${incident}`), one.read(incident));
      assert.equal(await one.git('status', '--porcelain'), `?? ${id}/\n`);
      await one.git('fsck', '--strict');
    }
    assert.equal(await lee.git('ls-files', '-s'), before);
  });

  it('leaves the checkout of the application alone', async () => {
    const [lee, kim] = await makeTwo();
    const app = await open(dirname(kim.root));
    app.write('a.txt', 'dirty');
    app.write('b.txt', 'staged');
    await app.git('add', 'b.txt');
    const look = async (): Promise<string> =>
      (await app.git('status', '--porcelain=v2')) + (await app.git('rev-parse', 'HEAD'));
    const before = await look();
    await lee.log('a');
    await lee.shares();
    await kim.log('b');
    await kim.shares();
    assert.equal(await look(), before);
    assert.equal(existsSync(join(app.root, '.git/FETCH_HEAD')), false);
  });
});

describe('a plan', () => {
  it('knows which side changed a file, and uses an empty base if there is none', async () => {
    const made = await makeRepository();
    await made.git('add', '.');
    await made.git('commit', '-qm', 'Base');
    const commit = async (name: string, changes: Readonly<Record<string, string | null>>): Promise<string> => {
      await made.git('checkout', '-q', '-b', name, 'main');
      for (const [path, text] of Object.entries(changes)) {
        if (text === null) rmSync(join(made.root, path));
        else made.write(path, text);
      }
      await made.git('add', '-A');
      await made.git('commit', '-qm', name);
      return (await made.git('rev-parse', 'HEAD')).trim();
    };
    const ours = await commit('ours', { 'a.txt': 'ours', 'same.txt': 'same', 'docs/c.md': null, 'é\n': 'ours' });
    const theirs = await commit('theirs', {
      'a.txt': 'theirs',
      'same.txt': 'same',
      'b.txt': 'theirs',
      'docs/c.md': 'theirs',
      'new/x': 'x',
    });
    const words = (plan: Awaited<ReturnType<typeof planMerge>>): string[] =>
      plan.files.map(({ path, parted }) => `${path}${parted ? ' parted' : ''}`);
    const plan = await planMerge(made.repository, ours, theirs);
    assert.equal(plan.state, 'parted');
    assert.deepEqual(words(plan), ['a.txt parted', 'b.txt', 'docs/c.md parted', 'new/x']);
    await assert.rejects(
      writeMerge(made.repository, plan, new Map(), 'x', new Map()),
      /Nothing says what becomes of a\.txt/,
    );
    const resolved = new Map([
      ['a.txt', Buffer.from('both')],
      ['docs/c.md', undefined],
      ['a (theirs).txt', Buffer.alloc(0)],
    ]);
    const merged = await writeMerge(made.repository, plan, resolved, 'inc: merge', new Map());
    const files = await made.git('ls-tree', '-r', '-z', '--name-only', merged);
    assert.deepEqual(files.split('\0').slice(0, -1), [
      'a (theirs).txt',
      'a.txt',
      'b.txt',
      'incidents/2026-11-20-lb-down/incident.md',
      'new/x',
      'same.txt',
      'é\n',
    ]);
    assert.equal(await made.git('show', `${merged}:a.txt`), 'both');
    const main = (await made.git('rev-parse', 'main')).trim();
    assert.equal((await planMerge(made.repository, ours, main)).state, 'even');
    assert.equal((await planMerge(made.repository, main, ours)).state, 'forward');
    assert.equal((await planMerge(made.repository, undefined, ours)).state, 'forward');
    await made.git('checkout', '-q', '--orphan', 'apart');
    await made.git('commit', '-qm', 'Apart');
    const apart = (await made.git('rev-parse', 'HEAD')).trim();
    assert.deepEqual(words(await planMerge(made.repository, ours, apart)), [
      'a.txt parted',
      'b.txt parted',
      'docs/c.md',
      'new/x',
    ]);
    const way = await listWay(made.repository, main, merged, 10);
    const told = way.map(({ subject, paths }) => `${subject} ${paths.length}`);
    assert.deepEqual(told.sort(), ['inc: merge 0', 'ours 4', 'theirs 5']);
    await made.git('fsck', '--strict');
  });

  it('is not adopted where the branch has moved, and waits where it is not checked out', async () => {
    const made = await makeRepository();
    const [head] = [(await made.git('rev-parse', 'HEAD')).trim()];
    const adoption = { ref: 'refs/heads/main', from: undefined, to: head, written: [], reason: 'x', changes: [] };
    assert.deepEqual(await adoptCommit(made.repository, adoption), { state: 'moved' });
    const elsewhere = { ...adoption, ref: 'refs/heads/other', from: head };
    const held = codeAndWords(await adoptCommit(made.repository, elsewhere));
    assert.deepEqual(held, ['notCheckedOut', "other isn't checked out here"]);
  });
});

describe('changeTree', () => {
  it('writes what git itself would, and reads only the way there', async () => {
    const made = await makeRepository();
    const blob = (await made.git('rev-parse', 'HEAD:a.txt')).trim();
    const entry = { mode: '100644', object: blob };
    const head = (await made.git('rev-parse', 'HEAD')).trim();
    const changes = new Map([
      ['x/y/z', entry],
      ['docs/c.md', undefined],
      ['docs', undefined],
      ['not/there', undefined],
      ['b.txt', { ...entry, mode: '100755' }],
    ]);
    const tree = await changeTree(made.repository, head, changes);
    const index = join(sandbox, 'expected-index');
    const run = (...command: string[]): Promise<string> => git(made.root, '-c', 'x.y=z', ...command);
    process.env['GIT_INDEX_FILE'] = index;
    try {
      await run('read-tree', 'HEAD');
      await run('rm', '-q', '--cached', 'docs/c.md');
      await run('update-index', '--add', '--cacheinfo', `100644,${blob},x/y/z`, '--cacheinfo', `100755,${blob},b.txt`);
      assert.equal(tree, (await run('write-tree')).trim());
    } finally {
      delete process.env['GIT_INDEX_FILE'];
    }
    const none = await changeTree(made.repository, undefined, new Map([['a/b', undefined]]));
    assert.equal(none, '4b825dc642cb6eb9a060e54bf8d69288fbee4904');
    await assert.rejects(changeTree(made.repository, head, new Map([['a.txt/x', entry]])), /a\.txt is a file here/);
    await assert.rejects(changeTree(made.repository, head, new Map([['docs', entry]])), /docs is a folder here/);
  });

  it('works with longer names of objects', async () => {
    const folder = newFolder();
    await git(sandbox, 'init', '-q', '--object-format=sha256', folder);
    writeFileSync(join(folder, 'a'), 'a');
    await git(folder, 'add', '.');
    const made = await open(folder);
    const object = (await made.git('write-tree')).trim();
    const tree = await changeTree(made.repository, undefined, new Map([['x/y', { mode: '40000', object }]]));
    assert.equal(await made.git('ls-tree', '-r', '--name-only', tree), 'x/y/a\n');
  });
});
