/**
 * Commits a record's folder to a branch that isn't checked out anywhere, for a security incident, which must not be on a
 * shared branch. Doesn't touch the index or files.
 */
import { reasonOf } from '../../core/text/reason';
import * as git from '../commands/git';
import { GitFailure } from '../process/gitFailure';
import { COMMIT_HOLDS } from '../process/sentences';
import { listTreeChanges, writeBlob } from '../commands/gitHistory';
import { leaveOut } from '../repository/leftOut';
import { readRecordFolder } from '../repository/recordFolder';
import { commitFile, type CommitOptions, type CommitOutcome } from './commitRecord';
import type { Repository } from '../repository/repository';
import { changeTree } from './treeChange';
import type { TreeEntry } from '../commands/treeObject';

/** The branch of security incidents; only a remote that is approved as private gets it. */
export const PRIVATE_BRANCH = 'incident-private';

const TRIES = 20;

/** Commits the folder (absolute path) as it is on disk. Never throws for what git or the repository does. */
export async function commitAside(
  repository: Repository,
  folder: string,
  subject: string,
  options: Omit<CommitOptions, 'hooks'> = {},
): Promise<CommitOutcome> {
  for (let tried = 1; ; tried++) {
    try {
      return await tryCommit(repository, folder, subject, options);
    } catch (error) {
      if (!(error instanceof GitFailure)) {
        throw error;
      }
      if (error.code !== 'refMoved' || tried >= TRIES) {
        return { state: 'held', reason: error.reason, detail: error.detail };
      }
    }
    await new Promise((resume) => setTimeout(resume, Math.random() * 25 * tried));
  }
}

/** Returns the commit that the private branch is at; absent if there is none. */
async function readPrivateTip(repository: Repository): Promise<string | undefined> {
  return (await git.readRefs(repository, [REF]))[0];
}

const REF = `refs/heads/${PRIVATE_BRANCH}`;

async function tryCommit(
  repository: Repository,
  folderPath: string,
  subject: string,
  { instead = new Map(), inspect, ...leaving }: CommitOptions,
): Promise<CommitOutcome> {
  // The branch before the disk, as in `readMoment`: what an exchange brings is on the disk before it is on the branch.
  const parent = await readPrivateTip(repository);
  const found = await readRecordFolder(repository.root, folderPath);
  if (found === undefined) {
    return { state: 'held', reason: reasonOf(COMMIT_HOLDS, 'outside') };
  }
  const { leftOut, ...folder } = await leaveOut(repository, found, leaving);
  const told = leftOut.length > 0 ? { leftOut } : {};
  const names = folder.files.map((file) => file.path).filter((name) => !instead.has(name));
  const paths = [...names, ...instead.keys()].map((name) => `${folder.path}/${name}`);
  const blobs = [
    ...(await git.writeBlobs(repository, paths.slice(0, names.length))),
    ...(await Promise.all([...instead.values()].map((text) => writeBlob(repository, Buffer.from(text))))),
  ];
  // What is gone from the disk is gone from the branch.
  const before = parent === undefined ? [] : await git.listFiles(repository, REF, folder.path);
  const stays = new Set(folder.others.map((path) => `${folder.path}/${path}`));
  const gone = before.filter((file) => !stays.has(file));
  const changes = new Map<string, TreeEntry | undefined>(gone.map((file) => [file, undefined]));
  paths.forEach((file, index) => changes.set(file, { mode: '100644', object: blobs[index] ?? '' }));
  const tree = await changeTree(repository, parent, changes);
  if (parent !== undefined && (await listTreeChanges(repository, parent, tree)).length === 0) {
    return { state: 'unchanged', commit: parent, ...told };
  }
  const files = paths.map((path, index) => commitFile(repository, folder.path, path, blobs[index] ?? '', parent));
  const objection = await inspect?.(files);
  if (objection !== undefined) {
    return { state: 'held', reason: reasonOf(COMMIT_HOLDS, 'inspection', objection) };
  }
  const sign = git.isTrue((await git.readConfiguration(repository)).get('commit.gpgsign'));
  const parents = parent === undefined ? [] : [parent];
  const commit = await git.writeCommit(repository, { tree, parents, message: subject, sign });
  await git.moveRef(repository, { ref: REF, from: parent, to: commit, reason: `commit: ${subject}` });
  return { state: 'committed', commit, ...told };
}
