/** Where this window looks for records, and which files count as one. Loaded at startup, so it reads no record. */
import { existsSync, realpathSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { workspace, type TextDocument, type Uri } from 'vscode';
import { isIncidentId } from '../../core/frontMatter/incidentId';
import { containsHome } from '../../git/repository/homeRepository';
import { findOwnFolder } from '../../git/repository/ownFolder';
import { defaultHome, readSettings } from '../shell/settings';

/** Every folder in which this window looks for records, that of a drill last. */
export function recordFolders(): string[] {
  return [...realFolders(), ...(drill === undefined ? [] : [drill])];
}

/** Returns the same without that of a drill. */
export function realFolders(): string[] {
  const folders = openFolders();
  const { home } = readSettings();
  const around = folders.flatMap(foldersAround);
  return [...new Set([...(home ? [home] : folders.length === 0 ? [defaultHome()] : []), ...around])];
}

/** The folder of the drill that's in progress. */
let drill: string | undefined;

/** Returns the folder of the drill that's in progress in this window; undefined if none does. */
export function drillFolder(): string | undefined {
  return drill;
}

/** Says that a drill is running in the folder, or that none does. */
export function setDrillFolder(folder: string | undefined): void {
  drill = folder;
}

/** Returns whether the file at `path` belongs to a drill, and so to no real incident. */
export function isDrill(path: string): boolean {
  return drill !== undefined && path.startsWith(drill + sep);
}

/**
 * Folders that may hold a team's own configuration for the record at `path`, the nearest first: the open folder that it
 * belongs to, that folder's repository, the record's own repository, the folder of records.
 */
export function teamRoots(path: string): string[] {
  const records = dirname(dirname(path));
  const belonging = openFolders().filter((uri) => foldersAround(uri).includes(records));
  const around = belonging.flatMap(({ fsPath }) => [fsPath, repositoryRoot(fsPath)]);
  return [...new Set([...around, repositoryRoot(records), records])].filter((root) => root !== undefined);
}

function openFolders(): Uri[] {
  return (workspace.workspaceFolders ?? []).map(({ uri }) => uri).filter(({ scheme }) => scheme === 'file');
}

/** Where the records of an open folder may be. */
function foldersAround(uri: Uri): string[] {
  const { folder } = readSettings(uri);
  const root = repositoryRoot(uri.fsPath);
  const around = root ? [join(root, folder), ...siblingOf(root, folder), ...ownFolderOf(root)] : [];
  return [join(uri.fsPath, folder), uri.fsPath, ...around];
}

/** How long it is believed where the own branch of a repository is, in milliseconds: it is asked for at each key press. */
const BELIEVED = 500;
const ownFolders = new Map<string, { readonly at: number; readonly folders: string[] }>();

/** Returns the folder of the records' own branch, wherever a window of this or another worktree of the repository made it. */
function ownFolderOf(root: string): string[] {
  const known = ownFolders.get(root);
  if (known && Date.now() - known.at < BELIEVED) {
    return known.folders;
  }
  const found = findOwnFolder(root);
  const folders = found === undefined ? [] : [asOpenedBelow(root, found)];
  ownFolders.set(root, { at: Date.now(), folders });
  return folders;
}

/** To be called when a folder of records was made. */
export function forgetFolders(): void {
  ownFolders.clear();
}

/** Returns a real path as the editor has it, which has `root` open, maybe over a link: one record has one path. */
export function asOpenedBelow(root: string, real: string): string {
  const inside = relative(realpathSync(root), real);
  const path = join(root, inside);
  // Above a link there is something else than above what it leads to.
  return inside.startsWith('..') && (!existsSync(path) || realpathSync(path) !== real) ? real : path;
}

/** Folders next to repositories that were there once: one that is removed while the window is open is still meant. */
const siblings = new Set<string>();

/** Returns the folder next to the repository in which its records' own branch is where `folder` is in use. */
function siblingOf(root: string, folder: string): string[] {
  const sibling = `${root}-${basename(folder)}`;
  if (existsSync(join(sibling, '.git'))) {
    siblings.add(sibling);
  }
  return siblings.has(sibling) ? [sibling] : [];
}

/** Returns whether `path` is a record of this window: an incident's folder in one of its folders of records. */
export function isRecordPath(path: string): boolean {
  return (
    basename(path) === 'incident.md' && isIncidentId(idOf(path)) && recordFolders().includes(dirname(dirname(path)))
  );
}

/** Returns whether the document is such a record, open in the editor as markdown. */
export function isRecordDocument({ uri, languageId }: TextDocument): boolean {
  return uri.scheme === 'file' && languageId === 'markdown' && isRecordPath(uri.fsPath);
}

/** The name of a postmortem, next to its record. */
export const POSTMORTEM = 'postmortem.md';

/** Returns the path of the record that the file belongs to: itself, or the one whose postmortem it is; absent for any other file. */
export function recordOf(path: string): string | undefined {
  const record = basename(path) === POSTMORTEM ? join(dirname(path), 'incident.md') : path;
  return isRecordPath(record) ? record : undefined;
}

/** Returns the id of the incident whose `incident.md` is at `path`. */
export function idOf(path: string): string {
  return basename(dirname(path));
}

/**
 * Returns the folder at or above `folder` that has a `.git`, by a look at the disk: no git process runs for this. Where a link leads
 * into a repository it is that one's, as for git; one that contains the home folder is none.
 */
export function repositoryRoot(folder: string): string | undefined {
  const root = rootAbove(folder);
  if (root === folder) {
    return root;
  }
  const real = realFolder(folder);
  if (real === undefined || real === folder) {
    return root;
  }
  const realRoot = rootAbove(real);
  return root !== undefined && realFolder(root) === realRoot ? root : realRoot;
}

function rootAbove(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) {
      return containsHome(at) ? undefined : at;
    }
    if (dirname(at) === at) {
      return undefined;
    }
  }
}

/** Returns the real path of the folder, or of the nearest one above that is there; undefined if it can't be told. */
function realFolder(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    try {
      return realpathSync(at);
    } catch {
      if (dirname(at) === at) {
        return undefined;
      }
    }
  }
}

/** Returns the folder that the record's real path must stay inside of: its repository, else the folder of records. */
export function rootOf(path: string): string {
  const records = dirname(dirname(path));
  return repositoryRoot(records) ?? records;
}

/** The folder of the journal inside the extension's own storage. */
export const JOURNAL = 'journal';

/** Returns whether one of the places where records live, or the journal in `storage`, holds anything. */
export async function hasSomethingToShow(storage: string): Promise<boolean> {
  const found = await Promise.all(recordFolders().map(childrenOf));
  return (
    found.flat().some((name) => isIncidentId(name) || name === '.incident-notes') ||
    (await childrenOf(join(storage, JOURNAL))).length > 0
  );
}

async function childrenOf(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
