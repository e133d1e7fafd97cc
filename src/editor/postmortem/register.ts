/** Registers the postmortem commands. */
import type { RecordParts } from '../records/register';
import type { ShownTexts } from '../records/shownTexts';
import type { HandlersOf } from '../shell/commands';
import type { Log } from '../shell/log';
import { exportHandlers } from './exportCommand';
import { postmortemHandlers } from './postmortem';
import { postmortemStateHandlers } from './postmortemState';
import { reportHandlers } from './reportCommand';
import { Postmortems } from './postmortems';

export function registerPostmortem(
  parts: RecordParts,
  texts: ShownTexts,
  log: Log,
): {
  readonly handlers: HandlersOf<'export' | 'report' | 'postmortem' | 'postmortemState'>;
  readonly postmortems: Postmortems;
} {
  const postmortems = new Postmortems(parts, log);
  const needs = { records: parts.records, postmortems };
  return {
    handlers: {
      ...postmortemHandlers(needs),
      ...postmortemStateHandlers(needs),
      ...exportHandlers(parts),
      ...reportHandlers({ ...parts, texts }),
    },
    postmortems,
  };
}
