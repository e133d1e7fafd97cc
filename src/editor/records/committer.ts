/** Commits pending entries in the background, and reports what is held and why. */
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { EventEmitter, Uri, workspace } from 'vscode';
import { heldChanges } from '../../core/record/manyChanges';
import { commitSubject, formSubject } from '../../core/record/commitMessage';
import { readRecord, type IncidentRecord } from '../../core/record/record';
import { isSameReason, reasonOf, type Given, type Reason } from '../../core/text/reason';
import { Refusal } from '../../core/text/refusal';
import { listChangedRecords } from '../../git/repository/changedRecords';
import { commitAside } from '../../git/commit/commitAside';
import { CommitQueue } from '../../git/commit/commitQueue';
import { commitRecord, type CommitFile, type CommitOutcome, type HoldCode } from '../../git/commit/commitRecord';
import { COMMIT_HOLDS } from '../../git/process/sentences';
import type { LeftOut } from '../../git/repository/leftOut';
import { readOddState } from '../../git/repository/repositoryState';
import { isElsewhere, type Repository } from '../../git/repository/repository';
import type { Journal } from '../../store/journal/journal';
import type { DraftItem } from '../../store/journal/journalLine';
import { disk } from '../../store/disk';
import { leaseFile, withLease } from '../../store/lease';
import { readRecordAlone } from '../../store/recordFile';
import type { Shell } from '../shell/shell';
import type { LeftOutFiles } from './leftOutFiles';
import type { Places } from './recordLocations';
import type { Repositories } from './repositories';
import { idOf, rootOf } from './recordFolders';
import { readSettings } from '../shell/settings';
import { say } from '../../core/words/say';

/** Says why a record's files may not be committed; `draft` is what it was declared with, while it isn't on a branch. */
export interface Inspector {
  inspect(path: string, files: readonly CommitFile[], draft: string | undefined): Promise<Reason | undefined>;
}

/** Why a file is in no commit: no capital, no period. */
export const LEFT_OUT_WORDS: Readonly<Record<LeftOut['why'], () => string>> = {
  chosen: () => say`you left it out`,
  system: () => say`it's a system or editor file`,
  ignored: () => say`git ignores it`,
  size: () => say`it's too large`,
};

/** By a hook, which isn't asked again before the person says so. */
const OF_HOOKS: ReadonlySet<HoldCode> = new Set(['hookRefused', 'hookChanged']);

export class Committer {
  readonly #journal: Journal;
  readonly #repositories: Repositories;
  readonly #places: Places;
  readonly #inspectors: readonly Inspector[];
  readonly #leftOutFiles: LeftOutFiles;
  readonly #shell: Shell;
  readonly #changed = new EventEmitter<string>();
  readonly #committed = new EventEmitter<string>();
  readonly #tooLarge = new EventEmitter<{ readonly path: string; readonly files: readonly LeftOut[] }>();
  readonly #misplaced = new EventEmitter<string>();
  readonly #refused = new EventEmitter<{ readonly path: string; readonly said: string }>();
  /** What is said here of the record at a path has changed. */
  readonly onDidChange = this.#changed.event;
  /** The record at a path is on its branch. */
  readonly onDidCommit = this.#committed.event;
  /** Files are too large for a commit: reported once. */
  readonly onDidLeaveOut = this.#tooLarge.event;
  /** The record at a path belongs in the folder of the records' own branch, which is another one. */
  readonly onDidMisplace = this.#misplaced.event;
  /** A hook refuses, and what it said: reported once. */
  readonly onDidRefuse = this.#refused.event;
  readonly #queues = new Map<string, CommitQueue>();
  readonly #held = new Map<string, Reason<HoldCode>>();
  readonly #leftOut = new Map<string, readonly LeftOut[]>();
  readonly #running = new Map<string, Promise<unknown>>();

  /** Of the inspectors the first that objects is asked last. */
  constructor(
    journal: Journal,
    repositories: Repositories,
    places: Places,
    inspectors: readonly Inspector[],
    leftOut: LeftOutFiles,
    shell: Shell,
  ) {
    this.#journal = journal;
    this.#repositories = repositories;
    this.#places = places;
    this.#inspectors = inspectors;
    this.#leftOutFiles = leftOut;
    this.#shell = shell;
  }

  /** Why the record's last commit was held; absent if none is. */
  heldBecause(path: string): Reason<HoldCode> | undefined {
    return this.#held.get(path);
  }

  /** Files in the record's folder that the last commit left out; none if it left none out, or there was none. */
  leftOutOf(path: string): readonly LeftOut[] {
    return this.#leftOut.get(path) ?? [];
  }

