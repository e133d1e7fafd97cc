/** Offers quick fixes for a record's findings. Each is one plain edit, and so one undo step. */
import {
  CodeAction,
  CodeActionKind,
  Range,
  WorkspaceEdit,
  languages,
  type CodeActionContext,
  type Diagnostic,
  type Disposable,
  type TextDocument,
} from 'vscode';
import { quickFixes } from '../../core/fixes/quickFixes';
import { shownFindings } from '../../core/record/shownFindings';
import type { QuickFix } from '../../core/text/quickFix';
import { diagnosticOf, hintDiagnostic, hintsFor, isOurs } from './diagnostics';
import type { Author } from '../records/author';
import type { Processes } from '../records/processes';
import { readText } from '../shell/readText';
import { idOf, isRecordDocument } from '../records/recordFolders';
import { localZone } from '../shell/settings';
import { say } from '../../core/words/say';

/** Maximum number of findings that fixes are looked for at once. */
const MOST = 20;

export function offerQuickFixes(processes: Processes, author: Author): Disposable {
  return languages.registerCodeActionsProvider(
    { language: 'markdown', scheme: 'file', pattern: '**/incident.md' },
    {
      provideCodeActions: async (document, _, { diagnostics }: CodeActionContext) => {
        const asked = diagnostics.filter(isOurs).slice(0, MOST);
        return asked.length === 0 || !isRecordDocument(document)
          ? []
          : codeActions(processes, document, asked, await author.of(document.uri.fsPath));
      },
    },
    { providedCodeActionKinds: [CodeActionKind.QuickFix] },
  );
}

function codeActions(
  processes: Processes,
  document: TextDocument,
  asked: readonly Diagnostic[],
  author: string,
): CodeAction[] {
  const record = readText(document.getText());
  const vocabulary = processes.vocabularyOf(record, document.uri.fsPath);
  const frame = {
    now: Date.now(),
    zone: localZone(),
    id: idOf(document.uri.fsPath),
    author,
  };
  const hinted = hintsFor(document, record, author).flatMap((hint) => {
    const diagnostic = asked.find((one) => isSame(one, hintDiagnostic(document, hint)));
    return diagnostic ? hint.fixes.map((fix) => editAction(document, diagnostic, fix)) : [];
  });
  // What is shown may be older than the text.
  const healing = shownFindings(record, vocabulary).flatMap((finding) => {
    const diagnostic = asked.find((one) => isSame(one, diagnosticOf(document, finding)));
    if (diagnostic && finding.code === 'conflictMarkers') {
      return [resolveConflict(diagnostic)];
    }
    return diagnostic
      ? quickFixes(record, finding, vocabulary, frame).map((fix) => editAction(document, diagnostic, fix))
      : [];
  });
  return [...healing, ...hinted];
}

function editAction(document: TextDocument, diagnostic: Diagnostic, { title, edits, preferred }: QuickFix): CodeAction {
  const action = new CodeAction(title, CodeActionKind.QuickFix);
  action.edit = new WorkspaceEdit();
  for (const { start, end, text } of edits) {
    action.edit.replace(document.uri, new Range(document.positionAt(start), document.positionAt(end)), text);
  }
  action.diagnostics = [diagnostic];
  action.isPreferred = preferred === true;
  return action;
}

function resolveConflict(diagnostic: Diagnostic): CodeAction {
  const action = new CodeAction(say`Merge both versions`, CodeActionKind.QuickFix);
  action.command = { command: 'incidentNotes.resolveMergeConflict', title: action.title };
  action.diagnostics = [diagnostic];
  action.isPreferred = true;
  return action;
}

function isSame(a: Diagnostic, b: Diagnostic): boolean {
  return a.code === b.code && a.message === b.message && a.range.isEqual(b.range);
}
