/** One file never stops a team: files of one name, records nobody can read, links, and what no person wrote. */
import assert from 'node:assert/strict';
import { readdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OWN_BRANCH } from '../../../src/core/record/ownBranch';
import { commitAside } from '../../../src/git/commit/commitAside';
import { exchangeRecords } from '../../../src/git/sync/exchange';
import { listParted, listRecordBranches } from '../../../src/git/sync/recordBranches';
import { takeFileOut } from '../../../src/git/sync/withoutFile';
import { share, type CloneTask } from '../cloneTask';
import {
  git,
  id,
  makeBare,
  makeClone,
  makeRepository,
  newFolder,
  record,
  write,
  type TestRepository,
  objection,
} from '../repositories';

const incident = `${id}/incident.md`;
const other = '2026-11-21-other';
const HEAD = `---
format: 1
id: ${id}
title: The load balancer is down
status: investigating
---
# The load balancer is down

## Timeline

- 2026-11-20T14:00:00Z @lee MILESTONE declared: The load balancer is down.
`;
const line = (minute: number, text: string): string => `- 2026-11-20T15:${minute}:00Z @x TL: ${text}\n`;

/** Clones of one repository in which the incident is declared, and a second one. */
async function clones(count: number): Promise<TestRepository[]> {
  const remote = await makeBare();
  const first = (await makeClone(remote)).own;
  first.write(incident, HEAD);
  first.write(`${other}/incident.md`, HEAD.replace(id, other));
  for (const folder of [id, other]) assert.equal(await first.outcome(folder), 'committed');
  await sync(first);
  const more: TestRepository[] = [];
  while (more.length < count - 1) {
    const { own } = await makeClone(remote);
    await sync(own);
    more.push(own);
  }
  return [first, ...more];
}

async function sync({ root, repository }: TestRepository): Promise<void> {
  const task: CloneTask = {
    ...{ root, storage: newFolder('storage'), branch: OWN_BRANCH, path: incident },
    ...{ clone: 0, entries: 0, batch: 1 },
  };
  await share(repository, task);
}

async function add(clone: TestRepository, text: string, files: Readonly<Record<string, string>> = {}): Promise<void> {
  for (const [name, content] of Object.entries(files)) clone.write(`${id}/${name}`, content);
  clone.write(incident, clone.read(incident) + text);
  assert.equal(await clone.outcome(id), 'committed');
}

/** All come to one commit, and their disks are as it is; what each has in the incident's folder. */
async function settle(all: readonly TestRepository[]): Promise<string[]> {
  for (const clone of [...all, ...all]) await sync(clone);
  const tips = await Promise.all(all.map((clone) => clone.git('rev-parse', 'HEAD')));
  assert.equal(new Set(tips).size, 1);
  for (const clone of all) assert.equal(await clone.git('status', '--porcelain'), '');
  return (await all[0]!.files(id)).sort();
}

