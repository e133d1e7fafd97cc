/**
 * Decides from git's own files where the record of a new incident goes, because a declaration waits for no process. Writes
 * only the line that hides the folder of the records' own branch. If the files can't tell, it returns nothing, and git is
 * asked.
 */
import { existsSync } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { Uri, workspace } from 'vscode';
import { OWN_BRANCH } from '../../core/record/ownBranch';
import { decidePlace, ownPlace, type RecordLocation, type RepositoryPlace } from '../../core/status/recordLocation';
import { readDiskFacts, type DiskFacts } from '../../git/repository/diskFacts';
import { excludePath } from '../../git/repository/exclude';
import { findOwnFolder } from '../../git/repository/ownFolder';
import { findRecords } from '../../store/findRecords';
import { readSettings } from '../shell/settings';
import { asOpenedBelow, forgetFolders, recordFolders, repositoryRoot } from './recordFolders';

/** Where a new record goes. */
export interface NewLocation extends RecordLocation {
  /** The full name of the branch to which it is committed; absent if it is always the same, none, or not known yet. */
  readonly branch?: string;
  /** Whether the records' own branch is still to be made around it. */
  readonly isToBeOpened?: boolean;
}

/** `home` goes before `folder`, the open one. Undefined if the files can't tell. @throws what the system says */
export async function placeByFiles(
  home: string | undefined,
  folder: string | undefined,
): Promise<NewLocation | undefined> {
  const around = home ?? folder!;
  const settings = readSettings(Uri.file(around));
  const root = workspace.isTrusted ? repositoryRoot(around) : undefined;
  const facts = root === undefined ? undefined : await readDiskFacts(root, settings.folder);
  if (root !== undefined && (!facts || (home === undefined && isUndecided(facts, settings.branch)))) {
    return undefined;
  }
  const records = facts?.branch === OWN_BRANCH ? root! : await recordsIn(root ?? around, settings.folder);
  const place = decidePlace({
    ...(home === undefined ? {} : { home }),
    folder: records,
    trusted: workspace.isTrusted,
    ...(facts ? { repository: repositoryPlace(facts, records) } : {}),
    branch: settings.branch,
  });
  if (place.rule === 'unshared') {
    return placeOnOwnBranch(root!, facts!, settings.folder);
  }
  const isOnCurrent = place.rule === 'current' || place.rule === 'home';
  return { ...place, ...(isOnCurrent && facts?.branch !== undefined && { branch: `refs/heads/${facts.branch}` }) };
}

/** A repository whose records are at its root, such as `~/incidents`, stays that way. */
export async function recordsIn(root: string, folder: string): Promise<string> {
  const nested = await findRecords(join(root, folder)).catch(() => []);
  const atRoot = nested.length === 0 && (await findRecords(root).catch(() => [])).length > 0;
  return atRoot ? root : join(root, folder);
}

/** Returns whether the checked-out branch may be the default one of a repository for records, and only git can say so. */
function isUndecided({ branch, unborn, hasRemote, remoteHead, tracksRecords }: DiskFacts, setting: string): boolean {
  const isOpen = setting === 'auto' && branch !== undefined && branch !== OWN_BRANCH && branch !== remoteHead;
  return isOpen && !unborn && hasRemote && tracksRecords;
}

function repositoryPlace(facts: DiskFacts, records: string): RepositoryPlace {
  const { branch, unborn, hasRemote, remoteHead, tracksRecords } = facts;
  return {
    records,
    ...(branch === undefined ? {} : { branch }),
    unborn,
    hasRemote,
    ...(remoteHead === undefined ? {} : { defaultBranch: remoteHead }),
    tracksRecords,
  };
}

/** Returns the folder of the records' own branch, which is there or can be made around what is declared now. */
async function placeOnOwnBranch(root: string, facts: DiskFacts, folder: string): Promise<NewLocation | undefined> {
  const { commonFolder, hasOwnBranch, tracksFolder } = facts;
  const noted = findOwnFolder(root);
  if (noted !== undefined) {
    forgetFolders();
    const records = asOpenedBelow(root, noted);
    // While it is made, it is in git's own folder for a moment.
    const isThere = !noted.startsWith(commonFolder + sep) && recordFolders().includes(records);
    return isThere ? ownPlace(records) : undefined;
  }
  const records = join(root, folder);
  const inside = relative(root, records);
  const isUsual = inside !== '' && !inside.startsWith('..') && recordFolders().includes(records);
  // A linked worktree's records go next to the main one; and what is on the branch already is for git to say.
  const isMain = commonFolder === join(root, '.git');
  if (!isMain || !isUsual || hasOwnBranch || tracksFolder || !(await hasOnlyRecords(records))) {
    return undefined;
  }
  await excludePath({ root, commonFolder }, records);
  return { ...ownPlace(records), isToBeOpened: true };
}

/** Returns whether nothing is in the folder, or at its path, but incidents' folders. */
async function hasOnlyRecords(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined);
  if (!found?.isDirectory()) {
    return found === undefined;
  }
  const children = await readdir(folder, { withFileTypes: true });
  return children.every((child) => child.isDirectory() && existsSync(join(folder, child.name, 'incident.md')));
}
