/**
 * Notices that a repository's records are in two locations, the records' own branch and an application's branch, and merges
 * one into the other. What was merged also stays where it was.
 */
import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { Disposable, Uri, window, workspace, type Memento } from 'vscode';
import { mergeFile, resolveFiles } from '../../core/merge/fileMerge';
import { newsBetween } from '../../core/record/news';
import { readRecord } from '../../core/record/record';
import { reasonOf, type Reason } from '../../core/text/reason';
import { Refusal, refusal } from '../../core/text/refusal';
import type { FileSides } from '../../git/sync/branchMerge';
import type { IncomingFile } from '../../git/sync/exchange';
import { listParted, listRecordBranches, type LocationSide, type PartedRecord } from '../../git/sync/recordBranches';
import type { Repository } from '../../git/repository/repository';
import type { Journal } from '../../store/journal/journal';
import type { Committer } from '../records/committer';
import type { OpenFiles } from '../records/openFiles';
import type { Places } from '../records/recordLocations';
import type { Processes } from '../records/processes';
import { idOf } from '../records/recordFolders';
import type { RecordList } from '../records/recordList';
import { chooseFolder, type Repositories } from '../records/repositories';
import { FORMS, readArgument, type Invocation } from '../shell/arguments';
import type { HandlersOf } from '../shell/commands';
import type { Log } from '../shell/log';
import { EDITOR_SENTENCES } from '../shell/sentences';
import { readSettings } from '../shell/settings';
import { bringFilesAside } from '../sync/incomingFiles';
import type { Rounds } from '../sync/rounds';
import { say } from '../../core/words/say';

/** What it takes to see that two locations have parted. */
export interface LocationNeeds {
  readonly repositories: Repositories;
  readonly places: Places;
}

interface Needs extends LocationNeeds {
  readonly processes: Processes;
  readonly records: RecordList;
  readonly committer: Committer;
  readonly journal: Journal;
  readonly files: OpenFiles;
}

/** What a merge of locations would take, and where to. */
interface Parting {
  readonly repository: Repository;
  readonly folder: string;
  readonly to: LocationSide;
  readonly parted: readonly PartedRecord[];
}

interface Merged {
  /** The ids of the incidents. */
  readonly merged: readonly string[];
  /** The folder that has them now. */
  readonly uri: Uri;
  /** What couldn't be merged, each with its reason in short. */
  readonly problems: readonly string[];
}

/** The incidents of which a person of this workspace was told. */
const TOLD = 'incidents in two locations';

export function mergingLocationsHandlers(needs: Needs): HandlersOf<'mergeLocations'> {
  return {
    mergeLocations: (invocation) => mergeLocations(needs, invocation),
  };
}

/** Looks at the start, when the window's folders or its trust change, and after each round that brought something. */
export function followLocations(memory: Memento, needs: Needs, rounds: Rounds, log: Log): Disposable {
  const look = (): void => void tellParting(memory, needs, log).catch(log.bug);
  look();
  return Disposable.from(
    workspace.onDidChangeWorkspaceFolders(look),
    workspace.onDidGrantWorkspaceTrust(look),
    rounds.onDidBring(({ paths }) => (paths.length > 0 ? look() : undefined)),
  );
}

/** Returns a sentence for a diagnosis, without a period; undefined if nothing has parted. */
export async function describeParting(needs: LocationNeeds): Promise<string | undefined> {
  const parting = await findUsual(needs);
  return parting && parting.parted.length > 0 ? reasonFor(parting).short : undefined;
}

/** Tells once of each incident that another location of this window's repository has and the usual one lacks. */
async function tellParting(memory: Memento, needs: Needs, log: Log): Promise<void> {
  const parting = await findUsual(needs);
  const ids = [...new Set(parting?.parted.map(({ id }) => id))];
  const told = memory.get<readonly string[]>(TOLD, []);
  if (!parting || ids.every((id) => told.includes(id))) {
    return;
  }
  await memory.update(TOLD, [...new Set([...told, ...ids])]);
  const { whole } = reasonFor(parting);
  log.warn(whole);
  if ((await window.showWarningMessage(whole, say`Merge`)) === say`Merge`) {
    const { merged, problems } = await merge(needs, parting);
    const count = merged.length === 1 ? '1 incident' : `${merged.length} incidents`;
    const rest = problems.length === 0 ? '' : say` Not merged: ${problems.join(', ')}.`;
    void window.showInformationMessage(say`Merged ${count}. Nothing was deleted.${rest}`);
  }
}

