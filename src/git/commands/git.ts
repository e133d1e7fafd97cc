/**
 * Everything that the extension asks git: a closed list of commands, each a named function. Knows arguments and git's output;
 * decides nothing about records. No user's text is in a place where git could read an option; paths go by standard input or
 * after `--`. Each command throws a `GitFailure`.
 */
import { resolve } from 'node:path';
import { GitFailure } from '../process/gitFailure';
import type { Place } from '../process/gitProcess';
import { runGit } from '../process/runGit';

export type { Place } from '../process/gitProcess';

export const nulSeparated = (bytes: Buffer): string[] => bytes.toString('utf8').split('\0').slice(0, -1);
export const lines = (bytes: Buffer): string[] => bytes.toString('utf8').split('\n').slice(0, -1);
const OBJECT_NAME = /^[0-9a-f]{40}([0-9a-f]{24})?$/;

/** Returns the name as given; throws if it isn't an object's full name. */
export function checkedObject(name: string): string {
  if (!OBJECT_NAME.test(name)) {
    throw new GitFailure('unknown', `not an object's name: ${name}`);
  }
  return name;
}

/** Returns the ref as given; throws if it isn't a plain full ref name such as `refs/heads/main`. */
export function checkedRef(ref: string): string {
  // git's own rules (check-ref-format); `refs/` in front keeps it from looking like an option.
  const forbidden = /[\0-\x20\x7f~^:?*[\\]|\.\.|@\{|\/\/|\/$|\.$|\/\.|\.lock(\/|$)/;
  if (!/^refs\/[^/]+\/./.test(ref) || forbidden.test(ref)) {
    throw new GitFailure('unknown', `not a ref: ${ref}`);
  }
  return ref;
}

/** Absolute paths, one for each question: worktree, git folder, common folder, then each of `files` in the git folder. */
export async function locate(place: Place, files: readonly string[]): Promise<string[]> {
  const asked = files.flatMap((file) => ['--git-path', file]);
  const found = ['--show-toplevel', '--absolute-git-dir', '--git-common-dir'];
  return absolute(place, await runGit(place, ['rev-parse', ...found, ...asked]));
}

/** Git before 2.31 knows no `--path-format=absolute`, so relative paths are read here. */
function absolute({ root }: Place, { stdout }: { readonly stdout: Buffer }): string[] {
  return lines(stdout).map((path) => resolve(root, path));
}

/** Where the hooks are, core.hooksPath honored; absolute. */
export async function locateHooks(place: Place): Promise<string | undefined> {
  return absolute(place, await runGit(place, ['rev-parse', '--git-path', 'hooks']))[0];
}

/** Returns the version as git prints it: `2.39.5`. */
export async function readVersion(place: Place): Promise<string> {
  return (await runGit(place, ['version'])).stdout
    .toString('utf8')
    .replace(/^git version /, '')
    .trim();
}

/** Makes a repository at `place.root`, or leaves the one that is there. */
export async function init(place: Place): Promise<void> {
  await runGit(place, ['init'], { writes: true });
}

/** Keys and values of git's configuration. */
export type Configuration = ReadonlyMap<string, string>;

/** All configuration, last value for each key; keys lower-cased by git but for the middle part. A key without `=` is `true`. */
export async function readConfiguration(place: Place): Promise<Configuration> {
  const entries = nulSeparated((await runGit(place, ['config', '--list', '-z'])).stdout);
  return new Map(
    entries.map((entry): [string, string] => {
      const end = entry.indexOf('\n');
      return end < 0 ? [entry, 'true'] : [entry.slice(0, end), entry.slice(end + 1)];
    }),
  );
}

/** Returns the remotes by name, each with all addresses that a push to it goes to, as git's settings rewrite them. */
export async function listPushUrls(place: Place): Promise<Map<string, string[]>> {
  const urls = new Map<string, string[]>();
  for (const line of lines((await runGit(place, ['remote', '-v'])).stdout)) {
    const [, name, url] = /^([^\t]+)\t(.*) \(push\)/.exec(line) ?? [];
    if (name !== undefined && url !== undefined) {
      urls.set(name, [...(urls.get(name) ?? []), url]);
    }
  }
  return urls;
}

/** A boolean of git's configuration. */
export const isTrue = (value: string | undefined): boolean => /^(true|yes|on|-?0*[1-9]\d*)$/i.test(value ?? '');

/** Sets one value of the repository's own configuration, which all its worktrees share. */
export async function setConfiguration(place: Place, key: string, value: string): Promise<void> {
  if (!/^[a-z][\w./-]+$/i.test(key)) {
    throw new GitFailure('unknown', `not a key of the configuration: ${key}`);
  }
  await runGit(place, ['config', '--local', '--replace-all', key, value], { writes: true });
}

/** Returns the full ref that HEAD stands for; throws on a detached HEAD. */
export async function readHeadRef(place: Place): Promise<string> {
  return checkedRef((await runGit(place, ['symbolic-ref', 'HEAD'])).stdout.toString('utf8').trim());
}

/** Full ref names and their commits below the given prefixes; `target` is what a symbolic ref stands for. */
export async function listRefs(
  place: Place,
  prefixes: readonly string[],
): Promise<{ ref: string; commit: string; target: string }[]> {
  const format = '--format=%(refname) %(objectname) %(symref)';
  const printed = await runGit(place, ['for-each-ref', format, '--', ...prefixes]);
  return lines(printed.stdout).map((line) => {
    const [ref = '', commit = '', target = ''] = line.split(' ');
    return { ref, commit, target };
  });
}

/** Returns the commits that these full refs are at, in their order, read at one moment; absent if there is no such ref. */
export async function readRefs(place: Place, refs: readonly string[]): Promise<(string | undefined)[]> {
  const found = new Map((await listRefs(place, refs)).map(({ ref, commit }) => [ref, commit]));
  return refs.map((ref) => found.get(ref));
}

/** What `cat-file` knows about one question; absent content means a missing object or path. */
export interface FoundObject {
  readonly name: string;
  readonly type: string;
  readonly content: Buffer;
}

/**
 * Returns the objects that the questions name (`refs/heads/main`, `refs/heads/main:some/folder`), in their order, absent if
 * missing. A question holds no line ending.
 */
export async function readObjects(place: Place, questions: readonly string[]): Promise<(FoundObject | undefined)[]> {
  const input = Buffer.from(questions.join('\n') + '\n');
  const { stdout } = await runGit(place, ['cat-file', '--batch'], { input });
  const found: (FoundObject | undefined)[] = [];
  let at = 0;
  while (found.length < questions.length && at < stdout.length) {
    const end = stdout.indexOf(0x0a, at);
    const [, name, type, size] = /^(\S+) (commit|tree|blob|tag) (\d+)$/.exec(stdout.toString('latin1', at, end)) ?? [];
    at = end + 1;
    if (name === undefined || type === undefined) {
      // `<question> missing`; the question may itself hold anything but a line ending.
      found.push(undefined);
      continue;
    }
    found.push({ name, type, content: stdout.subarray(at, at + Number(size)) });
    at += Number(size) + 1;
  }
  return found;
}

/** Returns the file (its path in the repository, `/` between) as a commit holds it and a worktree would, filters honored. */
export async function readFileAt(place: Place, commit: string, path: string): Promise<Buffer> {
  return (await runGit(place, ['cat-file', '--filters', `${checkedObject(commit)}:${path}`])).stdout;
}

/** Those of the paths that a filter changes on their way to a commit and back, such as git-crypt. */
export async function listFiltered(place: Place, paths: readonly string[]): Promise<string[]> {
  const input = Buffer.from(paths.map((path) => path + '\0').join(''));
  const command = ['check-attr', '-z', '--stdin', 'filter'];
  const fields = nulSeparated((await runGit(place, command, { input, plainPaths: true })).stdout);
  return paths.filter((_, index) => !['unspecified', 'unset', 'set', ''].includes(fields[3 * index + 2] ?? ''));
}

/** Returns whether each question names an object; see `readObjects`. */
export async function areObjects(place: Place, questions: readonly string[]): Promise<boolean[]> {
  if (questions.length === 0) {
    return [];
  }
  const input = Buffer.from(questions.join('\n') + '\n');
  const answers = lines((await runGit(place, ['cat-file', '--batch-check'], { input })).stdout);
  return questions.map((_, index) => /^[0-9a-f]+ (commit|tree|blob|tag) \d+$/.test(answers[index] ?? ''));
}

/** One line of the index; `stage` above 0 is an unmerged path. */
export interface IndexEntry {
  readonly mode: string;
  readonly blob: string;
  readonly stage: number;
  readonly path: string;
}

/** Returns the index entries of a folder (its path in the repository, `/` between), stat data not refreshed. */
export async function listIndex(place: Place, folder: string): Promise<IndexEntry[]> {
  const printed = await runGit(place, ['ls-files', '--stage', '--full-name', '-z', '--', folder]);
  return nulSeparated(printed.stdout).flatMap((line) => {
    const [, mode = '', blob = '', stage = '', path = ''] = /^(\d+) (\w+) (\d)\t([^]*)$/.exec(line) ?? [];
    return path === '' ? [] : [{ mode, blob, stage: Number(stage), path }];
  });
}

/** Those of the paths (in the repository, `/` between) that git ignores and doesn't track. */
export async function listIgnored(place: Place, paths: readonly string[]): Promise<string[]> {
  const input = Buffer.from(paths.map((path) => path + '\0').join(''));
  try {
    return nulSeparated((await runGit(place, ['check-ignore', '-z', '--stdin'], { input, plainPaths: true })).stdout);
  } catch (error) {
    // It says by its exit code alone that there is none.
    if (error instanceof GitFailure && error.detail === '') {
      return [];
    }
    throw error;
  }
}

/**
 * Files below these folders (paths in the repository, `/` between) that branch, index and disk don't have alike, of those
 * that git tracks; `state` is git's two letters, ` M` for a file that is changed on the disk alone.
 */
export async function listChanged(
  place: Place,
  folders: readonly string[],
): Promise<{ readonly state: string; readonly path: string }[]> {
  const listed = ['--porcelain', '-z', '--untracked-files=no', '--ignore-submodules=all', '--no-renames'];
  const printed = await runGit(place, ['status', ...listed, '--', ...folders]);
  return nulSeparated(printed.stdout).map((line) => ({ state: line.slice(0, 2), path: line.slice(3) }));
}

/** Paths of all files that a ref holds below a folder. */
export async function listFiles(place: Place, ref: string, folder: string): Promise<string[]> {
  const command = ['ls-tree', '-r', '-z', '--name-only', '--full-name', checkedRef(ref), '--', folder + '/'];
  return nulSeparated((await runGit(place, command)).stdout);
}

/** Returns what a commit has at these paths, files and folders, or all files `below` them; those that it doesn't have are absent. */
export async function readEntries(
  place: Place,
  commit: string,
  paths: readonly string[],
  { below = false } = {},
): Promise<ReadonlyMap<string, { readonly mode: string; readonly object: string }>> {
  const recursive = below ? ['-r'] : [];
  const command = ['ls-tree', '-z', ...recursive, '--full-tree', checkedObject(commit), '--', ...paths];
  const entries = nulSeparated((await runGit(place, command)).stdout).flatMap((line) => {
    const [, mode = '', object = '', path = ''] = /^(\d+) \w+ (\w+)\t([^]*)$/.exec(line) ?? [];
    return path === '' ? [] : [[path, { mode, object }] as const];
  });
  return new Map(entries);
}

/** Writes the files as blobs, as `git add` would (filters, line endings by their path), and returns their names in order. */
export async function writeBlobs(place: Place, paths: readonly string[]): Promise<string[]> {
  if (paths.length === 0) {
    return [];
  }
  const input = Buffer.from(paths.map(quotedPath).join('\n') + '\n');
  const blobs = lines((await runGit(place, ['hash-object', '-w', '--stdin-paths'], { input, limit: 120_000 })).stdout);
  if (blobs.length !== paths.length) {
    throw new GitFailure('unknown', 'hash-object did not answer for each file');
  }
  return blobs.map(checkedObject);
}

/** Writes a text as the blob that a file of that path in the repository would be, and returns its name. */
export async function writeText(place: Place, path: string, text: string): Promise<string> {
  const command = ['hash-object', '-w', '--stdin', `--path=${path}`];
  return checkedObject((await runGit(place, command, { input: Buffer.from(text) })).stdout.toString('utf8').trim());
}

// `--stdin-paths` reads lines and undoes C quoting on those that begin with a quotation mark.
function quotedPath(path: string): string {
  const escapes: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n' };
  return /^"|\n/.test(path) ? `"${path.replace(/["\\\n]/g, (found) => escapes[found] ?? found)}"` : path;
}

/** Writes trees, each `<mode> <type> <object>\t<name>\0` lines in bytes, children first; returns their names. */
export async function writeTrees(place: Place, trees: readonly Buffer[]): Promise<string[]> {
  const input = Buffer.concat(trees.flatMap((tree) => [tree, Buffer.from('\0')]));
  return lines((await runGit(place, ['mktree', '-z', '--batch', '--missing'], { input, writes: true })).stdout).map(
    checkedObject,
  );
}

/**
 * Writes a commit without parent and file, the same in every repository of its kind, whoever the person is. It is worth
 * something only for as long as git needs a commit to begin with.
 */
export async function writeEmptyCommit(place: Place): Promise<string> {
  const [empty = ''] = await writeTrees(place, [Buffer.alloc(0)]);
  const nobody = 'Incident Notes <> 0 +0000';
  const input = Buffer.from(`tree ${checkedObject(empty)}\nauthor ${nobody}\ncommitter ${nobody}\n\nempty\n`);
  const written = await runGit(place, ['hash-object', '-t', 'commit', '-w', '--stdin'], { input, writes: true });
  return checkedObject(written.stdout.toString('utf8').trim());
}

/** Writes a commit; its author is git's own. Returns its name; the branch isn't moved. */
export async function writeCommit(
  place: Place,
  commit: { tree: string; parents: readonly string[]; message: string; sign: boolean },
): Promise<string> {
  const parents = commit.parents.flatMap((parent) => ['-p', checkedObject(parent)]);
  const command = ['commit-tree', ...(commit.sign ? ['-S'] : []), ...parents, checkedObject(commit.tree)];
  // Only gpg may need a person, who types a passphrase.
  const limit = commit.sign ? 120_000 : 30_000;
  const input = Buffer.from(commit.message + '\n');
  const printed = await runGit(place, command, { input, writes: true, runsPrograms: commit.sign, limit });
  return checkedObject(printed.stdout.toString('utf8').trim());
}

/** Compare and swap: moves the ref to `to` if it is still at `from` (absent: if it doesn't exist yet), else `refMoved`. */
export async function moveRef(
  place: Place,
  move: { ref: string; from: string | undefined; to: string; reason: string },
): Promise<void> {
  const ref = checkedRef(move.ref);
  const to = checkedObject(move.to);
  const change = move.from === undefined ? `create ${ref} ${to}` : `update ${ref} ${to} ${checkedObject(move.from)}`;
  // `--stdin` because it prints: simple-git waits 50 ms after a command that printed nothing.
  const input = Buffer.from(`start\n${change}\ncommit\n`);
  await runGit(place, ['update-ref', '-m', move.reason, '--stdin'], { input, writes: true });
}

/** Brings these paths of the real index to what is on disk: added, changed, or removed where no file is. */
export async function updateIndex(place: Place, paths: readonly string[]): Promise<void> {
  const input = Buffer.from(paths.map((path) => path + '\0').join(''));
  const command = ['update-index', '--verbose', '--add', '--remove', '--replace', '-z', '--stdin'];
  await runGit(place, command, { input, writes: true, limit: 120_000 });
}

/** Sets these entries of the real index, or of the index file `index`, by their paths, whatever is on disk; mode 0 takes one out. */
export async function setIndex(
  place: Place,
  entries: ReadonlyMap<string, { readonly mode: string; readonly object: string }>,
  index?: string,
): Promise<void> {
  const lines = [...entries].map(([path, { mode, object }]) => `${mode} ${checkedObject(object)}\t${path}\0`);
  const command = ['update-index', '--verbose', '-z', '--index-info'];
  const input = Buffer.from(lines.join(''));
  const how = { input, writes: true, limit: 120_000, ...(index === undefined ? {} : { index }) };
  await runGit(place, command, how);
}

/** Makes the index file `index` of a commit's tree. */
export async function readIntoIndex(place: Place, commit: string, index: string): Promise<void> {
  await runGit(place, ['read-tree', checkedObject(commit)], { writes: true, index });
}

/** `git commit` of what's in the index file `index`, hooks run. */
export async function commitIndex(place: Place, index: string, message: string): Promise<void> {
  await runGit(place, ['commit', '-m', message], { writes: true, runsPrograms: true, limit: 180_000, index });
}

/** `git commit --only` of these paths, hooks run. Each must be in the index or in HEAD. */
export async function commitOnly(place: Place, paths: readonly string[], message: string): Promise<void> {
  // Not by `--literal-pathspecs`, which the hooks would inherit.
  const input = Buffer.from(paths.map((path) => `:(literal)${path}\0`).join(''));
  const command = ['commit', '--only', '-m', message, '--pathspec-from-file=-', '--pathspec-file-nul'];
  await runGit(place, command, { input, writes: true, runsPrograms: true, limit: 180_000 });
}
