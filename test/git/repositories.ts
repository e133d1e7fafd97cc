/**
 * Real repositories in temporary folders, for the tests of src/git. What many tests begin with is made once and copied.
 * Isolates git from the person's configuration: home, global and system files are the test's own.
 */
import { execFile } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { commitRecord, type CommitOptions, type CommitOutcome } from '../../src/git/commit/commitRecord';
import { openOwnBranch } from '../../src/git/repository/ownBranch';
import { openRepository, type Repository } from '../../src/git/repository/repository';
import { disk } from '../../src/store/disk';
import { leaseFile, withLease } from '../../src/store/lease';
import type { Reason } from '../../src/core/text/reason';

/** All of this run's folders; removed when the process ends. */
export const sandbox = realpathSync(mkdtempSync(join(tmpdir(), 'incident-notes-git-')));
// Some tests work as another user.
chmodSync(sandbox, 0o755);
process.on('exit', () => rmSync(sandbox, { recursive: true, force: true }));

/** What `git init` and `git clone` put into a new repository: as git's own, without a dozen sample hooks. */
const template = join(sandbox, 'template');
mkdirSync(join(template, 'hooks'), { recursive: true });
mkdirSync(join(template, 'info'));
writeFileSync(join(template, 'hooks', 'pre-commit.sample'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
writeFileSync(join(template, 'info', 'exclude'), '# Lines that start with # are comments.\n');

const home = join(sandbox, 'home');
mkdirSync(home);
for (const name of Object.keys(process.env)) if (/^(GIT_|XDG_CONFIG_HOME$|EMAIL$)/.test(name)) delete process.env[name];
// Git before 2.32 knows no GIT_CONFIG_GLOBAL, and reads the same file as the home's.
const globalFile = join(home, '.gitconfig');
Object.assign(process.env, { HOME: home, GIT_CONFIG_GLOBAL: globalFile, GIT_CONFIG_NOSYSTEM: '1' });
/** Nothing here outlives the run, so git neither syncs what it writes nor tidies up. */
const configuration = `
[user]
  name = Lee
  email = lee@example.org
[init]
  defaultBranch = main
  templateDir = ${template}
[core]
  fsync = none
[gc]
  auto = 0
[maintenance]
  auto = false
[receive]
  autogc = false
`;
writeFileSync(globalFile, configuration);

/** Runs git in a folder as a person in a terminal would; returns standard output. */
export function git(folder: string, ...command: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      'git',
      command,
      { cwd: folder, env: { ...process.env, GIT_EDITOR: 'true' }, maxBuffer: 1 << 28 },
      (error, stdout, stderr) =>
        error ? reject(new Error(`git ${command.join(' ')}: ${stdout}${stderr}`)) : resolve(stdout),
    );
  });
}

/** What windows take turns with where only one may work. */
export const inTurn = <T>(work: () => Promise<T>): Promise<T> =>
  withLease(disk, leaseFile(join(sandbox, 'storage'), 'own branch'), 'notOpened', work);

/** Why a caller holds something. */
export const objection = (words: string): Reason => ({
  code: 'test',
  data: undefined,
  whole: `${words}.`,
  short: words,
});

let made = 0;
/** The path of a new folder that does not exist yet. */
export const newFolder = (name = 'repo'): string => join(sandbox, `${++made}`, name);

/**
 * Returns a function that copies what `make` makes in a folder: it's made once in this process. The result is plain data, in
 * which every path in that folder becomes one in the copy, as in git's own files.
 */
export function madeOnce<T>(make: (folder: string) => Promise<T>): (folder?: string) => Promise<T> {
  let original: Promise<{ from: string; made: T }> | undefined;
  const makeOriginal = async (from: string): Promise<{ from: string; made: T }> => {
    mkdirSync(from, { recursive: true });
    return { from, made: await make(from) };
  };
  return async (folder = newFolder()) => {
    const { from, made } = await (original ??= makeOriginal(newFolder('original')));
    cpSync(from, folder, { recursive: true, verbatimSymlinks: true });
    repoint(folder, from, folder);
    return JSON.parse(JSON.stringify(made).replaceAll(from, folder)) as T;
  };
}

/** Changes the absolute paths in what git notes of remotes, work trees and submodules. */
function repoint(folder: string, from: string, to: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== 'objects') repoint(path, from, to);
    } else if (['config', 'gitdir', '.git'].includes(entry.name)) {
      const text = readFileSync(path, 'utf8');
      if (text.includes(from)) writeFileSync(path, text.replaceAll(from, to));
    }
  }
}

/** Writes a file below a folder, with the folders above it. */
export function write(folder: string, path: string, text: string, mode?: number): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  if (mode !== undefined) chmodSync(file, mode);
}

export const id = '2026-11-20-lb-down';
export const record = `incidents/${id}`;

/** A repository under test, with short words for what tests do to it. */
export class TestRepository {
  constructor(
    readonly root: string,
    readonly repository: Repository,
  ) {}

