/** Where this window looks for records, and which files it takes for one. Loaded with the entry, so it reads no record. */
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { workspace, type TextDocument, type Uri } from 'vscode';
import { isIncidentId } from '../../core/frontMatter/incidentId';
import { defaultHome, readSettings } from '../shell/settings';

/** Every folder in which this window looks for records. */
export function recordFolders(): string[] {
  const folders = openFolders();
  const { home } = readSettings();
  const around = folders.flatMap(foldersAround);
  return [...new Set([...(home ? [home] : folders.length === 0 ? [defaultHome()] : []), ...around])];
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

/** Where the records of an open folder may lie. */
function foldersAround(uri: Uri): string[] {
  const { folder } = readSettings(uri);
  const root = repositoryRoot(uri.fsPath);
  return [join(uri.fsPath, folder), uri.fsPath, ...(root ? [join(root, folder), ...siblingOf(root, folder)] : [])];
}

/** Folders beside repositories that were there once: one that is removed while the window is open is still meant. */
const siblings = new Set<string>();

/** The folder beside the repository in which its records' own branch lies where `folder` is in use. */
function siblingOf(root: string, folder: string): string[] {
  const sibling = `${root}-${basename(folder)}`;
  if (existsSync(join(sibling, '.git'))) {
    siblings.add(sibling);
  }
  return siblings.has(sibling) ? [sibling] : [];
}

/** Whether `path` is a record of this window: an incident's folder in one of its folders of records. */
export function isRecordPath(path: string): boolean {
  return (
    basename(path) === 'incident.md' && isIncidentId(idOf(path)) && recordFolders().includes(dirname(dirname(path)))
  );
}

/** Whether the document is such a record, open in the editor as markdown. */
export function isRecordDocument({ uri, languageId }: TextDocument): boolean {
  return uri.scheme === 'file' && languageId === 'markdown' && isRecordPath(uri.fsPath);
}

/** The name of a postmortem, beside its record. */
export const POSTMORTEM = 'postmortem.md';

/** The path of the record that the file belongs to: itself, or the one whose postmortem it is; absent for any other file. */
export function recordOf(path: string): string | undefined {
  const record = basename(path) === POSTMORTEM ? join(dirname(path), 'incident.md') : path;
  return isRecordPath(record) ? record : undefined;
}

/** The id of the incident whose `incident.md` is at `path`. */
export function idOf(path: string): string {
  return basename(dirname(path));
}

/** The folder at or above `folder` that has a `.git`, by a look at the disk: no git process runs for this. */
export function repositoryRoot(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) {
      return at;
    }
    if (dirname(at) === at) {
      return undefined;
    }
  }
}

/** The folder that the record's real path must stay inside of: its repository, else the folder of records. */
export function rootOf(path: string): string {
  const records = dirname(dirname(path));
  return repositoryRoot(records) ?? records;
}
