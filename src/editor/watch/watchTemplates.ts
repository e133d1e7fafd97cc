/** Shows mistakes in a team's template while it's open in an editor. */
import { Disposable, workspace, type TextDocument } from 'vscode';
import type { Diagnostics } from '../fixes/diagnostics';
import { isTemplateDocument } from '../process/ownTemplates';

export function watchTemplates(diagnostics: Diagnostics): Disposable {
  const show = (document: TextDocument): void => {
    if (isTemplateDocument(document)) {
      diagnostics.showTemplate(document);
    }
  };
  workspace.textDocuments.forEach(show);
  return Disposable.from(
    workspace.onDidOpenTextDocument(show),
    workspace.onDidChangeTextDocument(({ document }) => show(document)),
    workspace.onDidCloseTextDocument((document) => {
      if (isTemplateDocument(document)) {
        diagnostics.forget(document);
      }
    }),
  );
}
