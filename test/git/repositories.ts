/**
 * Real repositories in temporary folders, for the tests of src/git. Isolates git from the person's configuration: home,
 * global and system files are the test's own.
 */
import { execFile } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { commitRecord, type CommitOptions, type CommitOutcome } from '../../src/git/commitRecord';
import { openRepository, type Repository } from '../../src/git/repository';
import { disk } from '../../src/store/disk';
import { leaseFile, withLease } from '../../src/store/lease';

/** All of this run's folders; removed when the process ends. */
export const sandbox = realpathSync(mkdtempSync(join(tmpdir(), 'incident-notes-git-')));
// Some tests work as another user.
chmodSync(sandbox, 0o755);
process.on('exit', () => rmSync(sandbox, { recursive: true, force: true }));

const home = join(sandbox, 'home');
mkdirSync(home);
for (const name of Object.keys(process.env)) if (/^(GIT_|XDG_CONFIG_HOME$|EMAIL$)/.test(name)) delete process.env[name];
Object.assign(process.env, { HOME: home, GIT_CONFIG_GLOBAL: join(home, 'config'), GIT_CONFIG_NOSYSTEM: '1' });
writeFileSync(
  join(home, 'config'),
  '[user]\n\tname = Lee\n\temail = lee@example.org\n[init]\n\tdefaultBranch = main\n',
);

/** Runs git in a folder as a person in a terminal would; gives back standard output. */
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
  withLease(disk, leaseFile(join(sandbox, 'storage'), 'own branch'), 'Not opened', work);

let made = 0;
/** The path of a new folder that does not exist yet. */
export const newFolder = (name = 'repo'): string => join(sandbox, `${++made}`, name);

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

  /** `committed`, `unchanged`, or `held: <why>`. */
  async outcome(folder = record, options?: CommitOptions): Promise<string> {
    const outcome = await this.commit(folder, options);
    return outcome.state === 'held' ? `held: ${outcome.why}` : outcome.state;
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

/** A repository that is there already, opened. */
export async function open(folder: string): Promise<TestRepository> {
  const repository = await openRepository(folder);
  if (repository === undefined) throw new Error(`no repository in ${folder}`);
  return new TestRepository(repository.root, repository);
}

/** A repository without a commit. */
export async function makeUnborn(folder = newFolder()): Promise<TestRepository> {
  mkdirSync(folder, { recursive: true });
  await git(folder, 'init', '-q');
  return open(folder);
}

/** A repository with `a.txt`, `b.txt` and `docs/c.md` in its first commit, and a record on disk. */
export async function makeRepository(folder = newFolder()): Promise<TestRepository> {
  const made = await makeUnborn(folder);
  for (const path of ['a.txt', 'b.txt', 'docs/c.md']) made.write(path, path + '\n');
  await made.git('add', '.');
  await made.git('commit', '-qm', 'First');
  made.write(`${record}/incident.md`, 'one\n');
  return made;
}
