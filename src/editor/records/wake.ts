/** Decides, without loading the rest, whether an opened window has an incident to show or a note to bring back. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isIncidentId } from '../../core/frontMatter/incidentId';
import { recordFolders } from './recordFolders';

/** The folder of the journal inside the extension's own storage. */
export const JOURNAL = 'journal';

/** Whether one of the places where records live, or the journal in `storage`, holds anything. */
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
