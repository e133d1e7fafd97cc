/** Shows the reader's own time beside each entry of an open record, and both zones in a hover. Nothing is written. */
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
import { readRecord, type IncidentRecord } from '../../core/record/record';
import { entryTimes, localTimes } from '../../core/view/localTimes';
import { isRecordDocument } from '../records/recordFolders';
import { localZone } from '../shell/settings';

const RECORDS = { language: 'markdown', scheme: 'file', pattern: '**/incident.md' };

export function offerLocalTimes(): Disposable {
  const changed = new EventEmitter<void>();
  const read = readOnce();
  return Disposable.from(
    changed,
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('incidentNotes.localTimes')) {
        changed.fire();
      }
    }),
    languages.registerInlayHintsProvider(RECORDS, {
      onDidChangeInlayHints: changed.event,
      provideInlayHints: (document, range) => hints(read(document), document, range),
    }),
    languages.registerHoverProvider(RECORDS, {
      provideHover: (document, position) => hover(read(document), document, position),
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

/** The record of each document's version, read once. */
function readOnce(): (document: TextDocument) => IncidentRecord {
  const known = new WeakMap<TextDocument, { readonly version: number; readonly record: IncidentRecord }>();
  return (document) => {
    const last = known.get(document);
    if (last?.version === document.version) {
      return last.record;
    }
    const record = readRecord(document.getText());
    known.set(document, { version: document.version, record });
    return record;
  };
}
