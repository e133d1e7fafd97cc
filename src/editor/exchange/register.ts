/** Registers the commands by which records are shared and reviewed. */
import type { Postmortems } from '../postmortem/postmortems';
import type { RecordParts } from '../records/register';
import type { ShowBrief } from '../records/shownTexts';
import type { HandlersOf } from '../shell/commands';
import type { Log } from '../shell/log';
import type { Incidents } from '../status/incident';
import type { SyncParts } from '../sync/register';
import { Exchanging } from './exchanging';
import { ReviewPreparing } from './reviewPreparing';

export function registerExchange(
  parts: RecordParts,
  sync: SyncParts,
  incidents: Incidents,
  showBrief: ShowBrief,
  postmortems: Postmortems,
  log: Log,
): HandlersOf<'sync' | 'join' | 'prepareReview'> {
  const exchanging = new Exchanging(parts, sync, incidents, showBrief);
  const preparing = new ReviewPreparing(parts, sync.routes, postmortems);
  return {
    sync: async (invocation) => {
      const synced = await exchanging.sync(invocation);
      void preparing.followReviews().catch(log.bug);
      return synced;
    },
    join: (invocation) => exchanging.join(invocation),
    prepareReview: (invocation) => preparing.prepareReview(invocation),
  };
}