describe('files of one name', () => {
  it('all survive in every clone, each linked by those who added it, and nothing waits (input 10)', async () => {
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
    ]) {
      const all = await clones(3);
      for (const [index, clone] of all.entries()) {
        await add(clone, line(10 + index, `see ![](image.png) of ${index}`), { 'image.png': `bytes ${index}` });
      }
      all[0]!.write(`${other}/incident.md`, all[0]!.read(`${other}/incident.md`) + line(30, 'the other incident'));
      assert.equal(await all[0]!.outcome(other), 'committed');
      const files = await settle(order.map((index) => all[index]!));
      assert.equal(files.length, 4, String(files));
      const text = all[1]!.read(incident);
      for (const index of [0, 1, 2]) {
        const [, link = ''] = new RegExp(`!\\[\\]\\((.+)\\) of ${index}`).exec(text) ?? [];
        assert.equal(all[1]!.read(`${id}/${link}`), `bytes ${index}`);
      }
      assert.match(all[2]!.read(`${other}/incident.md`), /the other incident/);
    }
  });

  it('that were there before, and changed on both sides, survive too; one that is deleted there is kept', async () => {
    const [one, two] = (await clones(2)) as [TestRepository, TestRepository];
    await add(one, line(10, '[log](evidence/log.txt)'), { 'evidence/log.txt': 'first', 'evidence/gone.txt': 'x' });
    await settle([one, two]);
    await add(one, line(11, 'again [log](evidence/log.txt)'), {
      'evidence/log.txt': 'of one',
      'evidence/gone.txt': 'y',
    });
    await two.git('rm', '-q', `${id}/evidence/gone.txt`);
    await add(two, line(12, 'anew [log](./evidence/log.txt)'), { 'evidence/log.txt': 'of two' });
    const files = await settle([one, two]);
    assert.equal(files.length, 4, String(files));
    assert.equal(one.read(`${id}/evidence/gone.txt`), 'y');
    const [, again = ''] = /again \[log\]\((.+)\)/.exec(one.read(incident)) ?? [];
    const [, anew = ''] = /anew \[log\]\((.+)\)/.exec(one.read(incident)) ?? [];
    assert.equal(two.read(`${id}/${again}`), 'of one');
    assert.equal(two.read(`${id}/${anew}`), 'of two');
  });

  it('that are a link on one side, or on both, survive', async () => {
    const [one, two] = (await clones(2)) as [TestRepository, TestRepository];
    await add(one, line(10, 'a file'), { latest: 'one' });
    symlinkSync('incident.md', join(two.root, id, 'latest'));
    symlinkSync('a', join(two.root, id, 'both'));
    symlinkSync('b', join(one.root, id, 'both'));
    for (const clone of [one, two]) {
      await clone.git('add', '.');
      await clone.git('commit', '-qm', 'by hand');
    }
    const files = await settle([one, two]);
    assert.equal(files.filter((name) => name.startsWith('latest')).length, 2, String(files));
    assert.equal(files.filter((name) => name.startsWith('both')).length, 2, String(files));
  });
});

describe('files whose names some disks take for one', () => {
  const names = [
    ['Graph.png', 'graph.png'],
    ['caf\u00e9.png', 'cafe\u0301.png'],
    ['evidence/STRASSE.txt', 'Evidence/stra\u00dfe.txt'],
  ] as const;
  for (const [first, second] of names) {
    it(`both survive under names that none does, each linked: ${first}, ${second}`, async () => {
      for (const [mine, other] of [
        [first, second],
        [second, first],
      ] as const) {
        const [one, two] = (await clones(2)) as [TestRepository, TestRepository];
        await add(one, line(10, `one ![](${mine})`), { [mine]: 'of one' });
        await add(two, line(11, `two ![](${other})`), { [other]: 'of two' });
        const files = await settle([one, two]);
        assert.equal(files.length, 3, String(files));
        assert.equal(new Set(files.map((name) => name.normalize('NFC').toUpperCase())).size, 3, String(files));
        for (const clone of ['one', 'two']) {
          const [, link = ''] = new RegExp(`TL: ${clone} !\\[\\]\\((.+)\\)`).exec(one.read(incident)) ?? [];
          assert.equal(two.read(`${id}/${link}`), `of ${clone}`);
        }
      }
    });
  }

  it('leave the one that was there before, and a record, as they are', async () => {
    const [one, two] = (await clones(2)) as [TestRepository, TestRepository];
    await add(one, line(10, 'before ![](graph.png)'), { 'graph.png': 'before' });
    await settle([one, two]);
    await add(two, line(11, 'after ![](Graph.png)'), { 'Graph.png': 'after', 'Incident.md': 'notes' });
    await add(one, line(12, 'meanwhile'));
    const files = await settle([two, one]);
    assert.equal(one.read(`${id}/graph.png`), 'before');
    assert.ok(
      files.includes('incident.md') && !files.includes('Incident.md') && !files.includes('Graph.png'),
      String(files),
    );
    const [, link = ''] = /after !\[\]\((.+)\)/.exec(one.read(incident)) ?? [];
    assert.equal(one.read(`${id}/${link}`), 'after');
  });
});

describe('a file here and a folder of its name there', () => {
  for (const [first, second] of [
    ['evidence/graph', 'evidence/graph/one.png'],
    ['evidence/graph/one.png', 'evidence/graph'],
    ['logs', 'logs/a/b.txt'],
  ] as const) {
    it(`both survive: ${first}, then ${second}`, async () => {
      const [one, two] = (await clones(2)) as [TestRepository, TestRepository];
      await add(one, line(10, 'first'), { [first]: 'of one' });
      await add(two, line(11, 'second'), { [second]: 'of two' });
      const files = await settle([one, two]);
      const [file = ''] = [first, second].sort((a, b) => a.length - b.length);
      const folder = file === first ? second : first;
      assert.ok(files.includes(folder), String(files));
      const renamed = files.find((name) => name.startsWith(`${file}-`));
      assert.equal(two.read(`${id}/${renamed}`), file === first ? 'of one' : 'of two');
    });
  }
});

