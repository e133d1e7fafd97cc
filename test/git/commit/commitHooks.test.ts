/** Hooks, signing, other writers on the same branch, and repositories that would run something. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openRepository, readFacts } from '../../../src/git/repository/repository';
import { progressed } from '../../patience';
import {
  git,
  makeRepository,
  newFolder,
  objection,
  open,
  record,
  sandbox,
  write,
  type TestRepository,
} from '../repositories';
import { writersAtOnce } from '../writers';

const incident = `${record}/incident.md`;

const hook = (made: TestRepository, name: string, script: string, folder = '.git/hooks'): void =>
  made.write(`${folder}/${name}`, `#!/bin/sh\n${script}\n`, 0o755);

describe('commit hooks', () => {
  it('run in their order, with the paths of the record alone, and leave staged changes alone', async () => {
    const made = await makeRepository();
    for (const name of ['pre-commit', 'prepare-commit-msg', 'commit-msg', 'post-commit']) {
      hook(made, name, `echo ${name} >> hooks.log`);
    }
    hook(made, 'pre-commit', 'git diff --cached --name-only >> hooks.log');
    made.write('a.txt', 'staged');
    await made.git('add', 'a.txt');
    const before = await made.git('ls-files', '-s', '--', 'a.txt');
    assert.equal(await made.outcome(), 'committed');
    assert.equal(made.read('hooks.log'), `${incident}\nprepare-commit-msg\ncommit-msg\npost-commit\n`);
    assert.equal(await made.git('ls-files', '-s', '--', 'a.txt'), before);
    assert.equal(await made.git('show', '--format=', '--name-only'), incident + '\n');
    assert.equal(await made.outcome(), 'unchanged');
  });

  it('hold what they refuse, with their words, and run once', async () => {
    const made = await makeRepository();
    hook(made, 'pre-commit', 'echo x >> hooks.log; echo "lint: no, see https://lee:secret@example.org/" >&2; exit 1');
    const outcome = await made.commit();
    assert.ok(outcome.state === 'held');
    assert.equal(outcome.reason.code, 'hookRefused');
    assert.equal(outcome.reason.short, 'a commit hook rejected the commit');
    assert.match(outcome.detail ?? '', /lint: no, see https:\/\/\*\*\*@example\.org/);
    assert.equal(made.read('hooks.log'), 'x\n');
    assert.equal(await made.count(), 1);
    rmSync(join(made.root, '.git/hooks/pre-commit'));
    assert.equal(await made.outcome(), 'committed');
  });

  it('may rewrite the record, staged by them or not', async () => {
    const made = await makeRepository();
    hook(made, 'pre-commit', `echo formatted >> ${incident}; git add ${incident}`);
    assert.equal(await made.outcome(), 'committed');
    assert.equal(await made.show(), 'one\nformatted\n');
    assert.equal(await made.git('status', '--porcelain', '--', record), '');
    hook(made, 'pre-commit', `grep -q late ${incident} || echo late >> ${incident}`);
    made.write(incident, 'two\n');
    assert.equal(await made.outcome(), 'committed');
    assert.equal(await made.show(), 'two\n');
    assert.equal(await made.outcome(), 'committed');
    assert.equal(await made.show(), 'two\nlate\n');
    // What neither the person nor the disk says is not counted.
    hook(
      made,
      'pre-commit',
      `echo stolen > x; git update-index --cacheinfo 100644,$(git hash-object -w x),${incident}`,
    );
    made.write(incident, 'three\n');
    assert.equal(await made.outcome(), 'held: hookChanged');
  });

  it('that reformat a file and reject the commit once accept what they made (input 20)', async () => {
    // As formatters do: pre-commit, husky with lint-staged, a script.
    const formats = (more = ''): string =>
      `echo x >> hooks.log; grep -q '\\*rate\\*' ${incident} || exit 0; sed -i 's/\\*rate\\*/_rate_/' ${incident}; ${more} exit 1`;
    for (const more of ['', `git add ${incident};`]) {
      const made = await makeRepository();
      hook(made, 'pre-commit', formats(more));
      made.write(incident, 'error *rate* is at 12%\n');
      assert.equal(await made.outcome(), 'committed');
      assert.equal(made.read(incident), 'error _rate_ is at 12%\n');
      assert.equal(await made.show(), 'error _rate_ is at 12%\n');
      assert.equal(made.read('hooks.log'), 'x\nx\n');
      assert.equal(await made.git('status', '--porcelain', '--', record), '');
      made.write(incident, 'next\n');
      assert.equal(await made.outcome(), 'committed');
    }
  });

  it('that rewrite and refuse for ever are asked three times, and hold the commit', async () => {
    const made = await makeRepository();
    hook(made, 'pre-commit', `echo x >> hooks.log; echo again >> ${incident}; exit 1`);
    assert.equal(await made.outcome(), 'held: hookRefused');
    assert.equal(made.read('hooks.log'), 'x\nx\nx\n');
    assert.equal(await made.count(), 1);
  });

  it('that put something right are not asked about what an inspection objects to then', async () => {
    const made = await makeRepository();
    hook(made, 'pre-commit', `grep -q secret ${incident} || { echo secret >> ${incident}; exit 1; }`);
    const seen: string[] = [];
    const outcome = await made.commit(record, {
      inspect: async (files) => {
        const text = (await files[0]!.read()).toString('utf8');
        seen.push(text);
        return text.includes('secret') ? objection('a secret') : undefined;
      },
    });
    assert.deepEqual([outcome.state, seen.length], ['held', 2]);
    assert.equal(await made.count(), 1);
  });

  it('run for new, removed and hostile names', async () => {
    const made = await makeRepository();
    hook(made, 'pre-commit', 'true');
    for (const name of ['-x', ':(glob)**', 'a\nb', 'é', '*']) made.write(`${record}/${name}`, name);
    assert.equal(await made.outcome(), 'committed');
    assert.deepEqual((await made.files()).sort(), ['*', '-x', ':(glob)**', 'a\nb', 'incident.md', 'é']);
    for (const name of ['-x', ':(glob)**', 'a\nb']) rmSync(join(made.root, record, name));
    made.write(`${record}/staged only`, 'x');
    await made.git('add', record);
    rmSync(join(made.root, record, 'staged only'));
    assert.equal(await made.outcome(), 'committed');
    assert.deepEqual((await made.files()).sort(), ['*', 'incident.md', 'é']);
    rmSync(join(made.root, record), { recursive: true });
    assert.equal(await made.outcome(), 'committed');
    assert.deepEqual(await made.files(), []);
  });

  it('are found by core.hooksPath, run for a first commit and in a linked worktree, and can be skipped', async () => {
    const made = await makeRepository();
    hook(made, 'commit-msg', 'exit 1', 'checks');
    await made.git('config', 'core.hooksPath', 'checks');
    assert.equal(await made.outcome(), 'held: hookRefused');
    assert.equal(await made.outcome(record, { hooks: 'skip' }), 'committed');
    await made.git('config', 'core.hooksPath', '~/nowhere');
    hook(made, 'pre-commit', 'echo pre >> "$(git rev-parse --git-common-dir)/hooks.log"');
    made.write(incident, 'two\n');
    assert.equal(await made.outcome(), 'committed');
    assert.equal(existsSync(join(made.root, '.git/hooks.log')), false);
    await made.git('config', '--unset', 'core.hooksPath');
    const folder = newFolder('linked');
    await made.git('worktree', 'add', '-q', '-b', 'log', folder);
    const linked = await open(folder);
    await linked.git('checkout', '-q', '--orphan', 'fresh');
    linked.write(incident, 'first\n');
    assert.equal(await linked.outcome(), 'committed');
    assert.equal(made.read('.git/hooks.log'), 'pre\n');
    assert.equal(await linked.count(), 1);
  });

  it('find their encoding and options as in a terminal', async () => {
    const made = await makeRepository();
    hook(
      made,
      'pre-commit',
      'env | grep -E "^(LC_|GIT_LITERAL|GIT_TEST)" > hooks.log || true; git diff --cached --name-only -- ":!x" > /dev/null',
    );
    process.env['LC_ALL'] = 'C.UTF-8';
    try {
      assert.equal(await made.outcome(), 'committed');
    } finally {
      delete process.env['LC_ALL'];
    }
    const seen = made.read('hooks.log');
    assert.match(seen, /LC_CTYPE=C.UTF-8/);
    assert.doesNotMatch(seen, /LC_ALL|GIT_LITERAL|ABBREVIATED_OPTIONS=true/);
  });

  it('that are not executable do not count', async () => {
    const made = await makeRepository();
    made.write('.git/hooks/pre-commit', '#!/bin/sh\nexit 1\n', 0o644);
    assert.equal(await made.outcome(), 'committed');
  });
});

