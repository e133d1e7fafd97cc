/** Where this window looks for records, and which files it takes for one. Loaded with the entry, so it reads no record. */
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { workspace, type TextDocument } from 'vscode';
import { isIncidentId } from '../core/incidentId';
import { defaultHome, readSettings } from './settings';

/** Every folder in which this window looks for records. */
export function recordFolders(): string[] {
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const { home } = readSettings();
  const around = folders.flatMap(({ uri }) => {
    const { folder } = readSettings(uri);
    const root = repositoryRoot(uri.fsPath);
    return [join(uri.fsPath, folder), uri.fsPath, ...(root ? [join(root, folder), ...siblingOf(root, folder)] : [])];
  });
  return [...new Set([...(home ? [home] : folders.length === 0 ? [defaultHome()] : []), ...around])];
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
