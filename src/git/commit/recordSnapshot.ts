/**
 * Compares a record's folder on disk with the checked-out branch at one moment: what would a commit have to write? Reads, and
 * writes blobs that nothing refers to yet; changes neither index nor branch.
 */
import * as git from '../commands/git';
import { leaveOut, type LeaveOutRules, type LeftOut } from '../repository/leftOut';
import { locateRecordFolder, readRecordFolder, type RecordFolder } from '../repository/recordFolder';
import { readBranchRef, type Repository } from '../repository/repository';
import {
  graftFolder,
  nameInTree,
  plantFiles,
  readTree,
  type Planting,
  type Tree,
  type TreeEntry,
} from '../commands/treeObject';

/** What is on disk, in the index and on the branch. */
export interface RecordMoment {
  readonly folder: RecordFolder;
  readonly leftOut: readonly LeftOut[];
  /** Full name of the checked-out branch. */
  readonly ref: string;
  /** The branch's commit; absent on a branch without any. */
  readonly commit: string | undefined;
  /** The record's regular files as blobs, by paths in the repository. */
  readonly intended: ReadonlyMap<string, TreeEntry>;
  /** Paths of `intended` whose texts aren't those on disk. */
  readonly instead: ReadonlySet<string>;
  /** The index entries of the folder, without those that are on disk as something else than a regular file. */
  readonly index: readonly git.IndexEntry[];
  /** The trees of the commit to be made; its last is the root. */
  readonly planting: Planting;
  /** Whether the branch holds the folder exactly already done. */
  readonly unchanged: boolean;
  readonly configuration: ReadonlyMap<string, string>;
}

/**
 * Returns the moment; `detached` without a branch, `outside` if the folder may not be committed here. The texts `instead`,
 * by their paths below the folder, count as what is on disk. What is left out follows `leaving`.
 *
 * The branch is read before the disk. An exchange in another window first writes what came to the disk and then moves the
 * branch: read the other way around, an old disk could meet the new branch, and the commit would take the colleague's
 * words off the branch again while they are on the disk. This way the branch has moved and the commit is tried again.
 */
export async function readMoment(
  repository: Repository,
  path: string,
  instead: ReadonlyMap<string, string> = new Map(),
  leaving: LeaveOutRules = {},
): Promise<RecordMoment | 'detached' | 'outside'> {
  const branch = await readBranchFolder(repository, path);
  if (typeof branch === 'string') {
    return branch;
  }
  const found = await readRecordFolder(repository.root, path);
  if (found?.path !== branch.path) {
    return 'outside';
  }
  const { leftOut, ...folder } = await leaveOut(repository, found, leaving);
  if (folder.others.some((other) => instead.has(other))) {
    return 'outside';
  }
  const kept = [...new Set(folder.others.map((other) => parentOf(`${folder.path}/${other}`)))];
  if (kept.some((inside) => inside.includes('\n'))) {
    return 'outside';
  }
  return { ...(await plantFolder(repository, branch, folder, kept, instead)), folder, leftOut };
}

/** What the branch and the index have of the folder and of the trees above it. */
interface BranchFolder {
  readonly ref: string;
  /** Of the folder, in the repository. */
  readonly path: string;
  readonly head: git.FoundObject | undefined;
  readonly trees: readonly (git.FoundObject | undefined)[];
  readonly index: Awaited<ReturnType<typeof git.listIndex>>;
  readonly configuration: git.Configuration;
}

async function readBranchFolder(repository: Repository, path: string): Promise<BranchFolder | 'detached' | 'outside'> {
  const [ref, located] = await Promise.all([readBranchRef(repository), locateRecordFolder(repository.root, path)]);
  if (ref === undefined) {
    return 'detached';
  }
  if (located === undefined) {
    return 'outside';
  }
  const components = located.path.split('/');
  const above = components.map((_, level) => components.slice(0, level).join('/'));
  const questions = [ref, ...above.map((inside) => `${ref}:${inside}`)];
  if (questions.some((question) => question.includes('\n'))) {
    return 'outside';
  }
  const [[head, ...trees], index, configuration] = await Promise.all([
    git.readObjects(repository, questions),
    git.listIndex(repository, located.path),
    git.readConfiguration(repository),
  ]);
  return { ref, path: located.path, head, trees, index, configuration };
}

