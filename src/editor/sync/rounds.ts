/**
 * One sync with a remote: what comes into this window, what may leave the machine, and what to say about it. Knows what a
 * record is and what its remote is approved for. `SyncScheduler` decides when to sync; `git/sync` does the syncing.
 */
import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { EventEmitter, Uri } from 'vscode';
import { clashOf, linkingFiles, resolveFiles, type PartedFile } from '../../core/merge/fileMerge';
import { asideOf } from '../../core/merge/secondNames';
import { shortened } from '../../core/text/flatText';
import { isIncidentId } from '../../core/frontMatter/incidentId';
import { isToolSubject } from '../../core/record/commitMessage';
import { readRecord, type IncidentRecord } from '../../core/record/record';
import { isSameReason, reasonOf, type Reason } from '../../core/text/reason';
import { Refusal } from '../../core/text/refusal';
import { EXCHANGE_HOLDS } from '../../git/process/sentences';
import { EDITOR_SENTENCES } from '../shell/sentences';
import { PRIVATE_BRANCH } from '../../git/commit/commitAside';
import {
  exchangeRecords,
  type ExchangeHold,
  type ExchangeOutcome,
  type ExchangeParts,
  type IncomingFile,
} from '../../git/sync/exchange';
import type { WayCommit } from '../../git/commands/gitHistory';
import { disk } from '../../store/disk';
import { leaseFile, withLease } from '../../store/lease';
import { bringFiles, bringFilesAside, folderOf } from './incomingFiles';
import { idOf } from '../records/recordFolders';
import type { RecordParts } from '../records/register';
import { readSettings } from '../shell/settings';
import type { Shell } from '../shell/shell';
import { isOwn, type Route, type SharingStatus } from './routes';

/** What another branch would solve. */
const STUCK: ReadonlySet<string> = new Set(['protectedBranch', 'ownCommit']);

/** No remote may have it. */
export const LOCAL_ONLY = { state: 'held', reason: reasonOf(EDITOR_SENTENCES, 'localOnly') } satisfies SharingStatus;

export interface RoundEnd {
  readonly status: SharingStatus;
  /** The sentence where the branch can't be shared as it is, and the records' own could. */
  readonly stuck?: string;
}

/** Others changed a record, which may not be on the disk yet; `before` is absent if there was none. */
export interface HeardChange {
  readonly path: string;
  readonly before: IncidentRecord | undefined;
  readonly after: IncidentRecord;
}

/** A record that others don't have got another id, as another incident has its own; the paths before and after. */
export interface SeparatedRecord {
  readonly path: string;
  readonly moved: string;
}

/** Gives the record at a path an id that isn't in `taken`: `theirs` is another incident's. Returns its path then, if it did. */
type Separate = (path: string, theirs: string, taken: ReadonlySet<string>) => Promise<string | undefined>;

/** Maximum number of records that get another id in one round. */
const MOST_CLASHES = 50;

/** Files of the records at these paths were brought to the disk; `aside` if their branch is checked out nowhere. */
export interface BroughtFiles {
  readonly paths: readonly string[];
  readonly aside: boolean;
}

export class Rounds {
  readonly #processes: RecordParts['processes'];
  readonly #records: RecordParts['records'];
  readonly #approvals: RecordParts['approvals'];
  readonly #files: RecordParts['files'];
  readonly #shell: Shell;
  readonly #heard = new EventEmitter<HeardChange>();
  readonly #brought = new EventEmitter<BroughtFiles>();
  readonly #putAside = new EventEmitter<{ readonly record: string; readonly path: string }>();
  readonly onDidHear = this.#heard.event;
  /** After each round, however it ended. */
  readonly onDidBring = this.#brought.event;
  /** A version of a record came that couldn't be merged, with its path. */
  readonly onDidSetAside = this.#putAside.event;
  readonly #held = new Map<string, Reason>();
  readonly #separated = new EventEmitter<SeparatedRecord>();
  /** A record got another id. */
  readonly onDidSeparate = this.#separated.event;
  readonly #separate: Separate;

