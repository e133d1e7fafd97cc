/** Registers what finds incidents by what is written in them. */
import { join } from 'node:path';
import type { ExtensionContext } from 'vscode';
import type { RecordParts } from '../records/register';
import type { HandlersOf } from '../shell/commands';
import { filteringHandlers, HistoryFilter } from './historyFilter';
import { RecordSearch } from './recordSearch';
import { searchingHandlers } from './searching';
import { offerSymbols } from './symbols';

export interface SearchParts {
  readonly search: RecordSearch;
  readonly filter: HistoryFilter;
  readonly handlers: HandlersOf<'search' | 'filterHistory'>;
}

export function registerSearch(context: ExtensionContext, { records }: RecordParts): SearchParts {
  const program = join(context.extensionPath, 'dist', 'searchThread.js');
  const search = new RecordSearch(program, context.globalStorageUri.fsPath, records);
  const filter = new HistoryFilter();
  context.subscriptions.push(search, offerSymbols(search));
  return { search, filter, handlers: { ...searchingHandlers(search), ...filteringHandlers(filter) } };
}
