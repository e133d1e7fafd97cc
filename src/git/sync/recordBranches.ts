/**
 * Which branches of a repository have records, and what one has that another lacks. Knows trees and refs, here and as they
 * were fetched last; asks no remote, and changes nothing.
 */
import { isIncidentId } from '../../core/frontMatter/incidentId';
import { isMergedFile } from '../../core/merge/fileMerge';
import { OWN_BRANCH } from '../../core/record/ownBranch';
import * as git from '../commands/git';
import { listTreeChanges, writeEmptyTree } from '../commands/gitHistory';
import { isFile, isFolder, readTree } from '../commands/treeObject';
import { readFacts, type Repository } from '../repository/repository';
import { compareTrees, readSides, type FileSides } from './branchMerge';

/** The records' own branch, or the one that is checked out, the default branch included. */
export type LocationSide = 'own' | 'current';

/** A branch that has records, in this clone or as it was fetched last. */
export interface RecordBranch {
  readonly side: LocationSide;
  /** Its name for a person: `main`, `origin/main`. */
  readonly name: string;
  /** The tree of each incident's folder, by the incident's id. */
  readonly records: ReadonlyMap<string, string>;
}

/** The branches of both sides, those of this clone first; `folder` is that of the records on an application's branches. */
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
  const records = new Map<string, string>();
  for (const tree of trees) {
    for (const [name, entry] of tree?.type === 'tree' ? readTree(tree.content, tree.name.length / 2) : []) {
      const id = Buffer.from(name, 'latin1').toString();
      if (isFolder(entry) && isIncidentId(id) && !records.has(id)) {
        records.set(id, entry.object);
      }
    }
  }
  return { side, name: ref.replace(/^refs\/(?:heads|remotes|incident-notes)\//, ''), records };
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
  for (const { name, records } of branches.filter(({ side }) => side !== to)) {
    for (const [id, theirs] of records) {
      const known = targets.flatMap((target) => target.records.get(id) ?? []);
      if (seen.has(theirs) || known.includes(theirs)) {
        continue;
      }
      seen.add(theirs);
      const found = await Promise.all(known.map((ours) => compareFolders(repository, id, ours, theirs, holds)));
      const [files] = known.length === 0 ? [await compareFolders(repository, id, undefined, theirs, holds)] : found;
      if (files && files.length > 0 && found.every((other) => other.length > 0)) {
        parted.push({ id, name, files });
      }
    }
  }
  return parted;
}

/** The files of theirs that ours lacks, with `<id>/` in front of their paths; none where nothing would be lost with theirs. */
async function compareFolders(
  repository: Repository,
  id: string,
  ours: string | undefined,
  theirs: string,
  holds: (path: string, ours: Buffer, theirs: Buffer) => boolean,
): Promise<FileSides[]> {
  const here = ours ?? (await writeEmptyTree(repository));
  const all = await compareTrees(repository, undefined, here, theirs);
  const files = all.filter((file) => file.theirs && isFile(file.theirs) && (!file.ours || isFile(file.ours)));
  if (files.length === 0) {
    return [];
  }
  const objects = new Set((await listTreeChanges(repository, undefined, here)).map(({ after }) => after?.object));
  const sides = (await readSides(repository, files)).map((side) => ({ ...side, path: `${id}/${side.path}` }));
  const isThere = (side: FileSides, index: number): boolean =>
    isMergedFile(side.path)
      ? side.ours !== undefined && side.theirs !== undefined && holds(side.path, side.ours, side.theirs)
      : objects.has(files[index]!.theirs!.object);
  return sides.every(isThere) ? [] : sides;
}