/** From now on markdown of the incident is base64 in this clone's commits. */
async function encrypt(clone: TestRepository): Promise<void> {
  await clone.git('config', 'filter.secret.clean', 'base64');
  // What was committed before there was a filter comes as it is.
  const smudge = newFolder('smudge');
  const decode = 'cat > in; if base64 -d in > out 2> said; then cat out; else cat in; fi';
  write(smudge, 'smudge', `#!/bin/sh\ncd "$(mktemp -d ${smudge}/XXXXXX)"\n${decode}\n`, 0o755);
  await clone.git('config', 'filter.secret.smudge', join(smudge, 'smudge'));
  await clone.git('config', 'filter.secret.required', 'true');
  const common = (await clone.git('rev-parse', '--git-common-dir')).trim();
  write(common, 'info/attributes', `**/${id}/*.md filter=secret\n`);
}

describe('a record that a filter encrypts', () => {
  it('is merged by what it says, and stays encrypted in the commits', async () => {
    const all = (await clones(2)) as [TestRepository, TestRepository];
    for (const clone of all) await encrypt(clone);
    const [one, two] = all;
    await add(one, line(10, 'of one'));
    await sync(one);
    await add(two, line(11, 'of two'));
    assert.deepEqual(await settle(all), ['incident.md']);
    for (const clone of all) {
      assert.match(clone.read(incident), /TL: of one\n[^]*TL: of two\n/);
      assert.match(await clone.git('show', `HEAD:${incident}`), /^[\w+/=\n]+$/);
    }
  });

  it('is compared with that of another location by what it says', async () => {
    const { app, own } = await makeClone(await makeBare());
    await encrypt(own);
    own.write(incident, HEAD + line(10, 'on both'));
    assert.equal(await own.outcome(id), 'committed');
    const holds = (_: string, ours: Buffer, theirs: Buffer): boolean =>
      String(theirs)
        .split('\n')
        .every((each) => String(ours).includes(each));
    const parted = async (text: string) => {
      // Where the repository tracks the folder, the own branch lies beside it.
      write(app.root, `new/${id}/incident.md`, text);
      await app.git('add', '-f', 'new');
      await app.git('commit', '-qm', 'By hand');
      return listParted(app.repository, await listRecordBranches(app.repository, 'new'), 'own', holds);
    };
    assert.deepEqual(await parted(HEAD), []);
    const [found] = await parted(HEAD + line(11, 'on main alone'));
    assert.match(String(found?.files[0]?.theirs), /TL: on main alone\n$/);
    assert.match(String(found?.files[0]?.ours), /TL: on both\n$/);
    assert.match(await app.git('show', `HEAD:new/${incident}`), /^[\w+/=\n]+$/);
  });
});

describe('a record that cannot be merged', () => {
  it('does not hold up the branch or other incidents: one version is the record, the other is next to it', async () => {
    const [one, two] = (await clones(2)) as [TestRepository, TestRepository];
    await add(one, line(10, 'readable'));
    two.write(incident, two.read(incident).replace('## Timeline', '## Timeline (UTC+1)') + line(11, 'not read'));
    assert.equal(await two.outcome(id), 'committed');
    two.write(`${other}/incident.md`, two.read(`${other}/incident.md`) + line(30, 'the other incident'));
    assert.equal(await two.outcome(other), 'committed');
    const files = await settle([one, two]);
    assert.match(two.read(incident), /readable/);
    const aside = files.find((name) => /^incident-[0-9a-f]{8}\.md$/.test(name));
    assert.match(one.read(`${id}/${aside}`), /UTC\+1[^]*not read/);
    assert.match(one.read(`${other}/incident.md`), /the other incident/);
    await add(two, line(12, 'and on'));
    await settle([one, two]);
    assert.match(one.read(incident), /readable[^]*and on/);
  });
});

