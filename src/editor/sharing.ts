/**
 * Shares the branches on which records live with their remotes: what was committed goes out within seconds, what others
 * wrote comes in while an incident is open. Knows when, where to and who approved; how is `exchangeRecords`'.
 */
import { basename, dirname, join, sep } from 'node:path';
import { window, workspace } from 'vscode';
import { resolveFiles } from '../core/fileMerge';
import { isIncidentId } from '../core/incidentId';
import { newsBetween, type News } from '../core/news';
import { shortened } from '../core/flatText';
import { OWN_BRANCH } from '../core/place';
import { readRecord, type IncidentRecord } from '../core/record';
import { exchangeRecords, type ExchangeOutcome, type IncomingFile } from '../git/exchange';
import type { WayCommit } from '../git/gitHistory';
import { PRIVATE_BRANCH, readPrivateTip } from '../git/commitAside';
import { pushRecords, readFetched } from '../git/remote';
import { RemoteFailure } from '../git/remoteFailure';
import { readBranchRef, type Repository, type RepositoryFacts } from '../git/repository';
import type { Approvals } from './approvals';
import { bringFiles, statusesOf } from './arrivals';
import type { Log } from './log';
import type { Places } from './places';
import { repositoryRoot } from './recordFolders';
import type { RecordList } from './recordList';

/** Seconds between two fetches, with the window focused and without; only while an incident is open. */
const FETCH = { focused: 15, otherwise: 60 };
/** Milliseconds from a commit to its push: several records that are committed together go together. */
const PUSH_AFTER = 500;
/** How often it is looked whether a fetch is due, in milliseconds. */
const TICK = 5000;
/** What another branch would solve. */
const STUCK: ReadonlySet<string> = new Set(['protectedBranch', 'kept back']);
/** How long a branch's remote is believed, in milliseconds. */
const KNOWN_FOR = 30_000;
/** So long news are shown, in milliseconds. */
const NEWS = 60_000;

/** `unapproved` and `noRemote` wait for the person; `offline` passes by itself. */
export type SharingState = 'shared' | 'offline' | 'held' | 'unapproved' | 'noRemote' | 'notCommitted';

export interface SharingStatus {
  readonly state: SharingState;
  /** For the status bar, no capital, no full stop; absent where there is nothing to say. */
  readonly words?: string;
}

const UNAPPROVED: SharingStatus = { state: 'unapproved', words: 'not shared yet' };
const LOCAL_ONLY: SharingStatus = { state: 'held', words: 'local only' };
const NOT_COMMITTED: SharingStatus = { state: 'notCommitted' };

/** A branch and the remote that it is shared with. */
interface Route {
  readonly repository: Repository;
  /** The repository's root as the editor has it. */
  readonly root: string;
  readonly branch: string;
  readonly remote: string;
  /** Without credentials. */
  readonly url: string;
}

interface Shared {
  status: SharingStatus;
  /** When it was shared last, in milliseconds since the epoch. */
  at: number;
  running?: Promise<void> | undefined;
  again: boolean;
  /** Whether the person was told that it is stuck. */
  told?: boolean;
  timer?: NodeJS.Timeout | undefined;
}

export class Sharing {
  readonly #places: Places;
  readonly #records: RecordList;
  readonly #approvals: Approvals;
  readonly #storage: string;
  readonly #log: Log;
  readonly #changed: (path?: string) => void;
  readonly #heard: (path: string, before: IncidentRecord | undefined, after: IncidentRecord) => void;
  readonly #stuck: (paths: readonly string[], sentence: string) => void;
  readonly #shared = new Map<string, Shared>();
  readonly #routes = new Map<string, { ref: string | undefined; at: number; route: Route | SharingStatus }>();
  readonly #news = new Map<string, { readonly news: News; readonly at: number }>();
  readonly #clock: NodeJS.Timeout;

  /**
   * `storage` is the extension's own folder; `changed` is called when what is said here has changed, or a record's text;
   * `heard` when others changed a record, which may not be on the disk yet; `stuck` once for a branch that cannot be
   * shared as it is, with the paths of its open records.
   */
  constructor(
    places: Places,
    records: RecordList,
    approvals: Approvals,
    storage: string,
    log: Log,
    changed: (path?: string) => void,
    heard: (path: string, before: IncidentRecord | undefined, after: IncidentRecord) => void,
    stuck: (paths: readonly string[], sentence: string) => void,
  ) {
    this.#places = places;
    this.#records = records;
    this.#approvals = approvals;
    this.#storage = storage;
    this.#log = log;
    this.#changed = changed;
    this.#heard = heard;
    this.#stuck = stuck;
    this.#clock = setInterval(() => void this.#tick().catch((error: unknown) => log.error('Sharing', error)), TICK);
  }