async function mergeLocations(needs: Needs, invocation: Invocation): Promise<Partial<Merged> | undefined> {
  const given = readArgument(FORMS.mergeLocations, invocation);
  await needs.repositories.for(given.folder);
  // What still waits is on its branch first.
  for (const path of needs.journal.records) {
    await needs.committer.flush(path);
  }
  const parting = await find(needs, given.folder, given.to);
  if (!parting || parting.parted.length === 0) {
    throw refusal(EDITOR_SENTENCES, 'nothingToMerge');
  }
  const { merged, problems, uri } = await merge(needs, parting);
  if (merged.length === 0) {
    throw refusal(EDITOR_SENTENCES, 'locationsNotMerged', { why: problems.join(', ') });
  }
  return { merged, uri, ...(problems.length > 0 && { problems }) };
}

async function findUsual(needs: LocationNeeds): Promise<Parting | undefined> {
  return workspace.isTrusted && chooseFolder(undefined) ? find(needs, undefined, undefined) : undefined;
}

async function find(
  { repositories, places }: LocationNeeds,
  folder: string | Uri | undefined,
  to: LocationSide | undefined,
): Promise<Parting | undefined> {
  const open = chooseFolder(folder);
  const repository = open && (await repositories.at(open.uri.fsPath).catch(() => undefined));
  if (!repository) {
    return undefined;
  }
  const branches = await listRecordBranches(repository, readSettings(open.uri).folder);
  if (new Set(branches.map(({ side }) => side)).size < 2) {
    return undefined;
  }
  const { rule } = (await places.ofWindow(open.uri)).place;
  const usual = rule === 'own' || rule === 'unshared' ? 'own' : 'current';
  const parted = await listParted(repository, branches, to ?? usual, holdsAll);
  return { repository, folder: open.uri.fsPath, to: to ?? usual, parted };
}

async function merge(needs: Needs, parting: Parting): Promise<Merged> {
  const { processes, places, records, committer, files: open } = needs;
  const root = await folderOf(needs, parting);
  const merged = new Set<string>();
  const problems: string[] = [];
  for (const { id, files } of parting.parted) {
    const path = Uri.file(join(root, id, 'incident.md')).fsPath;
    try {
      await bringFilesAside(root, open, processes, resolved(processes, root, files));
      if (parting.to === 'current') {
        places.chooseCurrent(path);
      }
      await committer.flush(path);
      merged.add(id);
      if (records.active !== undefined && idOf(records.active) === id) {
        await records.activate(path);
      }
    } catch (error) {
      if (!(error instanceof Refusal)) {
        throw error;
      }
      problems.push(`${id}: ${error.reason.short}`);
    }
  }
  return { merged: [...merged], problems, uri: Uri.file(root) };
}

async function folderOf({ places }: LocationNeeds, { repository, folder, to }: Parting): Promise<string> {
  const { place } = await places.ofWindow(Uri.file(folder));
  if (to === 'current') {
    return place.rule === 'current' || place.rule === 'home'
      ? place.records
      : places.currentFolder(repository, place.records);
  }
  const own = place.rule === 'own' ? place : await places.openOwn(folder);
  if (!own) {
    throw refusal(EDITOR_SENTENCES, 'branchNotOpened');
  }
  return own.records;
}

/** Returns what the files become, with those that go by a second name. */
function resolved(processes: Processes, records: string, files: readonly FileSides[]): IncomingFile[] {
  // A new file has nothing to be merged with.
  const both = files.filter(({ ours }) => ours !== undefined);
  const statuses = (path: string, text: string) => processes.statusesOf(join(records, path), text);
  const merged = resolveFiles(both, [], statuses, hashOf);
  if ('code' in merged) {
    throw new Refusal(merged);
  }
  const known = new Map(files.map((file) => [file.path, file]));
  const fresh = files.flatMap(({ path, ours, theirs }) => (ours || !theirs ? [] : [{ path, after: theirs }]));
  const changed = [...merged].map(([path, after]) => {
    const before = known.get(path)?.ours;
    return { path, ...(before && { before }), after: Buffer.from(after) };
  });
  return [...fresh, ...changed];
}

/** Returns whether our version of a record or postmortem has all of theirs: words outside the timeline are no reason to merge again. */
function holdsAll(path: string, ours: Buffer, theirs: Buffer): boolean {
  const [here, there] = [ours.toString('utf8'), theirs.toString('utf8')];
  if (basename(path) === 'incident.md') {
    return newsBetween(readRecord(here), readRecord(there)).length === 0;
  }
  const merged = mergeFile(path, undefined, here, there, () => undefined);
  return 'text' in merged && merged.text === here;
}

const hashOf = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

function reasonFor({ to, parted }: Parting): Reason {
  const names = [...new Set(parted.map(({ name }) => name))].join(', ');
  return reasonOf(EDITOR_SENTENCES, 'twoLocations', { names, count: new Set(parted.map(({ id }) => id)).size, to });
}
