/** Registers the search for incidents. */
import { join } from 'node:path';
import type { ExtensionContext } from 'vscode';
import type { RecordParts } from '../records/register';
import type { HandlersOf } from '../shell/commands';
import type { Shell } from '../shell/shell';
import { filteringHandlers, HistoryFilter } from './historyFilter';
import { PastAlikes } from './pastAlikes';
import { RecordSearch } from './recordSearch';
import { searchingHandlers } from './searchCommands';
import { offerSymbols } from './symbols';

export interface SearchParts {
  readonly search: RecordSearch;
  readonly filter: HistoryFilter;
  readonly pastAlikes: PastAlikes;
  readonly handlers: HandlersOf<'search' | 'filterHistory'>;
}

export function registerSearch(
  context: ExtensionContext,
  { records, writer }: RecordParts,
  { log, storage }: Shell,
): SearchParts {
  const program = join(context.extensionPath, 'dist', 'searchThread.js');
  const search = new RecordSearch(program, storage, records);
  const filter = new HistoryFilter();
  context.subscriptions.push(search, offerSymbols(search));
  const pastAlikes = new PastAlikes(search, writer, log);
  return { search, filter, pastAlikes, handlers: { ...searchingHandlers(search), ...filteringHandlers(filter) } };
}
