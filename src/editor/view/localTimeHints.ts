/** Shows the reader's local time next to each entry of an open record, and both zones in a hover. Writes nothing. */
import {
  Disposable,
  EventEmitter,
  Hover,
  InlayHint,
  MarkdownString,
  languages,
  workspace,
  type Position,
  type Range,
  type TextDocument,
} from 'vscode';
import type { IncidentRecord } from '../../core/record/record';
import { entryTimes, localTimes } from '../../core/view/localTimes';
import { readText } from '../shell/readText';
import { isRecordDocument } from '../records/recordFolders';
import { localZone } from '../shell/settings';

const RECORDS = { language: 'markdown', scheme: 'file', pattern: '**/incident.md' };

export function offerLocalTimes(): Disposable {
  const changed = new EventEmitter<void>();
  return Disposable.from(
    changed,
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('incidentNotes.localTimes')) {
        changed.fire();
      }
    }),
    languages.registerInlayHintsProvider(RECORDS, {
      onDidChangeInlayHints: changed.event,
      provideInlayHints: (document, range) => hints(readText(document.getText()), document, range),
    }),
    languages.registerHoverProvider(RECORDS, {
      provideHover: (document, position) => hover(readText(document.getText()), document, position),
    }),
  );
}

function areOn(document: TextDocument): boolean {
  const settings = workspace.getConfiguration('incidentNotes', document);
  return settings.get('localTimes', true) && isRecordDocument(document);
}

function hints(record: IncidentRecord, document: TextDocument, range: Range): InlayHint[] {
  if (!areOn(document)) {
    return [];
  }
  const frame = { now: Date.now(), zone: localZone() };
  const [from, to] = [document.offsetAt(range.start), document.offsetAt(range.end)];
  return localTimes(record, from, to, frame).map(({ at, words }) => {
    const hint = new InlayHint(document.positionAt(at), words);
    hint.paddingRight = true;
    return hint;
  });
}

function hover(record: IncidentRecord, document: TextDocument, position: Position): Hover | undefined {
  const frame = { now: Date.now(), zone: localZone() };
  const lines = isRecordDocument(document) && entryTimes(record, document.offsetAt(position), frame);
  return lines ? new Hover(new MarkdownString().appendCodeblock(lines.join('\n'), 'text')) : undefined;
}