describe('a file that is too large for the host, and committed', () => {
  /** A clone whose remote declines files over 1 MB, with such a file in a commit that only it has. */
  async function declined(name: string): Promise<{ clone: TestRepository; remote: string; tip: string }> {
    const [clone] = (await clones(1)) as [TestRepository];
    const remote = (await clone.git('remote', 'get-url', 'origin')).trim();
    const sizes = 'git cat-file --batch-check="%(objecttype) %(objectsize)"';
    const hook = `#!/bin/sh
read old new ref
case $old in *[1-9a-f]*) not=^$old ;; esac
git rev-list --objects $new $not | cut -c1-40 | ${sizes} | while read type size; do
  [ "$size" -gt 1000000 ] && { echo "GH001: Large files detected." >&2; exit 1; } || true
done
`;
    write(remote, 'hooks/pre-receive', hook, 0o755);
    writeFileSync(join(clone.root, id, name), '');
    truncateSync(join(clone.root, id, name), 2_000_000);
    await add(clone, line(10, 'with it'));
    await add(clone, line(11, 'after it'));
    return { clone, remote, tip: (await clone.git('rev-parse', 'HEAD')).trim() };
  }
  const shareWithout = (clone: TestRepository) =>
    exchangeRecords(
      clone.repository,
      { remote: 'origin', branch: OWN_BRANCH },
      {
        ...{ subject: 'inc: merge', largest: 1_000_000 },
        resolve: () => Promise.resolve(objection('nothing parts here')),
        write: () => Promise.resolve([]),
      },
    );

  it('is left out, and the entries go; it stays on the disk, and its commits under a private ref (input 12)', async () => {
    const { clone, remote, tip } = await declined('dump.bin');
    assert.equal((await shareWithout(clone)).state, 'shared');
    const files = await git(remote, 'ls-tree', '-r', '--name-only', OWN_BRANCH, `${id}/`);
    assert.equal(files, `${incident}\n`);
    assert.match(await git(remote, 'show', `${OWN_BRANCH}:${incident}`), /with it[^]*after it/);
    assert.ok(clone.has(`${id}/dump.bin`));
    assert.equal((await clone.git('rev-parse', `refs/incident-notes/replaced/${tip}`)).trim(), tip);
    assert.equal(await clone.git('diff', '--cached', '--name-only'), '');
    assert.equal((await clone.commit(id, { largest: 1_000_000 })).state, 'unchanged');
    assert.equal((await shareWithout(clone)).state, 'shared');
  });

  it('and deleted since, no longer holds the entries either', async () => {
    const { clone, remote } = await declined('dump.bin');
    rmSync(join(clone.root, id, 'dump.bin'));
    await add(clone, line(12, 'deleted'));
    assert.equal((await shareWithout(clone)).state, 'shared');
    assert.match(await git(remote, 'show', `${OWN_BRANCH}:${incident}`), /after it[^]*deleted/);
  });

  it('is not blamed for a rejected push if there is no large file: the push is held, and nothing is replaced', async () => {
    const { clone, remote, tip } = await declined('dump.bin');
    write(remote, 'hooks/pre-receive', '#!/bin/sh\nexit 1\n', 0o755);
    const held = await exchangeRecords(
      clone.repository,
      { remote: 'origin', branch: OWN_BRANCH },
      {
        ...{ subject: 'inc: merge', largest: 3_000_000 },
        resolve: () => Promise.resolve(objection('nothing parts here')),
        write: () => Promise.resolve([]),
      },
    );
    assert.ok(held.state === 'held' && held.reason.code === 'declined');
    assert.equal((await clone.git('rev-parse', 'HEAD')).trim(), tip);
  });
});

