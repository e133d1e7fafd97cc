/**
 * Commands of git about two commits and what's between them, as named functions like those in `git.ts`. Each throws a
 * `GitFailure`.
 */
import { checkedObject, lines, nulSeparated, writeTrees } from './git';
import { GitFailure } from '../process/gitFailure';
import type { Place } from '../process/gitProcess';
import { runGit } from '../process/runGit';
import type { TreeEntry } from './treeObject';

/** Returns the best common ancestors of two commits; none if their histories never met. */
export async function listMergeBases(place: Place, one: string, other: string): Promise<string[]> {
  try {
    const command = ['merge-base', '--all', checkedObject(one), checkedObject(other)];
    return lines((await runGit(place, command)).stdout);
  } catch (error) {
    // It says so by its exit code alone.
    if (error instanceof GitFailure && error.detail === '') {
      return [];
    }
    throw error;
  }
}

/** Returns the email addresses of the authors of the last commits on any branch, one for each commit, the newest first. */
export async function listAuthors(place: Place, count: number): Promise<string[]> {
  const command = ['log', '--branches', '--remotes', `--max-count=${count}`, '--format=%aE'];
  return lines((await runGit(place, command)).stdout);
}

/** Returns the full names of the refs below these prefixes from which a commit can be reached. */
export async function listRefsWith(place: Place, prefixes: readonly string[], commit: string): Promise<string[]> {
  const command = ['for-each-ref', '--format=%(refname)', `--contains=${checkedObject(commit)}`, '--', ...prefixes];
  return lines((await runGit(place, command)).stdout);
}

/** What a path was and is; absent if there was or is nothing. */
export interface TreeChange {
  readonly path: string;
  readonly before?: TreeEntry;
  readonly after?: TreeEntry;
}

/** Returns the files in which two commits or trees differ, links and submodules included; absent `from` is the empty tree. */
export async function listTreeChanges(place: Place, from: string | undefined, to: string): Promise<TreeChange[]> {
  const before = from ?? (await writeEmptyTree(place));
  const command = ['diff-tree', '-r', '-z', '--raw', '--no-abbrev', '--no-renames', '--no-ext-diff'];
  const { stdout } = await runGit(place, [...command, checkedObject(before), checkedObject(to), '--']);
  const fields = nulSeparated(stdout);
  const changes: TreeChange[] = [];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [, modeBefore = '', mode = '', objectBefore = '', object = ''] =
      /^:(\d+) (\d+) (\w+) (\w+) /.exec(fields[at] ?? '') ?? [];
    const entry = (name: string, kind: string): TreeEntry | undefined =>
      /^0+$/.test(kind) ? undefined : { mode: kind, object: name };
    const [was, is] = [entry(objectBefore, modeBefore), entry(object, mode)];
    changes.push({ path: fields[at + 1] ?? '', ...(was ? { before: was } : {}), ...(is ? { after: is } : {}) });
  }
  return changes;
}

/** A blob that comes with some commits. */
export interface HistoryBlob {
  readonly object: string;
  /** One of the paths at which it is. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
}

/** Returns the blobs that come with the commits which `to` has and `from` hasn't; absent `from` means all. */
export async function listBlobs(place: Place, from: string | undefined, to: string): Promise<HistoryBlob[]> {
  const without = from === undefined ? [] : [`^${checkedObject(from)}`];
  const listed = lines((await runGit(place, ['rev-list', '--objects', checkedObject(to), ...without])).stdout);
  const named = listed.map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)] as const);
  const objects = named.filter(([object]) => /^[0-9a-f]{40,64}$/.test(object));
  if (objects.length === 0) {
    return [];
  }
  const input = Buffer.from(objects.map(([object]) => `${object}\n`).join(''));
  const answers = lines((await runGit(place, ['cat-file', '--batch-check'], { input })).stdout);
  return objects.flatMap(([object, path], index) => {
    const size = /^[0-9a-f]+ blob (\d+)$/.exec(answers[index] ?? '')?.[1];
    return size === undefined ? [] : [{ object, path, size: Number(size) }];
  });
}

/** Writes the tree without files and returns its name. */
export async function writeEmptyTree(place: Place): Promise<string> {
  return (await writeTrees(place, [Buffer.alloc(0)]))[0] ?? '';
}

/** Writes bytes as a blob, just as they are. */
export async function writeBlob(place: Place, content: Buffer): Promise<string> {
  // simple-git leaves an empty input open.
  const input = content.length === 0 ? ['/dev/null'] : ['--stdin'];
  const how = content.length === 0 ? {} : { input: content };
  const { stdout } = await runGit(place, ['hash-object', '-w', '--no-filters', ...input], { ...how, writes: true });
  return checkedObject(stdout.toString('utf8').trim());
}

/** A commit on the way, newest first. */
export interface WayCommit {
  readonly commit: string;
  readonly subject: string;
  /** Paths that it changes against its parent; none for a merge. */
  readonly paths: readonly string[];
}

/**
 * Returns the commits that `to` has and `from` hasn't, at most `most`; absent `from` means all. With a path only those that
 * change something in it, on all sides of merges.
 */
export async function listWay(
  place: Place,
  from: string | undefined,
  to: string,
  most: number,
  path?: string,
): Promise<WayCommit[]> {
  const without = from === undefined ? [] : [`^${checkedObject(from)}`];
  const inside = path === undefined ? ['--'] : ['--full-history', '--', path];
  const format = '--format=%x01%H %s%x00';
  const shown = ['--name-only', '--no-renames', '--no-ext-diff', '--no-textconv', '--no-show-signature'];
  const command = ['log', '-z', format, ...shown, `--max-count=${most}`, checkedObject(to), ...without, ...inside];
  const text = (await runGit(place, command)).stdout.toString('utf8');
  return text
    .split('\x01')
    .slice(1)
    .map((one) => {
      const [head = '', ...paths] = one.split('\0');
      const names = paths.map((path) => path.replace(/^\n/, '')).filter((path) => path !== '');
      return { commit: head.slice(0, head.indexOf(' ')), subject: head.slice(head.indexOf(' ') + 1), paths: names };
    });
}

/**
 * Takes index and files from one commit to another, all or nothing: it throws, and nothing has changed, where a file to be
 * changed isn't as `from` has it. Files whose index entry is as `to` has it already stay as they are on the disk.
 */
export async function goForward(place: Place, from: string | undefined, to: string): Promise<void> {
  const before = from ?? (await writeEmptyTree(place));
  await refreshIndex(place);
  const command = ['read-tree', '-m', '-u', checkedObject(before), checkedObject(to)];
  await runGit(place, command, { writes: true, limit: 120_000 });
}

/** Otherwise a file that was touched counts as changed. */
async function refreshIndex(place: Place): Promise<void> {
  const command = ['update-index', '-q', '--refresh'];
  // Its exit code only tells that something is changed.
  await runGit(place, command, { writes: true }).catch(() => undefined);
}
