/**
 * Decides when to sync the branches with records: commits go out within seconds, and others' entries come in while an incident
 * is open. Knows who approved what; `Rounds` does one sync.
 */
import { dirname, sep } from 'node:path';
import { EventEmitter, window, workspace } from 'vscode';
import { newsBetween, type News } from '../../core/record/news';
import type { IncidentRecord } from '../../core/record/record';
import { unsharedCount, type SharedState } from '../../core/status/sharingWords';
import type { Approvals } from '../records/approvals';
import type { Log } from '../shell/log';
import type { RecordList } from '../records/recordList';
import type { RecordParts } from '../records/register';
import type { Repositories } from '../records/repositories';
import { LOCAL_ONLY, type HeardChange, type Rounds } from './rounds';
import { routeKey, type Route, type Routes, type SharingStatus } from './routes';
import { reasonOf } from '../../core/text/reason';
import { EDITOR_SENTENCES } from '../shell/sentences';

/** Seconds between two fetches, with the window focused and without; only while an incident is open. */
const FETCH = { focused: 15, otherwise: 60 };
/** Milliseconds from a commit to its push: several records that are committed together go together. */
const PUSH_AFTER = 500;
/** How often it is looked whether a fetch is due, in milliseconds. */
const TICK = 1000;
/** How long incoming changes are shown, in ms. */
const NEWS = 60_000;

/** A round that takes longer than this is slow; who asked for it waits no longer, in milliseconds. */
const SLOW = 35_000;
const STILL_GOING: SharingStatus = { state: 'slow', reason: reasonOf(EDITOR_SENTENCES, 'slow') };

const UNAPPROVED: SharingStatus = { state: 'unapproved', reason: reasonOf(EDITOR_SENTENCES, 'unapproved') };

/** What is to be said of a record. */
export interface DescribedSharing extends SharingStatus {
  readonly shared: SharedState;
  /** What came from others just now; no period. */
  readonly news?: string;
}

interface Shared {
  /** Undefined before the first round. */
  status: SharingStatus | undefined;
  /** Whether the remote has all that is committed. */
  isSettled: boolean;
  /** When the last round began, in milliseconds since the epoch. */
  at: number;
  running?: Promise<void> | undefined;
  again: boolean;
  /** Whether the person was told that it is stuck. */
  told: boolean;
  timer?: NodeJS.Timeout | undefined;
}

export class Sharing {
  readonly #routes: Routes;
  readonly #repositories: Repositories;
  readonly #rounds: Rounds;
  readonly #records: RecordList;
  readonly #approvals: Approvals;
  readonly #log: Log;
  readonly #changed = new EventEmitter<void>();
  readonly #stuck = new EventEmitter<{ readonly paths: readonly string[]; readonly sentence: string }>();
  /** What is said here has changed. */
  readonly onDidChange = this.#changed.event;
  /** A branch can't be shared as it is: reported once, with the paths of its open records. */
  readonly onDidGetStuck = this.#stuck.event;
  readonly #shared = new Map<string, Shared>();
  /** What the remotes had of a record after the last round. */
  readonly #versions = new Map<string, Promise<IncidentRecord[] | undefined>>();
  readonly #news = new Map<string, { readonly news: News; readonly at: number }>();
  readonly #clock: NodeJS.Timeout;

  constructor(
    routes: Routes,
    rounds: Rounds,
    { repositories, records, approvals }: Pick<RecordParts, 'repositories' | 'records' | 'approvals'>,
    log: Log,
  ) {
    this.#routes = routes;
    this.#repositories = repositories;
    this.#rounds = rounds;
    this.#records = records;
    this.#approvals = approvals;
    this.#log = log;
    this.#clock = setInterval(() => void this.#tick().catch((error: unknown) => log.error('Syncing', error)), TICK);
  }