describe('a file that somebody leaves out afterwards', () => {
  const secret = `${id}/evidence/key.pem`;
  const isChosen = (file: string): boolean => file === 'evidence/key.pem';
  const has = async (clone: TestRepository, ref: string): Promise<boolean> =>
    (await clone.git('log', '--format=%H', ref, '--', secret)) !== '';

  it('is removed from the branch and from the commits that nobody else has; entries and earlier commits stay', async () => {
    const [clone] = (await clones(1)) as [TestRepository];
    await add(clone, line(10, 'before it'));
    const before = (await clone.git('rev-parse', 'HEAD')).trim();
    write(clone.root, secret, 'secret');
    await add(clone, line(11, 'with it'));
    await add(clone, line(12, 'after it'));
    const tip = (await clone.git('rev-parse', 'HEAD')).trim();
    assert.deepEqual(await takeFileOut(clone.repository, OWN_BRANCH, secret, false), { local: true, remote: false });
    assert.deepEqual(await takeFileOut(clone.repository, OWN_BRANCH, secret, true), { local: false, remote: false });
    assert.equal((await clone.git('rev-parse', 'HEAD^')).trim(), before);
    assert.equal((await clone.git('rev-parse', `refs/incident-notes/replaced/${tip}`)).trim(), tip);
    assert.ok(!(await has(clone, 'HEAD')) && clone.has(secret));
    assert.match(await clone.git('show', `HEAD:${incident}`), /before it[^]*with it[^]*after it/);
    assert.equal((await clone.commit(id, { isChosen })).state, 'unchanged');
    assert.equal(await clone.git('diff', '--cached', '--name-only'), '');
    await sync(clone);
    assert.ok(!(await has(clone, 'HEAD')));
    // Nothing is left to be taken out.
    assert.deepEqual(await takeFileOut(clone.repository, OWN_BRANCH, secret, true), { local: false, remote: false });
  });

  it('goes from the tip alone where a remote has it, and that is said', async () => {
    const [one, two] = (await clones(2)) as [TestRepository, TestRepository];
    write(one.root, secret, 'secret');
    await add(one, line(11, 'with it'));
    await sync(one);
    const shared = (await one.git('rev-parse', 'HEAD')).trim();
    await sync(two);
    assert.deepEqual(await takeFileOut(one.repository, OWN_BRANCH, secret, true), { local: false, remote: true });
    assert.equal((await one.git('rev-parse', 'HEAD')).trim(), shared);
    assert.equal((await one.commit(id, { isChosen })).state, 'committed');
    await sync(one);
    await sync(two);
    assert.ok(one.has(secret) && !two.has(secret));
    assert.match(await two.git('show', `HEAD:${incident}`), /with it/);
  });

  it('is in no commit on the way with hooks, and on a branch that is checked out nowhere', async () => {
    const made = await makeRepository();
    made.write(`${record}/evidence/key.pem`, 'secret');
    assert.equal(await made.outcome(), 'committed');
    write(made.root, '.git/hooks/pre-commit', '#!/bin/sh\nexit 0\n', 0o755);
    const outcome = await made.commit(record, { isChosen });
    assert.ok(outcome.state === 'committed' && outcome.leftOut?.[0]?.why === 'chosen', JSON.stringify(outcome));
    assert.equal(await made.git('ls-files', `${record}/evidence`), '');
    assert.equal(await made.git('ls-tree', '-r', '--name-only', 'HEAD', `${record}/evidence`), '');
    assert.ok(made.has(`${record}/evidence/key.pem`));
    const aside = (more: object) => commitAside(made.repository, join(made.root, record), 'inc: update', more);
    assert.equal((await aside({})).state, 'committed');
    assert.equal((await aside({ isChosen })).state, 'committed');
    const left = await made.git('ls-tree', '-r', '--name-only', 'incident-private', `${record}/`);
    assert.doesNotMatch(left, /key\.pem/);
    assert.match(left, /incident\.md/);
  });
});

