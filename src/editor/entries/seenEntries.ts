/**
 * Which entries others may have acted on: messages that went out, and entries that a push or fetch has shared. Asks git, but
 * no remote.
 */
import type { Entry } from '../../core/timeline/entry';
import { findEntry } from '../../core/record/placement';
import { isActedOn } from '../../core/entries/takeBack';
import type { Repositories } from '../records/repositories';
import type { OwnChanges } from './ownChanges';

export class SeenEntries {
  readonly #repositories: Repositories;
  readonly #own: OwnChanges;
  readonly #limit: number;

  /** git is asked no longer than `limit`, in ms. */
  constructor(repositories: Repositories, own: OwnChanges, limit: number) {
    this.#repositories = repositories;
    this.#own = own;
    this.#limit = limit;
  }

  /**
   * Tells of each entry of the record at `path` whether others have acted on it. Where git doesn't answer, it counts as seen:
   * a retraction loses nothing.
   */
  async actedOn(path: string): Promise<(entry: Entry) => boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), this.#limit)));
    const versions = await Promise.race([this.#repositories.sharedVersions(path).catch(() => undefined), late]);
    clearTimeout(timer);
    const hasLeft = await this.#own.haveLeft(path);
    const isSeen = (entry: Entry): boolean =>
      versions === undefined || versions.some(({ text, timeline }) => findEntry(text, timeline, entry) !== undefined);
    return (entry) => hasLeft(entry) || (isActedOn(entry) && isSeen(entry));
  }
}
