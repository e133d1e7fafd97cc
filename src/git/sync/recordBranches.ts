/**
 * Finds the branches of a repository that have records, and what one has that another doesn't. Reads local and fetched refs;
 * doesn't ask a remote, and changes nothing.
 */
import { isIncidentId } from '../../core/frontMatter/incidentId';
import { isMergedFile } from '../../core/merge/fileMerge';
import { OWN_BRANCH } from '../../core/record/ownBranch';
import * as git from '../commands/git';
import { listTreeChanges, writeEmptyTree } from '../commands/gitHistory';
import { isFile, isFolder, readTree } from '../commands/treeObject';
import { readFacts, type Repository } from '../repository/repository';
import { compareTrees, readSides, type FileSides } from './branchMerge';
import { unfiltered } from './filters';

/** The records' own branch, or the one that is checked out, the default branch included. */
export type LocationSide = 'own' | 'current';

/** A branch that has records, in this clone or as it was fetched last. */
export interface RecordBranch {
  readonly side: LocationSide;
  /** Its name for a person: `main`, `origin/main`. */
  readonly name: string;
  readonly commit: string;
  /** The tree of each incident's folder, by the incident's id. */
  readonly records: ReadonlyMap<string, string>;
  /** The path of each incident's folder, by the incident's id. */
  readonly folders: ReadonlyMap<string, string>;
}

/** Returns the branches of both sides, those of this clone first; `folder` is that of the records on an application's branches. */
export async function listRecordBranches(repository: Repository, folder: string): Promise<RecordBranch[]> {
  const own = await git.listRefs(repository, ['refs/heads', 'refs/remotes', 'refs/incident-notes'].map(ownIn));
  if (own.length === 0) {
    return [];
  }
  const { branch, defaultBranch } = await readFacts(repository, folder);
  const names = [branch, defaultBranch].filter((name) => name !== undefined && name !== OWN_BRANCH);
  const wanted = names.flatMap((name) => [`refs/heads/${name}`, `refs/remotes/*/${name}`]);
  const others = wanted.length === 0 ? [] : await git.listRefs(repository, wanted);
  const branches = await Promise.all([
    ...own.map(({ ref, commit }) => readBranch(repository, 'own', ref, commit, [''])),
    ...others.map(({ ref, commit }) => readBranch(repository, 'current', ref, commit, [folder, ''])),
  ]);
  return branches.filter(({ records }) => records.size > 0);
}

const ownIn = (prefix: string): string =>
  prefix === 'refs/heads' ? `${prefix}/${OWN_BRANCH}` : `${prefix}/*/${OWN_BRANCH}`;

