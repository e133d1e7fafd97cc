/** Registers the commands that share and review records. */
import type { Postmortems } from '../postmortem/postmortems';
import type { RecordParts } from '../records/register';
import type { ShowBrief } from '../records/shownTexts';
import type { HandlersOf } from '../shell/commands';
import type { Log } from '../shell/log';
import type { Incidents } from '../status/incident';
import type { SyncParts } from '../sync/register';
import { copyJoinLink } from './joinLinks';
import { exchangingHandlers } from './syncCommands';
import { followReviews, prepareReview } from './review';

export function registerExchange(
  parts: RecordParts,
  sync: SyncParts,
  incidents: Incidents,
  showBrief: ShowBrief,
  postmortems: Postmortems,
  log: Log,
): HandlersOf<'sync' | 'join' | 'copyJoinLink' | 'prepareReview'> {
  const exchanging = exchangingHandlers({ ...parts, ...sync, incidents, showBrief });
  const preparing = { ...parts, routes: sync.routes, postmortems };
  return {
    ...exchanging,
    sync: async (invocation) => {
      const synced = await exchanging.sync(invocation);
      void followReviews(preparing).catch(log.bug);
      return synced;
    },
    copyJoinLink: (invocation) => copyJoinLink({ ...parts, ...sync }, invocation),
    prepareReview: (invocation) => prepareReview(preparing, invocation),
  };
}
