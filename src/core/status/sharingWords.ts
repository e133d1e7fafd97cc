/** Says in a few plain words whether others have a record. */

import { newsBetween } from '../record/news';
import type { IncidentRecord } from '../record/record';
import { say } from '../words/say';

/** `why` has no period. */
export type SharedState =
  | { readonly state: 'localOnly'; readonly why?: string }
  /** It's on its way, however long git takes. */
  | { readonly state: 'sharing' }
  | { readonly state: 'shared'; readonly remote: string }
  /** `pending` entries aren't on the remote; undefined if that isn't known. */
  | { readonly state: 'offline'; readonly pending: number | undefined }
  | { readonly state: 'held'; readonly why: string };

/** `local only`, `sharing…`, `shared with origin`, `offline, 3 pending`, or why it's held. */
export function sharingWords(shared: SharedState): string {
  switch (shared.state) {
    case 'localOnly':
      return shared.why === undefined ? say`local only` : say`local only: ${shared.why}`;
    case 'sharing':
      return say`sharing…`;
    case 'shared':
      return say`shared with ${shared.remote}`;
    case 'offline':
      return shared.pending ? say`offline, ${shared.pending} pending` : say`offline`;
    case 'held':
      return shared.why;
  }
}

/** Returns how many entries of the record are in none of the remote's versions: all of them if it has none. */
export function unsharedCount(record: IncidentRecord, versions: readonly IncidentRecord[]): number {
  const missing = (version?: IncidentRecord): number =>
    newsBetween(version, record).reduce((sum, { count }) => sum + count, 0);
  return versions.reduce((least, version) => Math.min(least, missing(version)), missing());
}