describe('what is in no commit', () => {
  const leftOut = async (made: TestRepository, more: object = {}): Promise<string[]> => {
    const outcome = await made.commit(record, more);
    assert.ok(outcome.state !== 'held', JSON.stringify(outcome));
    return (outcome.leftOut ?? []).map(({ path, why }) => `${path}: ${why}`).sort();
  };

  it('are files of systems and editors, wherever they are (input 11)', async () => {
    const made = await makeRepository();
    const names = [
      ...['.DS_Store', 'Thumbs.db', '.incident.md.swp', 'incident.md~', 'desktop.ini', '._graph.png', '#incident.md#'],
      ...['~$report.docx', '.~lock.report.odt#', 'evidence/.DS_Store', 'evidence/video.mp4.part', '__MACOSX/x', '4913'],
      ...['incident.md.orig', 'sedAb3xYz', '.nfs000000000123', '.goutputstream-ABCDEF'],
    ];
    for (const name of names) made.write(`${record}/${name}`, 'x');
    for (const name of ['evidence/config.orig', 'graph.png', '.hidden', 'sedimentation']) {
      made.write(`${record}/${name}`, 'x');
    }
    assert.deepEqual(await leftOut(made), names.map((name) => `${name}: system`).sort());
    assert.deepEqual((await made.files()).sort(), [
      ...['.hidden', 'evidence/config.orig', 'graph.png', 'incident.md', 'sedimentation'],
    ]);
    assert.equal(await made.outcome(), 'unchanged');
  });

  it('are files that git ignores, but for the record, its postmortem, and evidence', async () => {
    const made = await makeRepository();
    made.write('.gitignore', '*.log\n*.md\n/incidents/\n');
    made.write(`${record}/postmortem.md`, 'x');
    made.write(`${record}/build.log`, 'x');
    made.write(`${record}/evidence/server.log`, 'x');
    assert.deepEqual(await leftOut(made), ['build.log: ignored']);
    assert.deepEqual((await made.files()).sort(), ['evidence/server.log', 'incident.md', 'postmortem.md']);
    // A file that's tracked anyway is left alone.
    await made.git('add', '-f', `${record}/build.log`);
    assert.deepEqual(await leftOut(made), []);
    assert.ok((await made.files()).includes('build.log'));
  });

  it('are files above the limit, evidence too; entries go on, and it comes when it is smaller', async () => {
    const made = await makeRepository();
    writeFileSync(join(made.root, record, 'dump.bin'), '');
    truncateSync(join(made.root, record, 'dump.bin'), 50_000_001);
    made.write(`${record}/evidence/heap.txt`, 'x'.repeat(2000));
    assert.deepEqual(await leftOut(made, { largest: 1000 }), ['dump.bin: size', 'evidence/heap.txt: size']);
    made.write(`${record}/incident.md`, 'two\n');
    assert.deepEqual(await leftOut(made), ['dump.bin: size']);
    assert.deepEqual((await made.files()).sort(), ['evidence/heap.txt', 'incident.md']);
    assert.equal(await made.show(), 'two\n');
    truncateSync(join(made.root, record, 'dump.bin'), 5);
    made.write(`${record}/incident.md`, `${'three'.repeat(500)}\n`);
    assert.deepEqual(await leftOut(made, { largest: 1000 }), ['evidence/heap.txt: size']);
    // What is on the branch stays there as it was.
    assert.deepEqual((await made.files()).sort(), ['dump.bin', 'evidence/heap.txt', 'incident.md']);
  });

  it('gives way to a file of its name that others bring, under a second name', async () => {
    const [one, two] = (await clones(2)) as [TestRepository, TestRepository];
    for (const name of ['dump.bin', 'dump-mine.bin']) writeFileSync(join(two.root, id, name), 'x'.repeat(2000));
    two.write(incident, two.read(incident) + line(11, 'mine'));
    assert.equal((await two.commit(id, { largest: 1000 })).state, 'committed');
    await add(one, line(10, 'theirs'), { 'dump.bin': 'theirs' });
    await sync(one);
    await sync(two);
    assert.equal(two.read(`${id}/dump.bin`), 'theirs');
    assert.equal(two.read(`${id}/dump-mine2.bin`), 'x'.repeat(2000));
    assert.match(two.read(incident), /theirs[^]*mine/);
  });

  it('are the same on a branch that is checked out nowhere, and with hooks', async () => {
    const made = await makeRepository();
    made.write(`${record}/.DS_Store`, 'x');
    made.write(`${record}/evidence/heap.txt`, 'x');
    const first = await commitAside(made.repository, join(made.root, record), 'inc: update record');
    assert.ok(first.state === 'committed');
    assert.deepEqual(
      first.leftOut?.map(({ path }) => path),
      ['.DS_Store'],
    );
    made.write(`${record}/evidence/heap.txt`, 'x'.repeat(2000));
    made.write(`${record}/incident.md`, 'two\n');
    const aside = await commitAside(made.repository, join(made.root, record), 'inc: update record', { largest: 1000 });
    assert.ok(aside.state === 'committed');
    assert.deepEqual((await made.files(record, 'incident-private')).sort(), ['evidence/heap.txt', 'incident.md']);
    assert.equal(await made.show(`${record}/evidence/heap.txt`, 'incident-private'), 'x');
    made.write('.git/hooks/pre-commit', '#!/bin/sh\nexit 0\n', 0o755);
    assert.deepEqual(await leftOut(made, { largest: 1000 }), ['.DS_Store: system', 'evidence/heap.txt: size']);
    assert.deepEqual(await made.files(), ['incident.md']);
    assert.ok(readdirSync(join(made.root, record)).includes('.DS_Store'));
    assert.equal(await git(made.root, 'diff', '--cached', '--name-only'), '');
  });
});
