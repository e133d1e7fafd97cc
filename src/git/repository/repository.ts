/**
 * A repository's location, and the facts that decide where records go: branches, remotes, configuration. Changes nothing,
 * except in `initRepository`, and never talks to a remote.
 */
import { mkdir, readFile, realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { redactCredentials } from '../process/credentials';
import { isIncidentId } from '../../core/frontMatter/incidentId';
import { OWN_BRANCH } from '../../core/record/ownBranch';
import * as git from '../commands/git';
import { listMergeBases } from '../commands/gitHistory';
import { GitFailure } from '../process/gitFailure';
import { containsHome } from './homeRepository';
import { pathInside } from './onDisk';
import { ODD_STATE_FILES, type StateFiles } from './repositoryState';
import { readTree, isFolder } from '../commands/treeObject';

/** A repository with a worktree; a value, good for as long as the folders stay. */
export interface Repository extends git.Place {
  /** The worktree's real path. */
  readonly root: string;
  /** The worktree's own git folder, absolute; a linked worktree and a submodule have theirs elsewhere. */
  readonly gitFolder: string;
  /** The git folder that linked worktrees share: one for all branches and hooks. */
  readonly commonFolder: string;
  /** Where git keeps the file that tells of each odd state, absolute. */
  readonly stateFiles: StateFiles;
}

/** What is known of a repository without asking a remote. */
/** Without credentials. */
export interface RemoteFacts {
  readonly name: string;
  /** Where a push really goes; several addresses with a space between. */
  readonly url: string;
  /** As it's written in the configuration, so of the host that people see; git may rewrite it. */
  readonly written: string;
}

export interface RepositoryFacts {
  /** The checked-out branch's short name; absent on a detached HEAD. */
  readonly branch?: string;
  /** Whether the checked-out branch has no commit yet. */
  readonly unborn: boolean;
  readonly remotes: readonly RemoteFacts[];
  /** The remote that git's own settings choose for the checked-out branch; absent if they leave several. */
  readonly remote?: string;
  /** The same for the records' own branch, there or not. */
  readonly ownRemote?: string;
  /** The remote's HEAD where known, else `init.defaultBranch`, `main` or `master` if there is such a branch. */
  readonly defaultBranch?: string;
  /** Whether the checked-out branch's last commit holds a record. */
  readonly tracksRecords: boolean;
  readonly userEmail?: string;
}

/**
 * Returns the repository that the folder is in; absent if there is none, or none with a worktree. The folder need not exist yet.
 * @throws GitFailure if git is missing or refuses the repository, or where the repository contains the home folder.
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
  if (containsHome(root)) {
    throw new GitFailure('aroundHome', root);
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

/** `2.39.5`, or why there is none: for a diagnosis. */
export async function readGitVersion(executable: string | undefined): Promise<string> {
  const place = { root: homedir(), ...(executable === undefined ? {} : { executable }) };
  return git.readVersion(place).catch((error: unknown) => `can't be run: ${String(error)}`);
}

/** Returns whether git can be run. */
export async function hasGit(executable: string | undefined): Promise<boolean> {
  const place = { root: homedir(), ...(executable === undefined ? {} : { executable }) };
  return git.readVersion(place).then(
    () => true,
    () => false,
  );
}

/** Tells git which remote a branch (its short name) goes to. */
export async function setBranchRemote(repository: Repository, branch: string, remote: string): Promise<void> {
  git.checkedRef(`refs/heads/${branch}`);
  await git.setConfiguration(repository, `branch.${branch}.remote`, remote);
}

/** git's `user.email` as it counts in an existing folder, in a repository or not; absent if none is set. */
export async function readUserEmail(folder: string, executable?: string): Promise<string | undefined> {
  const emailIn = async (root: string): Promise<string | undefined> =>
    (await git.readConfiguration({ root, ...(executable === undefined ? {} : { executable }) })).get('user.email');
  try {
    return await emailIn(await existingFolder(folder));
  } catch (error) {
    // A worktree whose repository is away: who the person is still is in their own configuration.
    if (!(error instanceof GitFailure) || error.code !== 'notARepository') {
      throw error;
    }
    return emailIn(homedir());
  }
}

/** Returns the full ref that is checked out, `refs/heads/main`; absent on a detached HEAD. Costs no process. */
export async function readBranchRef(repository: Repository): Promise<string | undefined> {
  const head = await readFile(repository.stateFiles.HEAD, 'utf8').catch(() => '');
  const ref = /^ref: (.+?)\s*$/.exec(head)?.[1];
  if (ref === undefined) {
    return undefined;
  }
  // With the reftable format the file holds a placeholder, and git alone knows.
  return ref === 'refs/heads/.invalid' ? git.readHeadRef(repository).catch(() => undefined) : git.checkedRef(ref);
}

/** Returns whether the checked-out branch's last commit has the file (absolute path). */
export async function isOnBranch(repository: Repository, file: string): Promise<boolean> {
  const path = await pathInside(repository, file);
  return !path.includes('\n') && (await git.areObjects(repository, [`HEAD:${path}`]))[0] === true;
}

/** Returns whether another branch is checked out than the one with that full name, which has a commit. */
export async function isElsewhere(repository: Repository, ref: string): Promise<boolean> {
  const here = await readBranchRef(repository);
  if (here === undefined || here === ref) {
    return false;
  }
  return (await git.listRefs(repository, [git.checkedRef(ref)])).some((found) => found.ref === ref);
}

/** Returns the facts now; `recordsFolder` is the records' folder in the repository, such as `incidents`. */
export async function readFacts(repository: Repository, recordsFolder: string): Promise<RepositoryFacts> {
  const [ref, configuration, pushUrls, refs] = await Promise.all([
    readBranchRef(repository),
    git.readConfiguration(repository),
    git.listPushUrls(repository),
    git.listRefs(repository, ['refs/heads', 'refs/remotes/*/HEAD']),
  ]);
  const branch = ref?.replace(/^refs\/heads\//, '');
  const heads = new Set(
    refs.filter(({ ref: name }) => name.startsWith('refs/heads/')).map(({ ref: name }) => name.slice(11)),
  );
  const unborn = branch !== undefined && !heads.has(branch);
  const remotes = [...pushUrls].map(([name, urls]): RemoteFacts => {
    const url = redactCredentials(urls.join(' '));
    return { name, url, written: redactCredentials(configuration.get(`remote.${name}.url`) ?? url) };
  });
  const likely = [configuration.get('init.defaultbranch'), 'main', 'master'];
  const stored = remoteHead(remotes, refs);
  const renamed =
    stored !== undefined &&
    branch !== undefined &&
    likely.includes(branch) &&
    (await isRenamed(repository, branch, stored, configuration, refs));
  const defaultBranch =
    (renamed ? branch : stored?.name) ??
    likely.find((name) => name !== undefined && (heads.has(name) || (unborn && name === branch)));
  const userEmail = configuration.get('user.email');
  return {
    ...(branch === undefined ? {} : { branch }),
    unborn,
    remotes,
    ...definedRemote('remote', chooseRemote(configuration, remotes, branch)),
    ...definedRemote('ownRemote', chooseRemote(configuration, remotes, OWN_BRANCH)),
    ...(defaultBranch === undefined ? {} : { defaultBranch }),
    tracksRecords: !unborn && (await tracksRecords(repository, recordsFolder).catch(unlessMissing)),
    ...(userEmail ? { userEmail } : {}),
  };
}

const definedRemote = (key: 'remote' | 'ownRemote', name: string | undefined) =>
  name === undefined ? {} : { [key]: name };

/**
 * Returns the remote of a branch: `branch.<name>.remote`, else `remote.pushDefault`, `checkout.defaultRemote`, the only one, `origin`.
 * Undefined if none of these is a remote of the repository.
 */
function chooseRemote(
  configuration: git.Configuration,
  remotes: RepositoryFacts['remotes'],
  branch: string | undefined,
): string | undefined {
  const wanted = [
    configuration.get(`branch.${branch}.remote`),
    configuration.get('remote.pushdefault'),
    configuration.get('checkout.defaultremote'),
    remotes.length === 1 ? remotes[0]!.name : 'origin',
  ];
  return wanted.find((name) => remotes.some((remote) => remote.name === name));
}

interface StoredHead {
  /** The branch's short name on the remote. */
  readonly name: string;
  readonly commit: string;
}

/**
 * Returns whether the stored HEAD of the remote is older than a renaming there: the checked-out branch goes to a branch of another
 * name by now, and has all that the old one had.
 */
async function isRenamed(
  repository: Repository,
  branch: string,
  { name, commit }: StoredHead,
  configuration: git.Configuration,
  refs: readonly { ref: string; commit: string }[],
): Promise<boolean> {
  const upstream = configuration.get(`branch.${branch}.merge`);
  const tip = refs.find(({ ref }) => ref === `refs/heads/${branch}`)?.commit;
  if (branch === name || tip === undefined || upstream === undefined || upstream === `refs/heads/${name}`) {
    return false;
  }
  return tip === commit || (await listMergeBases(repository, tip, commit)).includes(commit);
}

/** Returns the branch that `origin/HEAD` stands for, else that of the only remote which has a HEAD. */
function remoteHead(
  remotes: RepositoryFacts['remotes'],
  refs: readonly { ref: string; commit: string; target: string }[],
): StoredHead | undefined {
  const names = remotes.map(({ name }) => name).sort((a, b) => Number(b === 'origin') - Number(a === 'origin'));
  for (const name of names) {
    const { target = '', commit = '' } = refs.find(({ ref }) => ref === `refs/remotes/${name}/HEAD`) ?? {};
    const prefix = `refs/remotes/${name}/`;
    if (target.startsWith(prefix)) {
      return { name: target.slice(prefix.length), commit };
    }
  }
  return undefined;
}

/** A clone without trees has fetched none of a records' folder, and none is fetched for this. */
function unlessMissing(error: unknown): false {
  if (error instanceof GitFailure && /promisor|lazy fetch|transport '[^']*' not allowed/.test(error.detail)) {
    return false;
  }
  throw error;
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
    return ids.map((id) => `HEAD:${folders[index] ? folders[index] + '/' : ''}${id}`);
  });
  // By the folders, not the files: a partial clone may not have these.
  const found = records.length === 0 ? [] : await git.readObjects(repository, records);
  return found.some((tree) => tree?.type === 'tree' && readTree(tree.content, tree.name.length / 2).has('incident.md'));
}

/** Returns the folder, or the nearest one above it that exists; real path. */
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