describe('signing', () => {
  it('signs where commit.gpgSign says so, in both ways, and holds when it cannot', async () => {
    const made = await makeRepository();
    write(
      sandbox,
      'gpg',
      '#!/bin/sh\ncat > /dev/null\nprintf "\\n[GNUPG:] SIG_CREATED D\\n" >&2\nprintf -- "-----BEGIN PGP SIGNATURE-----\\nfake\\n-----END PGP SIGNATURE-----\\n"\n',
      0o755,
    );
    await made.git('config', 'gpg.program', join(sandbox, 'gpg'));
    await made.git('config', 'commit.gpgSign', 'yes');
    await made.git('config', 'user.signingKey', 'lee');
    assert.equal(await made.outcome(), 'committed');
    assert.match(await made.git('cat-file', 'commit', 'HEAD'), /^gpgsig -----BEGIN PGP/m);
    hook(made, 'pre-commit', 'true');
    made.write(incident, 'two\n');
    assert.equal(await made.outcome(), 'committed');
    assert.match(await made.git('cat-file', 'commit', 'HEAD'), /^gpgsig -----BEGIN PGP/m);
    for (const remove of [() => undefined, () => rmSync(join(made.root, '.git/hooks/pre-commit'))]) {
      remove();
      write(sandbox, 'gpg', '#!/bin/sh\ncat > /dev/null\necho "no secret key" >&2\nexit 2\n', 0o755);
      made.write(incident, 'three\n');
      assert.equal(await made.outcome(), 'held: signingFailed');
    }
    await made.git('config', 'commit.gpgSign', 'false');
    assert.equal(await made.outcome(), 'committed');
    assert.doesNotMatch(await made.git('cat-file', 'commit', 'HEAD'), /gpgsig/);
  });
});

