/** What git's files say is what git says, in whatever form they are; where they can't tell, they say nothing. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfigText } from '../../../src/git/commands/configText';
import { readDiskFacts } from '../../../src/git/repository/diskFacts';
import { readIndexPaths } from '../../../src/git/commands/indexPaths';
import { readFacts } from '../../../src/git/repository/repository';
import { git, id, makeRepository, makeUnborn, newFolder, open, sandbox, type TestRepository } from '../repositories';

/** A clone on `main` of a repository that has a record. */
async function makeClone(): Promise<TestRepository> {
  const from = await makeRepository();
  from.write(`incidents/${id}/incident.md`, 'x');
  await from.git('add', '.');
  await from.git('commit', '-qm', 'A record');
  const folder = newFolder('clone');
  await git(sandbox, 'clone', '-q', from.root, folder);
  return open(folder);
}

const kinds: Readonly<Record<string, () => Promise<TestRepository>>> = {
  'a repository without a remote': () => makeRepository(),
  'one without a commit': () => makeUnborn(),
  'a clone': () => makeClone(),
  'a clone on a feature branch with a slash in its name': async () => {
    const made = await makeClone();
    await made.git('checkout', '-q', '-b', 'fix/log-in');
    return made;
  },
  'a detached HEAD': async () => {
    const made = await makeClone();
    await made.git('checkout', '-q', '--detach');
    return made;
  },
  'packed refs': async () => {
    const made = await makeClone();
    await made.git('pack-refs', '--all');
    return made;
  },
  'an index of version 4': async () => {
    const made = await makeClone();
    for (let number = 0; number < 40; number++) made.write(`src/a/long/way/to/file-${number}.ts`, 'x');
    await made.git('add', '.');
    await made.git('update-index', '--index-version', '4');
    return made;
  },
  'an index of version 3': async () => {
    const made = await makeClone();
    made.write('later.txt', 'x');
    await made.git('add', '--intent-to-add', 'later.txt');
    return made;
  },
  'records that are gone from the disk': async () => {
    const made = await makeClone();
    await made.git('update-index', '--skip-worktree', `incidents/${id}/incident.md`);
    return made;
  },
  'a repository without records': async () => {
    const made = await makeClone();
    await made.git('rm', '-qr', 'incidents');
    await made.git('commit', '-qm', 'No records');
    return made;
  },
};

describe('what git says and what its files say', () => {
  for (const [what, make] of Object.entries(kinds)) {
    it(`is the same for ${what}`, async () => {
      const made = await make();
      const { branch, unborn, remotes, tracksRecords } = await readFacts(made.repository, 'incidents');
      const disk = await readDiskFacts(made.root, 'incidents');
      assert.ok(disk, 'the files tell');
      assert.deepEqual(
        [disk.branch, disk.unborn, disk.hasRemote, disk.tracksRecords],
        [branch, unborn, remotes.length > 0, tracksRecords],
      );
      const folder = await made.git('ls-files', '--', 'incidents');
      assert.equal(disk.tracksFolder, folder !== '');
      const index = join(made.repository.gitFolder, 'index');
      const paths = [...readIndexPaths(existsSync(index) ? readFileSync(index) : Buffer.alloc(0), 20)].map(
        ({ path }) => path,
      );
      assert.deepEqual(paths, (await made.git('ls-files', '-z')).split('\0').slice(0, -1));
    });
  }

  it('knows the branch that the remote had for its default one', async () => {
    assert.equal((await readDiskFacts((await makeClone()).root, 'incidents'))?.remoteHead, 'main');
  });

  it('finds a branch of the records, also one that was only fetched', async () => {
    const from = await makeRepository();
    await from.git('branch', 'incident-log');
    const [folder, packed] = [newFolder('fetched'), newFolder('packed')];
    await git(sandbox, 'clone', '-q', from.root, folder);
    await git(sandbox, 'clone', '-q', from.root, packed);
    await git(packed, 'pack-refs', '--all');
    for (const root of [from.root, folder, packed]) {
      assert.equal((await readDiskFacts(root, 'incidents'))?.hasOwnBranch, true, root);
    }
    assert.equal((await readDiskFacts((await makeClone()).root, 'incidents'))?.hasOwnBranch, false);
  });

  const untold: Readonly<Record<string, (made: TestRepository) => Promise<unknown>>> = {
    'an index in two parts': (made) => made.git('update-index', '--split-index'),
    'a sparse index that leaves out the records': async (made) => {
      made.write('src/a.ts', 'x');
      await made.git('add', '.');
      await made.git('commit', '-qm', 'More');
      await made.git('sparse-checkout', 'set', '--sparse-index', 'src');
    },
    'no index': async (made) => rmSync(join(made.repository.gitFolder, 'index')),
    'remotes that may be in another file': async (made) => {
      await made.git('remote', 'remove', 'origin');
      await made.git('config', 'include.path', 'more');
    },
  };
  for (const [what, change] of Object.entries(untold)) {
    it(`leaves ${what} to git`, async function () {
      const made = await makeClone();
      await change(made);
      if (/sparse/.test(what) && !readFileSync(join(made.repository.gitFolder, 'index')).includes('sdir')) {
        // Git before 2.32 writes none.
        return this.skip();
      }
      assert.equal(await readDiskFacts(made.root, 'incidents'), undefined);
    });
  }

  it('returns nothing for a folder that is not a repository', async () => {
    const folder = newFolder('plain');
    mkdirSync(folder, { recursive: true });
    assert.equal(await readDiskFacts(folder, 'incidents'), undefined);
  });
});

describe("a configuration file's text", () => {
  it('says what git reads in it', async () => {
    const text = [
      '# a comment',
      '[core]',
      '\tbare = false ; not bare',
      '  editor = "vim -c \\"set tw=72\\"" # quoted',
      '[Remote "Origin/Team"]',
      '\turl = git@example.com:a/b.git',
      '\tURL = "second # one"',
      '[user] name = Dana  Q.  ',
      '\temail=dana@example.com',
      '\tsigns',
      '[alias]',
      '\tlg = log \\',
      '--oneline\\t',
      '[section.Old]',
      '\tkey-two = 1',
      '[empty]',
      '\tnothing =',
    ].join('\n');
    const folder = newFolder('config');
    mkdirSync(folder, { recursive: true });
    const file = join(folder, 'config');
    writeFileSync(file, text);
    const said = (await git(sandbox, 'config', '--file', file, '--list', '-z')).split('\0').slice(0, -1);
    const read = readConfigText(text).map(({ key, value }) => (key === 'user.signs' ? key : `${key}\n${value}`));
    assert.deepEqual(read, said);
  });
});
