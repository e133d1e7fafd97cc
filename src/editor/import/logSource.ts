/** The files of a log, as texts, wherever they are. */
import { dirname, join } from 'node:path';
import { Uri } from 'vscode';
import { decodeLog } from '../../core/import/decoded';
import type { LogFile } from '../../core/import/logLine';
import { lacksLists, SLACK_LISTS } from '../../core/import/slack';
import type { LogBytes } from '../../store/import/logArchive';
import { readLogFiles } from '../../store/import/logFiles';

/** @throws Refusal if it can't be read, or is too large. */
export async function filesAt(path: string): Promise<LogFile[]> {
  const files = await readLogFiles(path);
  const lists = lacksLists(files.map(({ name }) => name)) ? await listsAbove(path, files.length) : [];
  return [...files, ...lists].map(({ name, bytes }) => ({ name, text: decodeLog(bytes) }));
}

/** Who and what the ids of a Slack channel mean, where only its folder or one of its days was chosen. */
async function listsAbove(path: string, count: number): Promise<LogBytes[]> {
  const folder = count === 1 && path.endsWith('.json') ? dirname(dirname(path)) : dirname(path);
  const found = await Promise.all(SLACK_LISTS.map((name) => readLogFiles(join(folder, name)).catch(() => [])));
  return found.flat();
}

/** Lists of a chat's people next to a log, or a folder above. */
export async function peopleBeside(path: string): Promise<LogFile[]> {
  const places = [dirname(path), dirname(dirname(path))].flatMap((folder) =>
    ['users.json', 'org_users.json'].map((name) => join(folder, name)),
  );
  const found = await Promise.all(places.map((place) => readLogFiles(place).catch(() => [])));
  return found.flat().map(({ name, bytes }) => ({ name, text: decodeLog(bytes) }));
}

/** Returns a path, or a URI of one. */
export function pathOf(uri: string | Uri): string {
  return uri instanceof Uri ? uri.fsPath : /^file:/i.test(uri) ? Uri.parse(uri).fsPath : Uri.file(uri).fsPath;
}