/** Writes the folder's files as blobs and trees of git; `kept` are the folders with something that stays as it was. */
async function plantFolder(
  repository: Repository,
  { ref, path, head, trees, index, configuration }: BranchFolder,
  folder: RecordMoment['folder'],
  kept: readonly string[],
  instead: ReadonlyMap<string, string>,
): Promise<Omit<RecordMoment, 'folder' | 'leftOut'>> {
  const components = path.split('/');
  const files = folder.files.filter((file) => !instead.has(file.path));
  const paths = files.map((file) => `${folder.path}/${file.path}`);
  const texts = [...instead].map(([name, text]) => ({ path: `${folder.path}/${name}`, text }));
  const [blobs, textBlobs, keptObjects] = await Promise.all([
    git.writeBlobs(repository, paths),
    Promise.all(texts.map(({ path: name, text }) => git.writeText(repository, name, text))),
    head === undefined || kept.length === 0
      ? []
      : git.readObjects(
          repository,
          kept.map((inside) => `${head.name}:${inside}`),
        ),
  ]);
  const objectBytes = (head?.name ?? blobs[0] ?? '').length === 64 ? 32 : 20;
  const read = (object: git.FoundObject | undefined): Tree =>
    object?.type === 'tree' ? readTree(object.content, objectBytes) : new Map();
  const [aboveTrees, keptTrees] = [trees.map(read), keptObjects.map(read)];

  const modes = new Map(index.map((entry) => [entry.path, entry.mode]));
  const usesModes = git.isTrue(configuration.get('core.filemode') ?? 'true');
  const intended = new Map([
    ...files.map((file, position): [string, TreeEntry] => {
      const name = paths[position] ?? '';
      const executable = usesModes ? file.executable : modes.get(name) === '100755';
      return [name, { mode: executable ? '100755' : '100644', object: blobs[position] ?? '' }];
    }),
    ...texts.map(({ path: name }, position): [string, TreeEntry] => [
      name,
      { mode: modes.get(name) ?? '100644', object: textBlobs[position] ?? '' },
    ]),
  ]);
  const keptByFolder = new Map(kept.map((inside, position) => [inside, keptTrees[position]]));
  const planted = plantFiles(leavesOf(folder, intended, keptByFolder), objectBytes);
  const before = aboveTrees.at(-1)?.get(nameInTree(components.at(-1) ?? ''));
  const besides = folder.others.map((other) => `${folder.path}/${other}`);
  return {
    ref,
    commit: head?.type === 'commit' ? head.name : undefined,
    intended,
    instead: new Set(texts.map(({ path: name }) => name)),
    index: index.filter(({ path: name }) => !besides.some((other) => name === other || name.startsWith(other + '/'))),
    planting: graftFolder(aboveTrees, components, planted, objectBytes),
    unchanged: before?.object === planted.name,
    configuration,
  };
}

/** Returns the files of the folder by their paths in it. What is on disk but no regular file stays on the branch as it was. */
function leavesOf(
  { path, others }: { readonly path: string; readonly others: readonly string[] },
  intended: ReadonlyMap<string, TreeEntry>,
  kept: ReadonlyMap<string, Tree | undefined>,
): Map<string, TreeEntry> {
  const leaves = new Map([...intended].map(([name, entry]) => [name.slice(path.length + 1), entry]));
  for (const other of others) {
    const name = `${path}/${other}`;
    const entry = kept.get(parentOf(name))?.get(nameInTree(name.slice(name.lastIndexOf('/') + 1)));
    if (entry !== undefined) {
      leaves.set(other, entry);
    }
  }
  return leaves;
}

/** Paths whose index entries differ from what is on disk. */
export function listStaleIndex(moment: RecordMoment): string[] {
  const inIndex = new Map(moment.index.map((entry) => [entry.path, entry]));
  const changed = [...moment.intended].flatMap(([path, { mode, object }]) => {
    const entry = inIndex.get(path);
    return entry?.blob === object && entry.mode === mode ? [] : [path];
  });
  const removed = moment.index.filter(({ path }) => !moment.intended.has(path)).map(({ path }) => path);
  return [...changed, ...removed];
}

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));
