/**
 * Merges two commits of the records' branch into one that contains both. Knows which side changed which file; the caller
 * resolves files that both changed. Doesn't touch a file, the index, or a branch.
 */
import * as git from '../commands/git';
import * as history from '../commands/gitHistory';
import type { Repository } from '../repository/repository';
import { changeTree } from '../commit/treeChange';
import { isFile, type TreeEntry } from '../commands/treeObject';

/** A file that isn't as it is here when both sides are taken; each side absent if it has none. */
export interface MergeFile {
  readonly path: string;
  readonly base?: TreeEntry;
  readonly ours?: TreeEntry;
  readonly theirs?: TreeEntry;
  /** Whether it is changed here too, and otherwise: then theirs can't simply be taken. */
  readonly parted: boolean;
}

export interface MergePlan {
  /** `even`: nothing is to be taken, though more may be here. `forward`: theirs holds all of ours. */
  readonly state: 'even' | 'forward' | 'parted';
  /** Absent on a branch without a commit. */
  readonly ours: string | undefined;
  readonly theirs: string;
  /** The commit that both come from; absent if they never met. */
  readonly base?: string;
  readonly files: readonly MergeFile[];
}

/** What a file becomes: bytes, an entry of either side, or absent to take it away. */
export type Resolution = Uint8Array | TreeEntry | undefined;

/** Returns what it takes to hold both commits; where their histories never met, the base is empty. */
export async function planMerge(repository: Repository, ours: string | undefined, theirs: string): Promise<MergePlan> {
  if (ours === theirs) {
    return { state: 'even', ours, theirs, files: [] };
  }
  const bases = ours === undefined ? [] : await history.listMergeBases(repository, ours, theirs);
  if (bases.includes(theirs)) {
    return { state: 'even', ours, theirs, files: [] };
  }
  if (ours === undefined || bases.includes(ours)) {
    const changes = await history.listTreeChanges(repository, ours, theirs);
    const files = changes.map(({ path, before, after }) => file(path, before, before, after));
    return { state: 'forward', ours, theirs, files };
  }
  const [base] = bases;
  const files = await compareTrees(repository, base, ours, theirs);
  return { state: 'parted', ours, theirs, ...(base === undefined ? {} : { base }), files };
}

/** Returns what of theirs isn't in ours, of commits or trees; an absent base is empty. */
export async function compareTrees(
  repository: Repository,
  base: string | undefined,
  ours: string,
  theirs: string,
): Promise<MergeFile[]> {
  const [here, there] = await Promise.all([
    history.listTreeChanges(repository, base, ours),
    history.listTreeChanges(repository, base, theirs),
  ]);
  const mine = new Map(here.map((change) => [change.path, change]));
  return there.flatMap(({ path, before, after }) => {
    const own = mine.get(path);
    return own && same(own.after, after) ? [] : [file(path, before, own ? own.after : before, after)];
  });
}

/** The bytes of entries that are regular files, in their order; absent for everything else. */
export async function readBytesOf(
  repository: Repository,
  entries: readonly (TreeEntry | undefined)[],
): Promise<(Buffer | undefined)[]> {
  const wanted = entries.filter((entry) => entry !== undefined && isFile(entry)) as TreeEntry[];
  const names = [...new Set(wanted.map(({ object }) => object))];
  const found = names.length === 0 ? [] : await git.readObjects(repository, names);
  const contents = new Map(names.map((name, index) => [name, found[index]?.content]));
  return entries.map((entry) => (entry && isFile(entry) ? contents.get(entry.object) : undefined));
}

/** A file's bytes on each side; absent if it has no such file, or no regular one. */
export interface FileSides {
  readonly path: string;
  readonly base?: Buffer;
  readonly ours?: Buffer;
  readonly theirs?: Buffer;
}

/** Returns the bytes of files, in their order. */
export async function readSides(repository: Repository, files: readonly MergeFile[]): Promise<FileSides[]> {
  const contents = await readBytesOf(
    repository,
    files.flatMap(({ base, ours, theirs }) => [base, ours, theirs]),
  );
  return files.map(({ path }, index) => {
    const [base, ours, theirs] = contents.slice(3 * index, 3 * index + 3);
    return { path, ...(base ? { base } : {}), ...(ours ? { ours } : {}), ...(theirs ? { theirs } : {}) };
  });
}

/** Returns the bytes of other files on each side of a plan, by their paths. */
export async function readPaths(
  repository: Repository,
  { base, ours, theirs }: MergePlan,
  paths: readonly string[],
): Promise<FileSides[]> {
  const asked = paths.filter((path) => !path.includes('\n'));
  const commits = [base, ours, theirs];
  const questions = asked.flatMap((path) => commits.map((commit) => `${commit ?? none}:${path}`));
  const found = questions.length === 0 ? [] : await git.readObjects(repository, questions);
  return asked.map((path, index) => {
    const [old, one, other] = commits.map((_, side) => {
      const object = found[3 * index + side];
      return object?.type === 'blob' ? object.content : undefined;
    });
    return { path, ...(old ? { base: old } : {}), ...(one ? { ours: one } : {}), ...(other ? { theirs: other } : {}) };
  });
}

/** No commit has this name. */
const none = '0'.repeat(40);

/**
 * Writes the commit that contains both and returns its name; its parents are ours, then theirs. Each parted file needs its
 * resolution, by path; other paths may have one too. It is signed where commits are to be, by the `configuration` as it was
 * read a moment ago.
 */
export async function writeMerge(
  repository: Repository,
  plan: MergePlan,
  resolutions: ReadonlyMap<string, Resolution>,
  message: string,
  configuration: git.Configuration,
): Promise<string> {
  const changes = new Map<string, TreeEntry | undefined>();
  for (const { path, ours, theirs, parted } of plan.files) {
    if (parted && !resolutions.has(path)) {
      throw new Error(`Nothing says what becomes of ${path}.`);
    }
    const resolution = resolutions.has(path) ? resolutions.get(path) : theirs;
    changes.set(path, await asEntry(repository, resolution, ours ?? theirs));
  }
  for (const [path, resolution] of resolutions) {
    if (!changes.has(path)) {
      changes.set(path, await asEntry(repository, resolution, undefined));
    }
  }
  const tree = await changeTree(repository, plan.ours, changes);
  const parents = [plan.ours, plan.theirs].filter((parent) => parent !== undefined);
  const sign = git.isTrue(configuration.get('commit.gpgsign'));
  return git.writeCommit(repository, { tree, parents, message, sign });
}

async function asEntry(
  repository: Repository,
  resolution: Resolution,
  like: TreeEntry | undefined,
): Promise<TreeEntry | undefined> {
  if (!(resolution instanceof Uint8Array)) {
    return resolution;
  }
  const mode = like && isFile(like) ? like.mode : '100644';
  return { mode, object: await history.writeBlob(repository, Buffer.from(resolution)) };
}

const same = (one: TreeEntry | undefined, other: TreeEntry | undefined): boolean =>
  one?.object === other?.object && one?.mode === other?.mode;

function file(
  path: string,
  base: TreeEntry | undefined,
  ours: TreeEntry | undefined,
  theirs: TreeEntry | undefined,
): MergeFile {
  return {
    path,
    ...(base ? { base } : {}),
    ...(ours ? { ours } : {}),
    ...(theirs ? { theirs } : {}),
    parted: !same(base, ours),
  };
}
