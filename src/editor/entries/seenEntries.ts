/**
 * Which entries others have acted on: messages that left, and what they can have seen, as a push or a fetch succeeded with it.
 * Asks git, and no remote.
 */
import type { Entry } from '../../core/timeline/entry';
import { findEntry } from '../../core/record/placement';
import type { IncidentRecord } from '../../core/record/record';
import { isActedOn } from '../../core/entries/takeBack';
import type { OwnChanges } from './ownChanges';

export class SeenEntries {
  readonly #versions: (path: string) => Promise<readonly IncidentRecord[]>;
  readonly #own: OwnChanges;
  readonly #limit: number;

  /** `versions` gives each version of a record that a remote has or had; git is asked no longer than `limit`, in ms. */
  constructor(versions: (path: string) => Promise<readonly IncidentRecord[]>, own: OwnChanges, limit: number) {
    this.#versions = versions;
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
    const versions = await Promise.race([this.#versions(path).catch(() => undefined), late]);
    clearTimeout(timer);
    const isSeen = (entry: Entry): boolean =>
      versions === undefined || versions.some(({ text, timeline }) => findEntry(text, timeline, entry) !== undefined);
    return (entry) => this.#own.hasLeft(path, entry) || (isActedOn(entry) && isSeen(entry));
  }
}
