/** Registers the command of the postmortem. */
import type { RecordParts } from '../records/register';
import type { HandlersOf } from '../shell/commands';
import type { Log } from '../shell/log';
import { postmortemHandlers } from './postmortem';
import { Postmortems } from './postmortems';

export function registerPostmortem(
  parts: RecordParts,
  log: Log,
): { readonly handlers: HandlersOf<'postmortem'>; readonly postmortems: Postmortems } {
  const postmortems = new Postmortems(parts, log);
  return { handlers: postmortemHandlers({ records: parts.records, postmortems }), postmortems };
}
