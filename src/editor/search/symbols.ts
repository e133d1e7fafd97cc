/** Incidents in "Go to Symbol in Workspace". */
import { Location, Position, SymbolInformation, SymbolKind, Uri, languages, type Disposable } from 'vscode';
import { nameOf } from '../records/target';
import type { FoundIncident, RecordSearch } from './recordSearch';

/** The editor shows those whose names have what was typed. */
const MOST = 50;

export function offerSymbols(search: RecordSearch): Disposable {
  return languages.registerWorkspaceSymbolProvider({
    provideWorkspaceSymbols: async (query, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => stop.abort());
      return query.trim() === '' ? [] : (await search.find(query, { limit: MOST, signal: stop.signal })).map(symbolOf);
    },
  });
}

function symbolOf({ record, line }: FoundIncident): SymbolInformation {
  const place = new Location(Uri.file(record.path), new Position(line, 0));
  return new SymbolInformation(nameOf(record), SymbolKind.Event, record.fields.status ?? '', place);
}
