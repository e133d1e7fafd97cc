/** Decides, without loading the rest, whether an opened window has an incident to show or a note to bring back. */
import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { workspace } from 'vscode';

/** The folder of the journal inside the extension's own storage. */
export const JOURNAL = 'journal';

/** Whether one of the places where records live, or the journal in `storage`, holds anything. */
export async function hasSomethingToShow(storage: string): Promise<boolean> {
  const settings = workspace.getConfiguration('incidentNotes');
  const folder = settings.get('folder', 'incidents');
  const home = settings.get('home', '') || join(homedir(), 'incidents');
  const open = (workspace.workspaceFolders ?? []).flatMap(({ uri }) => [uri.fsPath, join(uri.fsPath, folder)]);
  const places = await Promise.all([home, ...open].map(holdsRecord));
  return places.includes(true) || (await childrenOf(join(storage, JOURNAL))).length > 0;
}

async function holdsRecord(folder: string): Promise<boolean> {
  return (await childrenOf(folder)).some((name) => /^\d{4}-\d{2}-\d{2}-/.test(name));
}

async function childrenOf(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