  /** What is to be said of the record at `path`. */
  async describe(path: string, now: number): Promise<SharingStatus> {
    const route = await this.#routeOf(dirname(dirname(path)));
    if (!('url' in route)) {
      return route;
    }
    const approval = this.#approvals.of(route.url);
    if ((await this.#records.read(path))?.fields.security && approval !== 'private') {
      return LOCAL_ONLY;
    }
    if (approval === undefined) {
      return UNAPPROVED;
    }
    const status = this.#shared.get(keyOf(route))?.status ?? { state: 'shared' };
    const heard = this.#news.get(path);
    return heard && now - heard.at < NEWS ? { ...status, words: newsWords(heard.news) } : status;
  }

  /** The remote of the repository around the folder `records`; absent where it has none. */
  async remoteOf(records: string): Promise<{ readonly name: string; readonly url: string } | undefined> {
    return remoteAmong(await this.#places.factsIn(records));
  }

  /** The record at `path` was committed: it goes out in a moment, where its remote is approved. */
  committed(path: string): void {
    void this.#routeOf(dirname(dirname(path)))
      .then((route) => ('url' in route && this.#approvals.of(route.url) ? this.#soon(route) : undefined))
      .catch((error: unknown) => this.#log.error('Sharing', error));
  }

  /** Shares the branch of the records in the folder `records` now, and gives back how it went. */
  async sync(records: string): Promise<SharingStatus> {
    this.#routes.delete(records);
    const route = await this.#routeOf(records);
    if (!('url' in route)) {
      return route;
    }
    if (this.#approvals.of(route.url) === undefined) {
      return UNAPPROVED;
    }
    await this.#share(route);
    return this.#sharedOf(route).status;
  }

  dispose(): void {
    clearInterval(this.#clock);
    this.#shared.forEach(({ timer }) => clearTimeout(timer));
  }

  /** Fetches where an incident is open and it is time. */
  async #tick(): Promise<void> {
    const due = Date.now() - (window.state.focused ? FETCH.focused : FETCH.otherwise) * 1000;
    const routes = new Map<string, Route>();
    for (const path of await this.#records.openPaths()) {
      const route = await this.#routeOf(dirname(dirname(path)));
      if ('url' in route && this.#approvals.of(route.url) !== undefined) {
        routes.set(keyOf(route), route);
      }
    }
    for (const [key, route] of routes) {
      if ((this.#shared.get(key)?.at ?? 0) <= due) {
        void this.#share(route).catch((error: unknown) => this.#log.error('Sharing', error));
      }
    }
  }

  #soon(route: Route): void {
    const shared = this.#sharedOf(route);
    shared.timer ??= setTimeout(() => {
      shared.timer = undefined;
      void this.#share(route).catch((error: unknown) => this.#log.error('Sharing', error));
    }, PUSH_AFTER);
  }

  /** One round at a time for a branch; who asks while one runs gets another one. */
  async #share(route: Route): Promise<void> {
    const shared = this.#sharedOf(route);
    if (shared.running) {
      shared.again = true;
      await shared.running;
      if (!shared.again) {
        await shared.running;
        return;
      }
    }
    shared.again = false;
    shared.running = this.#round(route, shared).finally(() => (shared.running = undefined));
    await shared.running;
  }

  async #round(route: Route, shared: Shared): Promise<void> {
    if (!workspace.isTrusted || this.#approvals.of(route.url) === undefined) {
      return;
    }
    const outcome = await exchangeRecords(route.repository, route, {
      subject: 'inc: merge the records',
      resolve: async (files) =>
        Promise.resolve(resolveFiles(files, (path, text) => statusesOf(join(route.root, path), text))),
      write: async (files) => {
        this.#hear(route, files);
        return bringFiles(route.root, this.#storage, files, this.#log);
      },
      keepBack: (ahead) => this.#objection(route, ahead),
    });
    shared.at = Date.now();
    const status = statusOf(outcome);
    if (outcome.state === 'held' && shared.status.words !== status.words) {
      this.#log.warn(
        `${route.branch} is not shared with ${route.remote}: ${outcome.sentence}.\n${outcome.detail ?? ''}`,
      );
    }
    const stuck = outcome.state === 'held' && STUCK.has(outcome.why) && outcome.sentence !== LOCAL_ONLY.words;
    if (stuck && route.branch !== OWN_BRANCH && !shared.told) {
      shared.told = true;
      const open = (await this.#records.openPaths()).filter((path) => path.startsWith(route.root + sep));
      this.#stuck(open, outcome.sentence);
    }
    shared.status = outcome.state === 'shared' ? ((await this.#sharePrivate(route)) ?? status) : status;
    this.#changed();
  }

  /** Pushes the branch of security incidents, where the remote is approved for it; says what holds it. */
  async #sharePrivate(route: Route): Promise<SharingStatus | undefined> {
    const tip = this.#approvals.of(route.url) === 'private' ? await readPrivateTip(route.repository) : undefined;
    const to = { remote: route.remote, branch: PRIVATE_BRANCH };
    if (tip === undefined || tip === (await readFetched(route.repository, to))) {
      return undefined;
    }
    try {
      await pushRecords(route.repository, to, tip);
      return undefined;
    } catch (error) {
      if (!(error instanceof RemoteFailure)) {
        throw error;
      }
      this.#log.warn(`${PRIVATE_BRANCH} is not shared with ${route.remote}: ${error.message}.\n${error.detail}`);
      return { state: 'held', words: `${PRIVATE_BRANCH}: ${error.message}` };
    }
  }

  /** Why commits that the remote lacks may not leave this machine. */
  async #objection(route: Route, ahead: readonly WayCommit[]): Promise<string | undefined> {
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
          return LOCAL_ONLY.words;
        }
      }
    }
    if (route.branch === OWN_BRANCH) {
      return undefined;
    }
    const own = ahead.find(({ subject, paths }) => !subject.startsWith('inc: ') || !paths.every(isInRecord));
    return own && `“${shortened(own.subject, 40)}” is your own commit and is not pushed along`;
  }

  #hear(route: Route, files: readonly IncomingFile[]): void {
    for (const { path, before, after } of files) {
      const record = join(route.root, path);
      if (basename(path) === 'incident.md' && after) {
        const [was, is] = [before && readRecord(before.toString('utf8')), readRecord(after.toString('utf8'))];
        const news = newsBetween(was, is);
        if (news.length > 0) {
          this.#news.set(record, { news, at: Date.now() });
        }
        this.#changed(record);
        this.#heard(record, was, is);
      }
    }
  }