  constructor(
    { processes, records, approvals, files }: Pick<RecordParts, 'processes' | 'records' | 'approvals' | 'files'>,
    separate: Separate,
    shell: Shell,
  ) {
    this.#processes = processes;
    this.#records = records;
    this.#approvals = approvals;
    this.#files = files;
    this.#separate = separate;
    this.#shell = shell;
  }

  /** Shares the route's branch, which is approved, and that of security incidents where the remote may have it. */
  async share(route: Route): Promise<RoundEnd> {
    const outcome = await this.#shareBranch(route);
    this.#note(route, route.branch, outcome);
    if (outcome.state === 'held') {
      const stuck = STUCK.has(causeOf(outcome.reason).code) && !isOwn(route);
      return { status: statusOf(outcome), ...(stuck && { stuck: outcome.reason.short }) };
    }
    return {
      status: this.#approvals.of(route.url) === 'private' ? await this.#sharePrivate(route) : statusOf(outcome),
    };
  }

  /** Of two incidents with one id the one that's shared keeps it. */
  async #shareBranch(route: Route): Promise<ExchangeOutcome> {
    const taken = new Set<string>();
    for (;;) {
      let clash: PartedFile | undefined;
      const outcome = await this.#exchange(route, (file) => (clash = file));
      if (clash === undefined || taken.size === MOST_CLASHES) {
        return outcome;
      }
      const path = Uri.file(join(route.root, clash.path)).fsPath;
      taken.add(idOf(path));
      try {
        const moved = await this.#separate(path, Buffer.from(clash.theirs!).toString('utf8'), taken);
        if (moved !== undefined) {
          this.#separated.fire({ path, moved });
        }
      } catch (error) {
        if (!(error instanceof Refusal)) {
          throw error;
        }
        return { state: 'held', reason: reasonOf(EXCHANGE_HOLDS, 'unresolved', error.reason) };
      }
    }
  }

  async #exchange(route: Route, onClash: (file: PartedFile) => void): Promise<ExchangeOutcome> {
    const came = new Set<string>();
    const lease = leaseFile(this.#shell.storage, route.repository.commonFolder);
    return exchangeRecords(route.repository, route, {
      ...this.#parts(route, onClash),
      keepBack: (ahead) => this.#objection(route, ahead),
      ...(isOwn(route) && { largest: readSettings(Uri.file(route.root)).largest }),
      // The lease of the commits: neither finds the index and the files halfway to what the other makes of them.
      alone: async (work) => withLease(disk, lease, 'notOnBranch', work),
      write: async (files) => {
        this.#hear(route, files, came);
        return bringFiles(route.root, this.#files, this.#processes, files);
      },
    }).finally(() => this.#brought.fire({ paths: [...came], aside: false }));
  }

  /** Security incidents are on a branch that is checked out nowhere; their files are written by this window alone. */
  async #sharePrivate(route: Route): Promise<SharingStatus> {
    const came = new Set<string>();
    const to = { remote: route.remote, branch: PRIVATE_BRANCH };
    const outcome = await exchangeRecords(route.repository, to, {
      ...this.#parts(route),
      aside: true,
      write: async (files) => {
        this.#hear(route, files, came);
        await bringFilesAside(route.root, this.#files, this.#processes, files);
        return [];
      },
    }).finally(() => this.#brought.fire({ paths: [...came], aside: true }));
    this.#note(route, PRIVATE_BRANCH, outcome);
    const status = statusOf(outcome);
    return status.state === 'held' && status.reason
      ? { ...status, reason: reasonOf(EDITOR_SENTENCES, 'onPrivate', { branch: PRIVATE_BRANCH, why: status.reason }) }
      : status;
  }

  #parts(route: Route, onClash?: (file: PartedFile) => void): Pick<ExchangeParts, 'subject' | 'resolve'> {
    return {
      subject: 'inc: merge the records',
      resolve: async (files, read, renamed) => {
        const linking = await read(linkingFiles(files, renamed));
        const resolved = resolveFiles(
          files,
          linking,
          (path, text) => this.#processes.statusesOf(join(route.root, path), text),
          hashOf,
          renamed,
        );
        const isClash = 'code' in resolved && resolved.code === 'twoIncidents';
        const clash = isClash && files.find((file) => clashOf(file));
        if (clash) {
          onClash?.(clash);
        }
        return resolved;
      },
    };
  }

  /** Logs once why a branch is held, for as long as it is. */
  #note({ remote, url }: Route, branch: string, outcome: ExchangeOutcome): void {
    const about = `${url} ${branch}`;
    if (outcome.state === 'shared') {
      this.#held.delete(about);
    } else if (!isSameReason(this.#held.get(about), outcome.reason)) {
      this.#held.set(about, outcome.reason);
      this.#shell.log.warn(`Didn't sync ${branch} with ${remote}: ${outcome.reason.short}.\n${outcome.detail ?? ''}`);
    }
  }

  /** Why commits that the remote lacks may not leave this machine. */
  async #objection(route: Route, ahead: readonly WayCommit[]): Promise<Reason | undefined> {
    const folders = new Set(
      ahead
        .flatMap(({ paths }) => paths.map(dirname))
        .map((folder) => folder.split('/'))
        .flatMap((parts) =>
          parts.flatMap((part, index) => (isIncidentId(part) ? [parts.slice(0, index + 1).join('/')] : [])),
        ),
    );
    if (this.#approvals.of(route.url) !== 'private') {
      for (const folder of folders) {
        const record = await this.#records.read(join(route.root, folder, 'incident.md'));
        if (record?.fields.security) {
          return LOCAL_ONLY.reason;
        }
      }
    }
    if (isOwn(route)) {
      return undefined;
    }
    const { commitSubject: form } = readSettings(Uri.file(route.root));
    const own = ahead.find(({ subject, paths }) => !isToolSubject(subject, form) || !paths.every(isInRecord));
    return own && reasonOf(EDITOR_SENTENCES, 'ownCommit', { subject: shortened(own.subject, 40) });
  }

  /** Tells what came, and adds the paths of the records whose files are among it. */
  #hear(route: Route, files: readonly IncomingFile[], came: Set<string>): void {
    for (const { path, before, after } of files) {
      const folder = folderOf(join(route.root, path));
      if (folder !== undefined) {
        came.add(join(folder, 'incident.md'));
      }
      if (asideOf(basename(path)) !== undefined && after && !before && folder !== undefined) {
        this.#putAside.fire({ record: join(folder, 'incident.md'), path: join(route.root, path) });
      }
      if (basename(path) === 'incident.md' && after) {
        const [was, is] = [before && readRecord(before.toString('utf8')), readRecord(after.toString('utf8'))];
        this.#heard.fire({ path: join(route.root, path), before: was, after: is });
      }
    }
  }
}

/** Decides in every clone alike which of two files of one name keeps it. */
const hashOf = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

function statusOf(outcome: ExchangeOutcome): SharingStatus {
  if (outcome.state === 'shared') {
    return { state: 'shared' };
  }
  const { code } = outcome.reason;
  // Being offline is quiet: it is said, and nothing is to be done.
  return code === 'offline' || code === 'timedOut'
    ? { state: 'offline', reason: reasonOf(EDITOR_SENTENCES, 'offline') }
    : { state: 'held', reason: causeOf(outcome.reason) };
}

/** Returns what this window objected to, if that is why; else what git or the remote says. */
function causeOf(reason: ExchangeHold): Reason {
  return reason.code === 'keptBack' || reason.code === 'unresolved' ? reason.data : reason;
}

function isInRecord(path: string): boolean {
  return path.split('/').some(isIncidentId);
}
