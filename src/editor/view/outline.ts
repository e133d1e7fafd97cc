/** Milestones and other landmarks of a record in the outline, in breadcrumbs, and in "Go to Symbol". */
import { DocumentSymbol, Range, SymbolKind, languages, type Disposable, type TextDocument } from 'vscode';
import { landmarks } from '../../core/view/landmarks';
import { readText } from '../shell/readText';
import { isRecordDocument } from '../records/recordFolders';
import { localZone } from '../shell/settings';

export function offerOutline(): Disposable {
  return languages.registerDocumentSymbolProvider(
    { language: 'markdown', scheme: 'file', pattern: '**/incident.md' },
    { provideDocumentSymbols: (document) => (isRecordDocument(document) ? symbols(document) : []) },
    { label: 'Incident' },
  );
}

function symbols(document: TextDocument): DocumentSymbol[] {
  const frame = { now: Date.now(), zone: localZone() };
  return landmarks(readText(document.getText()), frame).map(({ name, detail, kind, start, end }) => {
    const range = new Range(document.positionAt(start), document.positionAt(end));
    return new DocumentSymbol(
      name,
      detail,
      kind === 'MILESTONE' ? SymbolKind.Event : SymbolKind.Property,
      range,
      range,
    );
  });
}
