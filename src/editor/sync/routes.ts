/**
 * The branch and the remote through which a folder's records are shared. Asks git, and caches the answer for a while; doesn't
 * know about approval, and talks to no remote.
 */
import { OWN_BRANCH } from '../../core/record/ownBranch';
import { readBranchRef, type Repository, type RemoteFacts } from '../../git/repository/repository';
import type { Places } from '../records/recordLocations';
import { repositoryRoot } from '../records/recordFolders';
import type { Repositories } from '../records/repositories';
import { reasonOf, type Reason } from '../../core/text/reason';
import { EDITOR_SENTENCES } from '../shell/sentences';

/** How long a branch's remote is believed, in milliseconds. */
const KNOWN_FOR = 30_000;

/** `unapproved` and `noRemote` wait for the person; `offline` and `slow`, which is still going on, pass by themselves. */
export type SharingState = 'shared' | 'slow' | 'offline' | 'held' | 'unapproved' | 'noRemote' | 'notCommitted';

export interface SharingStatus {
  readonly state: SharingState;
  /** Why, or what came; absent if there is nothing to say. */
  readonly reason?: Reason;
  /** The person was told of it, and offered what helps. */
  readonly told?: boolean;
}

const NOT_COMMITTED: SharingStatus = { state: 'notCommitted' };

/** A branch and the remote that it is shared with. */
export interface Route {
  readonly repository: Repository;
  /** The repository's root as the editor has it. */
  readonly root: string;
  readonly branch: string;
  readonly remote: string;
  /** Where a push goes, without credentials. */
  readonly url: string;
  /** The remote's address as it's written in the configuration, without credentials. */
  readonly written: string;
}

/** Of a repository, for the branch of records that's meant. */
export interface RemoteChoice {
  readonly remotes: readonly RemoteFacts[];
  /** The name of the one that git's own settings choose; absent if they leave several. */
  readonly chosen?: string;
  /** The branch's short name; absent on a detached HEAD. */
  readonly branch?: string;
}

/** One for all windows' records that are shared together. */
export function routeKey({ repository, branch }: Route): string {
  return `${repository.commonFolder}\0${branch}`;
}

/** Returns whether the branch is the records' own, on which every commit is the tool's. */
export function isOwn({ branch }: Route): boolean {
  return branch === OWN_BRANCH;
}

export class Routes {
  readonly #repositories: Repositories;
  readonly #places: Places;
  readonly #known = new Map<string, { ref: string | undefined; at: number; route: Route | SharingStatus }>();

  constructor(repositories: Repositories, places: Places) {
    this.#repositories = repositories;
    this.#places = places;
  }

  /** The route of the folder `records`, or why there is none; asked again when another branch is checked out. */
  async of(records: string): Promise<Route | SharingStatus> {
    const repository = await this.#repositories.in(records);
    const ref = repository && (await readBranchRef(repository));
    const known = this.#known.get(records);
    if (known && known.ref === ref && Date.now() - known.at < KNOWN_FOR) {
      return known.route;
    }
    const route = repository && ref ? await this.#find(records, repository, ref) : NOT_COMMITTED;
    this.#known.set(records, { ref, at: Date.now(), route });
    return route;
  }

  /** Asks git again at the next question about the folder `records`. */
  forget(records: string): void {
    this.#known.delete(records);
  }

  /** The remote of the repository around the folder `records`; absent if it has none. */
  async remoteOf(records: string): Promise<RemoteFacts | undefined> {
    const choice = await this.remotesOf(records);
    return choice?.remotes.find(({ name }) => name === choice.chosen);
  }

  /**
   * The remotes of that repository, and the one that git's own settings choose for the branch on which the folder's records
   * are, or will be; undefined if git may not be asked or doesn't answer.
   */
  async remotesOf(records: string): Promise<RemoteChoice | undefined> {
    const [place, facts] = await Promise.all([
      this.#places.describeFolder(records, Date.now()),
      this.#repositories.factsIn(records),
    ]);
    if (!facts) {
      return undefined;
    }
    const own = place.rule === 'unshared' || place.rule === 'own';
    const chosen = own ? facts.ownRemote : facts.remote;
    const branch = own ? OWN_BRANCH : facts.branch;
    return { remotes: facts.remotes, ...(chosen !== undefined && { chosen }), ...(branch !== undefined && { branch }) };
  }

  async #find(records: string, repository: Repository, ref: string): Promise<Route | SharingStatus> {
    const [place, facts] = await Promise.all([
      this.#places.describeFolder(records, Date.now()),
      this.#repositories.factsIn(records),
    ]);
    if (place.rule === 'unshared' || place.rule === 'uncommitted' || !facts) {
      return NOT_COMMITTED;
    }
    const remote = facts.remotes.find(({ name }) => name === facts.remote);
    if (!remote) {
      return facts.remotes.length === 0 ? { state: 'noRemote' } : severalRemotes(facts.remotes);
    }
    const root = repositoryRoot(records) ?? repository.root;
    const { name, url, written } = remote;
    return { repository, root, branch: ref.replace(/^refs\/heads\//, ''), remote: name, url, written };
  }
}

/** Nobody has said which of them the records go to. */
function severalRemotes(remotes: readonly { readonly name: string }[]): SharingStatus {
  const names = remotes.map(({ name }) => name);
  return { state: 'unapproved', reason: reasonOf(EDITOR_SENTENCES, 'severalRemotes', { names }) };
}