  git(...command: string[]): Promise<string> {
    return git(this.root, ...command);
  }

  write(path: string, text: string, mode?: number): void {
    write(this.root, path, text, mode);
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }

  has(path: string): boolean {
    return existsSync(join(this.root, path));
  }

  /** Commits the record's folder; the outcome. */
  commit(folder = record, options?: CommitOptions, subject = 'inc: update'): Promise<CommitOutcome> {
    return commitRecord(this.repository, join(this.root, folder), subject, options);
  }

  /** `committed`, `unchanged`, or `held: <code>`. */
  async outcome(folder = record, options?: CommitOptions): Promise<string> {
    const outcome = await this.commit(folder, options);
    if (outcome.state !== 'held') return outcome.state;
    return `held: ${outcome.reason.code === 'unknown' ? (outcome.detail ?? '') : outcome.reason.code}`;
  }

  /** Lines of `git ls-tree -r` for a folder of a commit: path and first letters of its text. */
  async files(folder = record, ref = 'HEAD'): Promise<string[]> {
    const listed = await this.git('ls-tree', '-r', '-z', '--name-only', ref, '--', folder + '/');
    return listed
      .split('\0')
      .slice(0, -1)
      .map((path) => path.slice(folder.length + 1));
  }

  show(path = `${record}/incident.md`, ref = 'HEAD'): Promise<string> {
    return this.git('cat-file', 'blob', `${ref}:${path}`);
  }

  async count(): Promise<number> {
    return Number(await this.git('rev-list', '--count', 'HEAD'));
  }
}

/**
 * Returns the path of a git that first runs a script in a folder, whenever it's given the command: `$1` is how many there
 * were of it, and `count` in the git's folder has a line for each.
 */
export function gitThatFirst(folder: string, command: string, script: string): string {
  const own = newFolder();
  const counted = [`echo >> "${own}/count"`, `set -- "$(wc -l < "${own}/count")"`, `cd "${folder}"`, script];
  write(own, 'meanwhile', `#!/bin/sh\nunset GIT_INDEX_FILE\n${counted.join('\n')}\n`, 0o755);
  const run = `#!/bin/sh\ncase " $* " in *" ${command} "*) "${own}/meanwhile" >&2 ;; esac\nexec git "$@"\n`;
  write(own, 'git', run, 0o755);
  return join(own, 'git');
}

/** A repository that is there already, opened. */
export async function open(folder: string): Promise<TestRepository> {
  const repository = await openRepository(folder);
  if (repository === undefined) throw new Error(`no repository in ${folder}`);
  return new TestRepository(repository.root, repository);
}

const copyUnborn = madeOnce(async (folder) => {
  await git(folder, 'init', '-q');
  return (await open(folder)).repository;
});

const copyFirst = madeOnce(async (folder) => {
  const made = new TestRepository(folder, await copyUnborn(folder));
  for (const path of ['a.txt', 'b.txt', 'docs/c.md']) made.write(path, path + '\n');
  await made.git('add', '.');
  await made.git('commit', '-qm', 'First');
  return made.repository;
});

const copyBare = madeOnce(async (folder) => {
  await git(sandbox, 'clone', '-q', '--bare', await copyFirst().then(({ root }) => root), join(folder, 'remote.git'));
  return join(folder, 'remote.git');
});

/** A repository without a commit. */
export async function makeUnborn(folder?: string): Promise<TestRepository> {
  const repository = await copyUnborn(folder);
  return new TestRepository(repository.root, repository);
}

/** A repository with `a.txt`, `b.txt` and `docs/c.md` in its first commit, and a record on disk. */
export async function makeRepository(folder?: string): Promise<TestRepository> {
  const repository = await copyFirst(folder);
  write(repository.root, `${record}/incident.md`, 'one\n');
  return new TestRepository(repository.root, repository);
}

/** What comes from `makeClone`: a repository with the records' own branch beside it. */
export interface ClonedRepository {
  readonly app: TestRepository;
  /** The work tree of the records' own branch, `incidents` in the application's folder. */
  readonly own: TestRepository;
}

const copyClone = madeOnce(async (folder) => {
  const [remote, root] = [await makeBare(), join(folder, 'app')];
  await git(sandbox, 'clone', '-q', '-b', 'main', remote, root);
  const { repository: app } = await open(root);
  const { repository: own } = await openOwnBranch(app, 'incidents', inTurn);
  return { app, own, remote };
});

/** A clone of a bare repository as `makeBare` makes them, with `main` checked out. */
export async function makeClone(remote: string, folder = newFolder('clone')): Promise<ClonedRepository> {
  const { app, own, remote: first } = await copyClone(folder);
  repoint(folder, first, remote);
  return { app: new TestRepository(app.root, app), own: new TestRepository(own.root, own) };
}

/** A bare repository that has that first commit as `main`; its folder, `remote.git`. */
export const makeBare = (): Promise<string> => copyBare();