describe('several writers', () => {
  it('all land, 4 × 3 on one branch', () => writersAtOnce(3));

  it('do not disturb a person who commits, and lose nothing to them', async () => {
    const made = await makeRepository();
    let mine = 0;
    let done = false;
    const person = async (): Promise<void> => {
      while (!done || mine === 0) {
        made.write('a.txt', `${mine}\n`);
        const tried = await made.git('commit', '-qm', 'Mine', '--', 'a.txt').catch(() => undefined);
        if (tried !== undefined) {
          mine++;
          progressed();
        }
        await new Promise((resolve) => setTimeout(resolve, 100 * Math.random()));
      }
    };
    const tool = async (): Promise<void> => {
      for (let round = 1; round <= 6; round++) {
        made.write(incident, `${round}\n`);
        assert.match(await made.outcome(), /^(committed|unchanged)$/);
        assert.equal(await made.show(), `${round}\n`);
        progressed();
      }
    };
    await Promise.all([tool().finally(() => (done = true)), person()]);
    assert.equal(await made.show(), '6\n');
    assert.equal(await made.show('a.txt'), `${mine - 1}\n`);
    assert.equal(await made.git('status', '--porcelain', '--', record), '');
  });
});

describe('a hostile repository', () => {
  it('runs nothing of its own', async () => {
    const made = await makeRepository();
    const canary = join(sandbox, 'canary');
    write(sandbox, 'trap', `#!/bin/sh\necho "$0 $@" >> ${canary}\nexit 1\n`, 0o755);
    const trap = join(sandbox, 'trap');
    const keys = [
      'core.fsmonitor',
      'core.sshCommand',
      'core.editor',
      'core.pager',
      'sequence.editor',
      'diff.external',
      'credential.helper',
      'core.askPass',
    ];
    const aliases = ['commit-tree', 'update-ref', 'hash-object', 'ls-files', 'cat-file', 'config', 'rev-parse'].map(
      (name) => `alias.${name}`,
    );
    for (const key of keys) await made.git('config', key, trap);
    for (const key of aliases) await made.git('config', key, `!${trap}`);
    for (const key of ['diff.trap.textconv', 'diff.trap.command', 'merge.trap.driver', 'pager.config']) {
      await made.git('config', key, trap);
    }
    await made.git('config', 'remote.origin.url', `ext::${trap}`);
    made.write('.gitattributes', '* diff=trap merge=trap\n');
    rmSync(canary, { force: true });
    assert.equal(await made.outcome(), 'committed');
    await readFacts(made.repository, 'incidents');
    assert.equal(existsSync(canary) && readFileSync(canary, 'utf8'), false);
  });

  it('is not read if it is bare and inside another', async () => {
    const made = await makeRepository();
    await git(made.root, 'init', '-q', '--bare', join(made.root, 'docs/inner'));
    assert.equal(await openRepository(join(made.root, 'docs/inner')), undefined);
  });

  it('does not reach git through the environment', async () => {
    const made = await makeRepository();
    const canary = join(sandbox, 'canary2');
    const inherited = {
      GIT_DIR: '/nowhere',
      GIT_INDEX_FILE: '/nowhere',
      GIT_WORK_TREE: '/nowhere',
      GIT_EDITOR: 'false',
      PAGER: canary,
      PREFIX: '/x',
      EDITOR: 'false',
    };
    Object.assign(process.env, inherited);
    try {
      assert.equal(await made.commit().then(({ state }) => state), 'committed');
    } finally {
      for (const name of Object.keys(inherited)) delete process.env[name];
    }
    assert.equal(existsSync(canary), false);
  });
});
