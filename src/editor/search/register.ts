/** Registers what finds incidents by what is written in them. */
import { join } from 'node:path';
import type { ExtensionContext } from 'vscode';
import type { RecordParts } from '../records/register';
import type { HandlersOf } from '../shell/commands';
import { RecordSearch } from './recordSearch';
import { searchingHandlers } from './searching';
import { offerSymbols } from './symbols';

export interface SearchParts {
  readonly search: RecordSearch;
  readonly handlers: HandlersOf<'search'>;
}

export function registerSearch(context: ExtensionContext, { records }: RecordParts): SearchParts {
  const program = join(context.extensionPath, 'dist', 'searchThread.js');
  const search = new RecordSearch(program, context.globalStorageUri.fsPath, records);
  context.subscriptions.push(search, offerSymbols(search));
  return { search, handlers: searchingHandlers(search) };
}