async function readBranch(
  repository: Repository,
  side: LocationSide,
  ref: string,
  commit: string,
  folders: readonly string[],
): Promise<RecordBranch> {
  const trees = await git.readObjects(
    repository,
    folders.map((folder) => `${commit}:${folder.replace(/^\/+|\/+$/g, '')}`),
  );
  const [records, places] = [new Map<string, string>(), new Map<string, string>()];
  for (const [index, tree] of trees.entries()) {
    for (const [name, entry] of tree?.type === 'tree' ? readTree(tree.content, tree.name.length / 2) : []) {
      const id = Buffer.from(name, 'latin1').toString();
      if (isFolder(entry) && isIncidentId(id) && !records.has(id)) {
        records.set(id, entry.object);
        places.set(id, [folders[index]!.replace(/^\/+|\/+$/g, ''), id].filter((part) => part !== '').join('/'));
      }
    }
  }
  const name = ref.replace(/^refs\/(?:heads|remotes|incident-notes)\//, '');
  return { side, name, commit, records, folders: places };
}

/** An incident's folder on a branch whose other side lacks something of it. */
export interface PartedRecord {
  readonly id: string;
  /** Of the branch that has more. */
  readonly name: string;
  /** Its files that the other side has otherwise or not at all; theirs is what is to be taken. */
  readonly files: readonly FileSides[];
}

/**
 * What the branches of the other side have and those of the side `to` lack. `holds` says whether our version of a record or
 * postmortem has all of theirs.
 */
export async function listParted(
  repository: Repository,
  branches: readonly RecordBranch[],
  to: LocationSide,
  holds: (path: string, ours: Buffer, theirs: Buffer) => boolean,
): Promise<PartedRecord[]> {
  const targets = branches.filter(({ side }) => side === to);
  const parted: PartedRecord[] = [];
  const seen = new Set<string>();
  const configuration = await git.readConfiguration(repository);
  const read = (branch: RecordBranch, id: string): RecordTree[] => {
    const tree = branch.records.get(id);
    return tree === undefined ? [] : [{ tree, commit: branch.commit, folder: branch.folders.get(id)! }];
  };
  for (const branch of branches.filter(({ side }) => side !== to)) {
    const { name } = branch;
    for (const id of branch.records.keys()) {
      const [theirs] = read(branch, id) as [RecordTree];
      const known = targets.flatMap((target) => read(target, id));
      if (seen.has(theirs.tree) || known.some(({ tree }) => tree === theirs.tree)) {
        continue;
      }
      seen.add(theirs.tree);
      const compare = async (ours: RecordTree | undefined): Promise<FileSides[]> =>
        compareFolders(repository, configuration, id, ours, theirs, holds);
      const found = await Promise.all(known.map(compare));
      const [files] = known.length === 0 ? [await compare(undefined)] : found;
      if (files && files.length > 0 && found.every((other) => other.length > 0)) {
        parted.push({ id, name, files });
      }
    }
  }
  return parted;
}

/** An incident's folder in a commit. */
interface RecordTree {
  readonly tree: string;
  readonly commit: string;
  readonly folder: string;
}

/** The files of theirs that ours lacks, with `<id>/` in front of their paths; none if nothing would be lost with theirs. */
async function compareFolders(
  repository: Repository,
  configuration: git.Configuration,
  id: string,
  ours: RecordTree | undefined,
  theirs: RecordTree,
  holds: (path: string, ours: Buffer, theirs: Buffer) => boolean,
): Promise<FileSides[]> {
  const here = ours?.tree ?? (await writeEmptyTree(repository));
  const all = await compareTrees(repository, undefined, here, theirs.tree);
  const files = all.filter((file) => file.theirs && isFile(file.theirs) && (!file.ours || isFile(file.ours)));
  if (files.length === 0) {
    return [];
  }
  const objects = new Set((await listTreeChanges(repository, undefined, here)).map(({ after }) => after?.object));
  const read = await readSides(repository, files);
  const mine = ours ? await asWritten(repository, configuration, read, 'ours', ours) : read;
  const texts = await asWritten(repository, configuration, mine, 'theirs', theirs);
  const sides = texts.map((side) => ({ ...side, path: `${id}/${side.path}` }));
  const isThere = (side: FileSides, index: number): boolean =>
    isMergedFile(side.path)
      ? side.ours !== undefined && side.theirs !== undefined && holds(side.path, side.ours, side.theirs)
      : objects.has(files[index]!.theirs!.object);
  return sides.every(isThere) ? [] : sides;
}

/** One side of the files as a worktree would have it, where a filter changes them on their way to a commit. */
async function asWritten(
  repository: Repository,
  configuration: git.Configuration,
  files: readonly FileSides[],
  side: 'ours' | 'theirs',
  { commit, folder }: RecordTree,
): Promise<FileSides[]> {
  const there = files.map(({ path, [side]: bytes }) => ({
    path: `${folder}/${path}`,
    ...(bytes && { [side]: bytes }),
  }));
  const read = await unfiltered(repository, configuration, there, { [side]: commit });
  return files.map((file, index) => ({ ...file, ...(read[index]![side] && { [side]: read[index]![side] }) }));
}
