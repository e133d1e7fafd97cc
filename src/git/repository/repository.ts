/**
 * A repository's place and the facts by which it is decided where records live. Knows branches, remotes and configuration;
 * changes nothing but by `initRepository`, and never talks to a remote.
 */
import { mkdir, readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { redactCredentials } from '../process/credentials';
import { isIncidentId } from '../../core/frontMatter/incidentId';
import * as git from '../commands/git';
import { GitFailure } from '../process/gitFailure';
import { ODD_STATE_FILES, type StateFiles } from './oddState';
import { readTree, isFolder } from '../commands/treeObject';

/** A repository with a work tree; a value, good for as long as the folders stay. */
export interface Repository extends git.Place {
  /** The work tree's real path. */
  readonly root: string;
  /** The work tree's own git folder, absolute; a linked work tree and a submodule have theirs elsewhere. */
  readonly gitFolder: string;
  /** The git folder that linked work trees share: one for all branches and hooks. */
  readonly commonFolder: string;
  /** Where git keeps the file that tells of each odd state, absolute. */
  readonly stateFiles: StateFiles;
}

/** What is known of a repository without asking a remote. */
export interface RepositoryFacts {
  /** The checked-out branch's short name; absent on a detached HEAD. */
  readonly branch?: string;
  /** Whether the checked-out branch has no commit yet. */
  readonly unborn: boolean;
  /** URLs without credentials. */
  readonly remotes: readonly { readonly name: string; readonly url: string }[];
  /** The remote's HEAD where known, else `init.defaultBranch`, `main` or `master` if there is such a branch. */
  readonly defaultBranch?: string;
  /** Whether the checked-out branch's last commit holds a record. */
  readonly tracksRecords: boolean;
  readonly userEmail?: string;
}

/**
 * The repository that the folder is in; absent where there is none, or none with a work tree. The folder need not exist yet.
 * @throws GitFailure where git is missing or refuses the repository.
 */
export async function openRepository(folder: string, executable?: string): Promise<Repository | undefined> {
  const place = { root: await existingFolder(folder), ...(executable === undefined ? {} : { executable }) };
  let found: string[];
  try {
    found = await git.locate(place, ODD_STATE_FILES);
  } catch (error) {
    if (error instanceof GitFailure && error.code === 'notARepository') {
      return undefined;
    }
    throw error;
  }
  const [root, gitFolder, commonFolder, ...files] = found;
  if (root === undefined || gitFolder === undefined || commonFolder === undefined) {
    return undefined;
  }
  if (files.length !== ODD_STATE_FILES.length) {
    throw new GitFailure('unknown', 'a folder whose name holds a line end');
  }
  const stateFiles = Object.fromEntries(ODD_STATE_FILES.map((name, index) => [name, files[index]]));
  return {
    ...place,
    root: await realpath(root),
    gitFolder,
    commonFolder,
    stateFiles: stateFiles as StateFiles,
  };
}

/** Makes the folder and a repository in it; one that is there already is left as it is. */
export async function initRepository(folder: string, executable?: string): Promise<Repository> {
  await mkdir(folder, { recursive: true });
  await git.init({ root: folder, ...(executable === undefined ? {} : { executable }) });
  const repository = await openRepository(folder, executable);
  if (repository === undefined) {
    throw new GitFailure('notARepository', folder);
  }
  return repository;
}

/** git's `user.email` as it counts in an existing folder, in a repository or not; absent where none is set. */
export async function readUserEmail(folder: string): Promise<string | undefined> {
  return (await git.readConfiguration({ root: await existingFolder(folder) })).get('user.email');
}

/** The full ref that is checked out, `refs/heads/main`; absent on a detached HEAD. Costs no process. */
export async function readBranchRef(repository: Repository): Promise<string | undefined> {
  const head = await readFile(repository.stateFiles.HEAD, 'utf8').catch(() => '');
  const ref = /^ref: (.+?)\s*$/.exec(head)?.[1];
  if (ref === undefined) {
    return undefined;
  }
  // With the reftable format the file holds a placeholder, and git alone knows.
  return ref === 'refs/heads/.invalid' ? git.readHeadRef(repository).catch(() => undefined) : git.checkedRef(ref);
}

/** Whether another branch is checked out than the one with that full name, which has a commit. */
export async function isElsewhere(repository: Repository, ref: string): Promise<boolean> {
  const here = await readBranchRef(repository);
  if (here === undefined || here === ref) {
    return false;
  }
  return (await git.listRefs(repository, [git.checkedRef(ref)])).some((found) => found.ref === ref);
}

/** The facts now; `recordsFolder` is the records' folder in the repository, such as `incidents`. */
export async function readFacts(repository: Repository, recordsFolder: string): Promise<RepositoryFacts> {
  const [ref, configuration, refs] = await Promise.all([
    readBranchRef(repository),
    git.readConfiguration(repository),
    git.listRefs(repository, ['refs/heads', 'refs/remotes/*/HEAD']),
  ]);
  const branch = ref?.replace(/^refs\/heads\//, '');
  const heads = new Set(
    refs.filter(({ ref: name }) => name.startsWith('refs/heads/')).map(({ ref: name }) => name.slice(11)),
  );
  const unborn = branch !== undefined && !heads.has(branch);
  const remotes = [...configuration].flatMap(([key, value]) => {
    const name = /^remote\.([^]+)\.url$/.exec(key)?.[1];
    return name === undefined ? [] : [{ name, url: redactCredentials(value) }];
  });
  const likely = [configuration.get('init.defaultbranch'), 'main', 'master'];
  const defaultBranch =
    remoteHead(remotes, refs) ??
    likely.find((name) => name !== undefined && (heads.has(name) || (unborn && name === branch)));
  const userEmail = configuration.get('user.email');
  return {
    ...(branch === undefined ? {} : { branch }),
    unborn,
    remotes,
    ...(defaultBranch === undefined ? {} : { defaultBranch }),
    tracksRecords: !unborn && (await tracksRecords(repository, recordsFolder)),
    ...(userEmail ? { userEmail } : {}),
  };
}

/** The branch that `origin/HEAD` stands for, else that of the only remote which has a HEAD. */
function remoteHead(
  remotes: RepositoryFacts['remotes'],
  refs: readonly { ref: string; target: string }[],
): string | undefined {
  const names = remotes.map(({ name }) => name).sort((a, b) => Number(b === 'origin') - Number(a === 'origin'));
  for (const name of names) {
    const target = refs.find(({ ref }) => ref === `refs/remotes/${name}/HEAD`)?.target;
    if (target?.startsWith(`refs/remotes/${name}/`)) {
      return target.slice(`refs/remotes/${name}/`.length);
    }
  }
  return undefined;
}

async function tracksRecords(repository: Repository, recordsFolder: string): Promise<boolean> {
  const folders = [recordsFolder.replace(/^\/+|\/+$/g, ''), ''];
  const trees = await git.readObjects(
    repository,
    folders.map((folder) => `HEAD:${folder}`),
  );
  const records = trees.flatMap((tree, index) => {
    if (tree?.type !== 'tree') {
      return [];
    }
    const entries = [...readTree(tree.content, tree.name.length / 2)].filter(([, entry]) => isFolder(entry));
    const ids = entries
      .map(([name]) => Buffer.from(name, 'latin1').toString())
      .filter((name) => isIncidentId(name) && !name.includes('\n'));
    return ids.map((id) => `HEAD:${folders[index] ? folders[index] + '/' : ''}${id}/incident.md`);
  });
  return (await git.areObjects(repository, records)).includes(true);
}

/** The folder, or the nearest one above it that exists; real path. */
async function existingFolder(folder: string): Promise<string> {
  for (let at = folder; ; at = dirname(at)) {
    const found = await stat(at).catch(() => undefined);
    if (found?.isDirectory()) {
      return realpath(at);
    }
    if (dirname(at) === at) {
      return join(at);
    }
  }
}
