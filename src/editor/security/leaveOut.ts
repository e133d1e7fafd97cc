/**
 * The command that keeps a file of an incident out of commits, even after it was committed: it stays on disk, and is removed
 * from the branch and from commits that nobody else has.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { window } from 'vscode';
import { OWN_BRANCH } from '../../core/record/ownBranch';
import { reasonOf } from '../../core/text/reason';
import { refusal } from '../../core/text/refusal';
import { PRIVATE_BRANCH } from '../../git/commit/commitAside';
import { readBranchRef, type Repository } from '../../git/repository/repository';
import { pathInside } from '../../git/repository/onDisk';
import { readRecordFolder } from '../../git/repository/recordFolder';
import { takeFileOut, type FileTraces } from '../../git/sync/withoutFile';
import { disk } from '../../store/disk';
import { leaseFile, withLease } from '../../store/lease';
import { FORMS, readArgument, type Invocation } from '../shell/arguments';
import type { HandlersOf } from '../shell/commands';
import type { Committer } from '../records/committer';
import type { LeftOutFiles } from '../records/leftOutFiles';
import { idOf } from '../records/recordFolders';
import type { RecordList } from '../records/recordList';
import type { Repositories } from '../records/repositories';
import { findAnyTarget, promptTitle } from '../records/target';
import { askChoice } from '../shell/prompts';
import { EDITOR_SENTENCES } from '../shell/sentences';
import { say } from '../../core/words/say';

export interface LeavingOutNeeds {
  readonly records: RecordList;
  readonly repositories: Repositories;
  readonly committer: Committer;
  readonly leftOut: LeftOutFiles;
  /** The extension's own folder. */
  readonly storage: string;
}

/** `stillIn` names where the file still is: commits that a push would send, or a remote. */
interface LeftOutResult {
  readonly file: string;
  readonly stillIn: readonly ('commits' | 'remote')[];
}

/** Whether the file, below the incident's folder, is the record or its postmortem. */
export const isRecordItself = (file: string): boolean => file === 'incident.md' || file === 'postmortem.md';

export function leavingOutHandlers(needs: LeavingOutNeeds): HandlersOf<'leaveOut'> {
  return {
    leaveOut: (invocation) => leaveOut(needs, invocation),
  };
}

async function leaveOut(needs: LeavingOutNeeds, invocation: Invocation): Promise<LeftOutResult | undefined> {
  const given = readArgument(FORMS.leaveOut, invocation);
  const target = await findAnyTarget(needs.records, given.incident, say`Leave a file out of commits`);
  if (!target) {
    return undefined;
  }
  const { path } = target;
  const repository = await needs.repositories.of(path);
  if (!repository) {
    throw refusal(EDITOR_SENTENCES, 'noLeaveOutRepository');
  }
  const file = given.file?.replaceAll('\\', '/') ?? (await ask(needs, repository, path));
  if (file === undefined) {
    return undefined;
  }
  if (isRecordItself(file)) {
    throw refusal(EDITOR_SENTENCES, 'isRecordItself', { file });
  }
  if (given.include === true) {
    return include(needs, path, file);
  }
  const result = await leaveOutOf(needs, path, file);
  if (!invocation.argument && result.stillIn.length > 0) {
    void window.showWarningMessage(reasonOf(EDITOR_SENTENCES, 'leftOutStillIn', result).whole);
  }
  return result;
}

/** Commits it again. */
async function include({ leftOut, committer }: LeavingOutNeeds, path: string, file: string): Promise<LeftOutResult> {
  if (!(await leftOut.remove(idOf(path), file))) {
    throw refusal(EDITOR_SENTENCES, 'notLeftOut', { file });
  }
  await committer.flush(path);
  return { file, stillIn: [] };
}

/** Keeps a file of the record at `path` out of commits. @throws Refusal if the incident has no such file, on the disk or in commits */
export async function leaveOutOf(needs: LeavingOutNeeds, path: string, file: string): Promise<LeftOutResult> {
  const repository = (await needs.repositories.of(path))!;
  const ref = await readBranchRef(repository);
  const inside = `${await pathInside(repository, dirname(path))}/${file}`;
  const take = async (replace: boolean): Promise<FileTraces> => {
    const branches = [...(ref === undefined ? [] : [ref.replace(/^refs\/heads\//, '')]), PRIVATE_BRANCH];
    const traces = await Promise.all(branches.map((branch) => takeFileOut(repository, branch, inside, replace)));
    return { local: traces.some(({ local }) => local), remote: traces.some(({ remote }) => remote) };
  };
  const before = await take(false);
  if (!existsSync(join(dirname(path), file)) && !before.local && !before.remote) {
    throw refusal(EDITOR_SENTENCES, 'noSuchFile', { file, id: idOf(path) });
  }
  await needs.leftOut.add(idOf(path), file);
  // Its commits first: what is committed then has it no more.
  const lease = leaseFile(needs.storage, repository.commonFolder);
  const own = ref === `refs/heads/${OWN_BRANCH}`;
  const traces = await withLease(disk, lease, 'stillCommitted', async () => take(own));
  await needs.committer.flush(path);
  return { file, stillIn: stillIn(traces) };
}

async function ask(
  { records, leftOut }: LeavingOutNeeds,
  repository: Repository,
  path: string,
): Promise<string | undefined> {
  const folder = await readRecordFolder(repository.root, dirname(path));
  const files = (folder?.files ?? []).filter(
    (file) => !isRecordItself(file.path) && !leftOut.has(idOf(path), file.path),
  );
  if (files.length === 0) {
    throw refusal(EDITOR_SENTENCES, 'noFileToLeaveOut');
  }
  return askChoice<string>({
    title: await promptTitle(records, path, say`leave a file out`),
    placeholder: say`Which file? It stays on this machine and is removed from commits that haven't been pushed.`,
    choices: [...files]
      .sort((a, b) => b.size - a.size)
      .map((file) => ({ label: file.path, description: sizeOf(file.size), answer: file.path })),
  });
}

const stillIn = ({ local, remote }: FileTraces): LeftOutResult['stillIn'] => [
  ...(local ? (['commits'] as const) : []),
  ...(remote ? (['remote'] as const) : []),
];

const sizeOf = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${Math.ceil(bytes / 1_000_000)} MB`;