  /** What is to be said of the record at `path`, which now is `record`. */
  async describe(path: string, record: IncidentRecord, now: number): Promise<DescribedSharing> {
    const route = await this.#routes.of(dirname(dirname(path)));
    if (!('url' in route)) {
      const why = route.reason?.short;
      return { ...route, shared: { state: 'localOnly', ...(why !== undefined && { why }) } };
    }
    const approval = this.#approvals.of(route.url);
    if (record.frontMatter.fields.security && approval !== 'private') {
      return { ...LOCAL_ONLY, shared: { state: 'localOnly' } };
    }
    if (approval === undefined) {
      return { ...UNAPPROVED, shared: { state: 'localOnly' } };
    }
    const status = this.#shared.get(routeKey(route))?.status ?? { state: 'shared' };
    const heard = this.#news.get(path);
    const news = heard && now - heard.at < NEWS ? reasonOf(EDITOR_SENTENCES, 'news', { news: heard.news }) : undefined;
    return { ...status, shared: await this.#stateOf(route, path, record), ...(news && { news: news.short }) };
  }

  /** A round that's in progress changes nothing of what is said, unless something is on its way. */
  async #stateOf(route: Route, path: string, record: IncidentRecord): Promise<SharedState> {
    const { status, isSettled, running, timer } = this.#sharedOf(route);
    if (status?.state === 'held') {
      return { state: 'held', why: status.reason?.short ?? 'held' };
    }
    if (status?.state === 'offline') {
      return { state: 'offline', pending: await this.#unshared(path, record) };
    }
    if (isSettled) {
      return { state: 'shared', remote: route.remote };
    }
    if (status === undefined && !running && !timer) {
      if ((await this.#unshared(path, record)) === 0) {
        return { state: 'shared', remote: route.remote };
      }
      this.#soon(route);
    }
    return { state: 'sharing' };
  }

  /** How many of the record's entries the remote lacks, as far as the last round knows; undefined if git doesn't answer. */
  async #unshared(path: string, record: IncidentRecord): Promise<number | undefined> {
    const known = this.#versions.get(path) ?? this.#repositories.sharedVersions(path).catch(() => undefined);
    this.#versions.set(path, known);
    const versions = await known;
    return versions && unsharedCount(record, versions);
  }

  /** What others changed is said for a while. */
  heard({ path, before, after }: HeardChange): void {
    const news = newsBetween(before, after);
    if (news.length > 0) {
      this.#news.set(path, { news, at: Date.now() });
      this.#changed.fire();
    }
  }

  /** The record at `path` was committed: it goes out in a moment, where its remote is approved. */
  committed(path: string): void {
    void this.#routes
      .of(dirname(dirname(path)))
      .then((route) => {
        if ('url' in route && this.#approvals.of(route.url)) {
          this.#sharedOf(route).isSettled = false;
          this.#soon(route);
        }
      })
      .catch((error: unknown) => this.#log.error('Syncing', error));
  }

  /**
   * Shares the branch of the records in the folder `records` now, and returns how it went. What the person was told once
   * they are told again where they ask.
   */
  async sync(records: string, asked: boolean): Promise<SharingStatus> {
    this.#routes.forget(records);
    const route = await this.#routes.of(records);
    if (!('url' in route)) {
      return route;
    }
    if (this.#approvals.of(route.url) === undefined) {
      return UNAPPROVED;
    }
    const shared = this.#sharedOf(route);
    shared.told &&= !asked;
    const late = new Promise<'late'>((resolve) => void setTimeout(resolve, SLOW, 'late').unref());
    const ended = await Promise.race([this.#share(route), late]);
    return ended === 'late' ? STILL_GOING : (shared.status ?? { state: 'shared' });
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
      const route = await this.#routes.of(dirname(dirname(path)));
      if ('url' in route && this.#approvals.of(route.url) !== undefined) {
        routes.set(routeKey(route), route);
      }
    }
    for (const [key, route] of routes) {
      if ((this.#shared.get(key)?.at ?? 0) <= due) {
        void this.#share(route).catch((error: unknown) => this.#log.error('Syncing', error));
      }
    }
  }

  #soon(route: Route): void {
    const shared = this.#sharedOf(route);
    shared.timer ??= setTimeout(() => {
      shared.timer = undefined;
      void this.#share(route).catch((error: unknown) => this.#log.error('Syncing', error));
    }, PUSH_AFTER);
  }

  /** One round at a time for a branch; who asks while one runs gets another one. */
  async #share(route: Route): Promise<void> {
    const shared = this.#sharedOf(route);
    if (shared.running) {
      shared.again = true;
      await shared.running;
      // A remote that has just given no answer gives none now.
      if (shared.status?.state === 'offline') {
        return;
      }
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
    shared.at = Date.now();
    const late = setTimeout(() => {
      shared.status = STILL_GOING;
      this.#changed.fire();
    }, SLOW).unref();
    const { status, stuck } = await this.#rounds.share(route).finally(() => clearTimeout(late));
    shared.status = stuck === undefined ? status : { ...status, told: true };
    // What was committed in the meantime goes with the next round.
    shared.isSettled = status.state === 'shared' && shared.timer === undefined;
    this.#versions.clear();
    if (stuck !== undefined && !shared.told) {
      shared.told = true;
      const open = (await this.#records.openPaths()).filter((path) => path.startsWith(route.root + sep));
      this.#stuck.fire({ paths: open, sentence: stuck });
    }
    this.#changed.fire();
  }

  #sharedOf(route: Route): Shared {
    const shared = this.#shared.get(routeKey(route)) ?? {
      status: undefined,
      isSettled: false,
      at: 0,
      again: false,
      told: false,
    };
    this.#shared.set(routeKey(route), shared);
    return shared;
  }
}
