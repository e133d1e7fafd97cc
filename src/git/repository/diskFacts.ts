/**
 * Reads facts about a repository from git's own files, for a declaration, which can't wait for a process. If the files can't
 * tell, it returns nothing, and git is asked.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isIncidentId } from '../../core/frontMatter/incidentId';
import { OWN_BRANCH } from '../../core/record/ownBranch';
import { readConfigText, type Setting } from '../commands/configText';
import { gitFolderOf } from './gitStamp';
import { readIndexPaths } from '../commands/indexPaths';
import { commonFolderOf, isOwnFolderNoted } from './ownFolder';

export interface DiskFacts {
  /** The folder that all worktrees share. */
  readonly commonFolder: string;
  /** The checked-out branch's short name; absent on a detached HEAD. */
  readonly branch?: string;
  readonly unborn: boolean;
  readonly hasRemote: boolean;
  /** The branch that a remote's HEAD stood for when it was fetched last; absent if none is known. */
  readonly remoteHead?: string;
  /** Whether the index has a record. */
  readonly tracksRecords: boolean;
  /** Whether the index has anything in the records' folder. */
  readonly tracksFolder: boolean;
  /** Whether records have a branch of their own here or, by what was fetched, at a remote. */
  readonly hasOwnBranch: boolean;
}

/** An index that is larger is left to git: reading it would hold up the keyboard. In bytes. */
const LARGEST_INDEX = 64_000_000;

/** `recordsFolder` is the records' folder in the repository whose worktree is `root`. Undefined if the files can't tell. */
export async function readDiskFacts(root: string, recordsFolder: string): Promise<DiskFacts | undefined> {
  const commonFolder = commonFolderOf(root);
  if (commonFolder === undefined) {
    return undefined;
  }
  const own = gitFolderOf(root);
  const [head, packed, config, index, names] = await Promise.all([
    read(join(own, 'HEAD')),
    read(join(commonFolder, 'packed-refs')),
    read(join(commonFolder, 'config')),
    readIndex(join(own, 'index')),
    readdir(own).catch((): string[] => []),
  ]);
  const settings = readConfigText(config);
  const branch = /^ref: refs\/heads\/(.+?)\s*$/.exec(head)?.[1];
  // Refs in a table, or an index in parts.
  const isKnown =
    (branch ?? head) !== '' && branch !== '.invalid' && valueOf(settings, 'extensions.refstorage') !== 'reftable';
  if (!isKnown || index === 'too large' || names.some((name) => name.startsWith('sharedindex.'))) {
    return undefined;
  }
  const unborn = branch !== undefined && !(await hasRef(commonFolder, packed, `refs/heads/${branch}`));
  const remotes = remotesIn(settings);
  const tracked = trackedIn(index, recordsFolder, valueOf(settings, 'extensions.objectformat') === 'sha256' ? 32 : 20);
  const mayHaveMore = settings.some(({ key }) => /^include(if\..*)?\.path$/.test(key)) || names.includes('remotes');
  if ((remotes.length === 0 && mayHaveMore) || (!unborn && tracked === undefined)) {
    return undefined;
  }
  const remoteHead = await readRemoteHead(commonFolder, remotes);
  return {
    commonFolder,
    ...(branch === undefined ? {} : { branch }),
    unborn,
    hasRemote: remotes.length > 0,
    ...(remoteHead === undefined ? {} : { remoteHead }),
    tracksRecords: tracked?.records ?? false,
    tracksFolder: tracked?.folder ?? false,
    hasOwnBranch: isOwnFolderNoted(root) || (await hasOwnBranch(commonFolder, packed)),
  };
}

const valueOf = (settings: readonly Setting[], key: string): string | undefined =>
  settings.findLast((setting) => setting.key === key)?.value.toLowerCase();

/** Their names, `origin` first. */
function remotesIn(settings: readonly Setting[]): string[] {
  const names = settings.flatMap(({ key }) => /^remote\.(.+)\.(?:push)?url$/.exec(key)?.[1] ?? []);
  return [...new Set(names)].sort((a, b) => Number(b === 'origin') - Number(a === 'origin'));
}

async function readRemoteHead(commonFolder: string, remotes: readonly string[]): Promise<string | undefined> {
  for (const name of remotes) {
    const head = await read(join(commonFolder, 'refs', 'remotes', name, 'HEAD'));
    const prefix = `ref: refs/remotes/${name}/`;
    if (head.startsWith(prefix)) {
      return head.slice(prefix.length).trim();
    }
  }
  return undefined;
}

/** Undefined if there is no index, and where a sparse one leaves out what would tell. */
function trackedIn(
  index: Buffer | undefined,
  recordsFolder: string,
  objectName: number,
): { readonly records: boolean; readonly folder: boolean } | undefined {
  const below = `${recordsFolder.replaceAll('\\', '/').replace(/^\/+|\/+$/g, '')}/`;
  const tracked = { records: false, folder: false };
  for (const { path, folder } of index ? readIndexPaths(index, objectName) : []) {
    if (folder && below.startsWith(path)) {
      return undefined;
    }
    const inside = path.startsWith(below) ? path.slice(below.length) : path;
    const [id = '', file] = inside.split('/');
    tracked.folder ||= inside !== path;
    tracked.records ||= file === 'incident.md' && isIncidentId(id);
  }
  return index && tracked;
}

async function hasOwnBranch(commonFolder: string, packed: string): Promise<boolean> {
  if (packed.includes(`/${OWN_BRANCH}\n`) || (await hasRef(commonFolder, packed, `refs/heads/${OWN_BRANCH}`))) {
    return true;
  }
  for (const folder of ['remotes', 'incident-notes']) {
    const around = join(commonFolder, 'refs', folder);
    const names = await readdir(around).catch(() => []);
    const found = await Promise.all(names.map((name) => isFile(join(around, name, OWN_BRANCH))));
    if (found.includes(true)) {
      return true;
    }
  }
  return false;
}

async function hasRef(commonFolder: string, packed: string, ref: string): Promise<boolean> {
  return packed.includes(` ${ref}\n`) || isFile(resolve(commonFolder, ref));
}

async function readIndex(path: string): Promise<Buffer | 'too large' | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found && found.size > LARGEST_INDEX ? 'too large' : readFile(path).catch(() => undefined);
}

const isFile = async (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  );

const read = async (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');