  /** The record on the disk has changed: it is committed within the burst's seconds, where it can be. */
  async recordChanged(path: string): Promise<void> {
    await this.#places.prepare(path);
    (await this.#queueOf(path))?.entryWaits(path);
  }

  /**
   * Commits within the burst's seconds whatever these records have on the disk and not on their branch, whoever wrote it: an
   * exchange that didn't end, a window that was closed too early. One process of git for each folder of records, and none
   * more if nothing differs.
   */
  async catchUp(paths: readonly string[]): Promise<void> {
    const there = paths.filter((path) => existsSync(path));
    for (const records of new Set(there.map((path) => dirname(dirname(path))))) {
      const repository = await this.#repositories.in(records);
      const folders = there.map((path) => dirname(path)).filter((folder) => dirname(folder) === records);
      for (const folder of repository ? await listChangedRecords(repository, folders) : []) {
        await this.recordChanged(join(folder, 'incident.md'));
      }
    }
  }

  /** Resolves when no commit of the record runs: while one does, a hook may be rewriting the file. */
  async ended(path: string): Promise<void> {
    await this.#running.get(path)?.catch(() => undefined);
  }

  /** Commits what waits now, also what was held before. */
  async flush(path: string): Promise<void> {
    await (await this.#queueOf(path))?.retry(path);
  }

  /** Removes the record's folder from its branch, after it was moved elsewhere. */
  async commitRemoval(path: string): Promise<void> {
    const repository = await this.#repositories.of(path);
    if (repository) {
      const hooks = repository.hooks ?? 'run';
      const subject = formSubject(`inc: move ${idOf(path)}`, readSettings(Uri.file(path)).commitSubject);
      const outcome = await this.#inTurn(repository, () => commitRecord(repository, dirname(path), subject, { hooks }));
      if (outcome.state === 'held') {
        this.#shell.log.warn(`The removal of ${idOf(path)} isn't committed: ${outcome.reason.short}.`);
      }
    }
  }

  /** Stops trying to commit a record that was moved elsewhere. */
  async forget(path: string): Promise<void> {
    (await this.#queueOf(path))?.forget(path);
    this.#held.delete(path);
  }

  /** Tries again what was held for a reason that may be over by now; a hook that refused isn't asked again. */
  async retryHeld(): Promise<void> {
    for (const queue of this.#queues.values()) {
      const again = queue.held.filter(({ reason }) => !OF_HOOKS.has(reason.code));
      await Promise.all(again.map(({ record }) => queue.retry(record)));
    }
  }

  dispose(): void {
    for (const queue of this.#queues.values()) {
      queue.dispose();
    }
  }

  /**
   * Commits the record's folder now, with this text as its file `name`: what's there on the disk stays, and isn't in
   * the commit.
   */
  async commitBeside(path: string, name: string, text: string): Promise<CommitOutcome> {
    const [repository, queue] = [await this.#repositories.of(path), await this.#queueOf(path)];
    if (!repository || !queue) {
      return held(workspace.isTrusted ? 'noRepository' : 'notTrusted');
    }
    return queue.inTurn(() => this.#commitAlone(repository, path, new Map([[name, text]])));
  }

  async #queueOf(path: string): Promise<CommitQueue | undefined> {
    const repository = await this.#repositories.of(path);
    if (!repository) {
      return undefined;
    }
    let queue = this.#queues.get(repository.gitFolder);
    if (!queue) {
      queue = new CommitQueue({
        commit: (record) => this.#commitAlone(repository, record),
        isOdd: async () => (await readOddState(repository)) !== undefined,
        onOutcome: (record, outcome) => this.#note(record, outcome),
        onBug: (error) => this.#shell.log.error('Committing', error),
        delay: this.#shell.pace.burst,
        pollEvery: this.#shell.pace.look,
      });
      this.#queues.set(repository.gitFolder, queue);
    }
    return queue;
  }

  /** One window of a repository at a time: hooks and the index are no place for two. */
  async #inTurn(repository: Repository, work: () => Promise<CommitOutcome>): Promise<CommitOutcome> {
    try {
      const lease = leaseFile(this.#shell.storage, repository.commonFolder);
      return await withLease(disk, lease, 'notCommitted', work);
    } catch (error) {
      if (error instanceof Refusal) {
        return held('busy');
      }
      throw error;
    }
  }

  async #commitAlone(
    repository: Repository,
    path: string,
    instead?: ReadonlyMap<string, string>,
  ): Promise<CommitOutcome> {
    const running = this.#inTurn(repository, () => this.#commit(repository, path, instead));
    this.#running.set(path, running);
    return running.finally(() => this.#running.delete(path));
  }

  async #commit(repository: Repository, path: string, instead?: ReadonlyMap<string, string>): Promise<CommitOutcome> {
    if (!workspace.isTrusted) {
      return held('notTrusted');
    }
    const file = await readRecordAlone({ root: rootOf(path), storage: this.#shell.storage }, path).catch(
      (error: unknown) => {
        if (error instanceof Refusal) {
          return undefined;
        }
        throw error;
      },
    );
    if (!file) {
      return held('away');
    }
    const record = readRecord(file.text);
    // A hook or a filter may write it otherwise into the commit: what was in the file is in the commit.
    const holds = heldChanges(record);
    const items = this.#journal.waiting(path).filter((item) => 'draft' in item || holds(item.change));
    const settings = readSettings(Uri.file(path));
    const content = {
      id: idOf(path),
      security: record.frontMatter.fields.security,
      entries: items.filter((item) => 'change' in item).length,
      imported: items.filter((item) => 'change' in item && item.change.imported).length,
      declared: items.some((item) => 'draft' in item),
    };
    const subject = commitSubject(content, settings.commitSubject);
    const aside = await this.#goesAside(path, record);
    const unsettled = aside ? undefined : await this.#places.settle(path);
    if (unsettled?.isElsewhere) {
      // In a moment: what follows commits the record itself.
      setImmediate(() => this.#misplaced.fire(path));
    }
    if (unsettled) {
      return held(unsettled.passes ? 'undecided' : 'noBranch', unsettled.reason);
    }
    const settled = (await this.#repositories.of(path)) ?? repository;
    const declared = items.find((item): item is DraftItem => 'draft' in item);
    const options = {
      // One that just disappeared: whether it is to go from the branch as well is for a person to say.
      inspect: async (files: readonly CommitFile[]) =>
        files.some(({ path: name }) => name === basename(path))
          ? this.#inspect(path, files, declared?.draft)
          : reasonOf(COMMIT_HOLDS, 'away'),
      ...(instead && { instead }),
      largest: settings.largest,
      isChosen: (file: string) => this.#leftOutFiles.has(content.id, file),
    };
    const branch = declared?.branch;
    // It was declared, and somebody went elsewhere before its first commit: there it would be on a branch of other work.
    if (!aside && settled.hooks !== 'skip' && branch !== undefined && (await isElsewhere(settled, branch))) {
      return held('otherBranch', { branch: branch.replace('refs/heads/', '') });
    }
    const outcome = aside
      ? await commitAside(settled, dirname(path), subject, options)
      : await commitRecord(settled, dirname(path), subject, { hooks: settled.hooks ?? 'run', ...options });
    if (outcome.state === 'unchanged') {
      // What was objected to before is no longer there.
      await this.#inspect(path, [], undefined);
    }
    if (outcome.state !== 'held') {
      await this.#journal.settle(
        items.map((item) => item.id),
        'committed',
      );
    }
    return outcome;
  }

  async #inspect(path: string, files: readonly CommitFile[], draft: string | undefined): Promise<Reason | undefined> {
    for (const inspector of this.#inspectors) {
      const objection = await inspector.inspect(path, files, draft);
      if (objection !== undefined) {
        return objection;
      }
    }
    return undefined;
  }

  /** A security incident stays off every branch that a remote could get. */
  async #goesAside(path: string, { frontMatter }: IncidentRecord): Promise<boolean> {
    return frontMatter.fields.security && ((await this.#repositories.factsOf(path))?.remotes.length ?? 1) > 0;
  }

  #note(path: string, outcome: CommitOutcome): void {
    if (outcome.state === 'held') {
      const { reason, detail } = outcome;
      if (!isSameReason(this.#held.get(path), reason)) {
        if (OF_HOOKS.has(reason.code)) {
          this.#refused.fire({ path, said: detail ?? '' });
        }
        this.#shell.log.warn(`${idOf(path)} isn't committed: ${reason.short}.${detail ? `\n${detail}` : ''}`);
      }
      this.#held.set(path, reason);
    } else {
      this.#held.delete(path);
      this.#noteLeftOut(path, outcome.leftOut ?? []);
      if (outcome.state === 'committed') {
        this.#shell.log.info(`Committed ${idOf(path)}: ${outcome.commit}.`);
        this.#committed.fire(path);
      }
    }
    this.#changed.fire(path);
  }

  /** What is too large is reported once: somebody attached it, and thinks that others have it. */
  #noteLeftOut(path: string, leftOut: readonly LeftOut[]): void {
    const before = this.#leftOut.get(path) ?? [];
    this.#leftOut.set(path, leftOut);
    const fresh = leftOut.filter((file) => !before.some((known) => known.path === file.path && known.why === file.why));
    for (const { path: file, why } of fresh) {
      this.#shell.log.info(`${idOf(path)}: ${file} isn't committed: ${LEFT_OUT_WORDS[why]()}.`);
    }
    const large = fresh.filter(({ why }) => why === 'size');
    if (large.length > 0) {
      this.#tooLarge.fire({ path, files: large });
    }
  }
}

function held<Code extends HoldCode>(code: Code, ...data: Given<(typeof COMMIT_HOLDS)[Code]>): CommitOutcome {
  return { state: 'held', reason: reasonOf(COMMIT_HOLDS, code, ...data) };
}