  #sharedOf(route: Route): Shared {
    const shared = this.#shared.get(keyOf(route)) ?? { status: { state: 'shared' }, at: 0, again: false };
    this.#shared.set(keyOf(route), shared);
    return shared;
  }

  /** Asks git again after a while, or when another branch is checked out. */
  async #routeOf(records: string): Promise<Route | SharingStatus> {
    const repository = await this.#places.repositoryIn(records);
    const ref = repository && (await readBranchRef(repository));
    const known = this.#routes.get(records);
    if (known && known.ref === ref && Date.now() - known.at < KNOWN_FOR) {
      return known.route;
    }
    const route = repository && ref ? await this.#findRoute(records, repository, ref) : NOT_COMMITTED;
    this.#routes.set(records, { ref, at: Date.now(), route });
    return route;
  }

  async #findRoute(records: string, repository: Repository, ref: string): Promise<Route | SharingStatus> {
    const [place, facts] = await Promise.all([
      this.#places.describeFolder(records, Date.now()),
      this.#places.factsIn(records),
    ]);
    if (place.rule === 'unshared' || place.rule === 'uncommitted' || !facts) {
      return NOT_COMMITTED;
    }
    const remote = remoteAmong(facts);
    if (!remote) {
      return { state: 'noRemote' };
    }
    const root = repositoryRoot(records) ?? repository.root;
    return { repository, root, branch: ref.replace(/^refs\/heads\//, ''), remote: remote.name, url: remote.url };
  }
}

function remoteAmong(facts: RepositoryFacts | undefined): { readonly name: string; readonly url: string } | undefined {
  return facts?.remotes.find(({ name }) => name === 'origin') ?? facts?.remotes[0];
}

function statusOf(outcome: ExchangeOutcome): SharingStatus {
  if (outcome.state === 'shared') {
    return { state: 'shared' };
  }
  const offline = outcome.why === 'offline' || outcome.why === 'timedOut';
  // Being offline is quiet: it is said, and nothing is to be done.
  return offline ? { state: 'offline', words: 'offline' } : { state: 'held', words: outcome.sentence };
}

/** `2 new from @lee`. */
function newsWords(news: News): string {
  return news.map(({ author, count }) => `${count} new from @${author}`).join(', ');
}

function keyOf({ repository, branch }: Route): string {
  return `${repository.commonFolder}\0${branch}`;
}

function isInRecord(path: string): boolean {
  return path.split('/').some(isIncidentId);
}
