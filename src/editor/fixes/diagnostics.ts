/** Shows the findings of a record or a team's template as the editor's diagnostics. */
import { dirname, join } from 'node:path';
import { Diagnostic, DiagnosticSeverity, Range, languages, workspace, type TextDocument } from 'vscode';
import type { Finding } from '../../core/text/finding';
import { templateVocabulary } from '../../core/process/process';
import { losesMeaning } from '../../core/record/record';
import { shownFindings } from '../../core/record/shownFindings';
import { readTemplate } from '../../core/template/updateTemplateFile';
import { isTemplateDocument } from '../process/ownTemplates';
import type { Processes } from '../records/processes';
import { readText } from '../shell/readText';
import { isRecordDocument } from '../records/recordFolders';

/** How many findings of one document are shown. */
const MOST = 200;

const SOURCE = 'incident';

export class Diagnostics {
  readonly #processes: Processes;
  readonly #collection = languages.createDiagnosticCollection('incident-notes');

  constructor(processes: Processes) {
    this.#processes = processes;
  }

  show(document: TextDocument): void {
    const record = readText(document.getText());
    const shown = shownFindings(record, this.#processes.vocabularyOf(record, document.uri.fsPath)).slice(0, MOST);
    this.#collection.set(
      document.uri,
      shown.map((finding) => diagnosticOf(document, finding)),
    );
  }

  showTemplate(document: TextDocument): void {
    const root = dirname(dirname(dirname(document.uri.fsPath)));
    const path = join(root, 'new', 'incident.md');
    const known = templateVocabulary(this.#processes.named(this.#processes.usual(path), path));
    const { findings } = readTemplate(document.getText(), known, '');
    const shown = findings.slice(0, MOST).map((finding) => diagnosticOf(document, finding));
    // Nobody is in a hurry here, and each one costs words of a message.
    shown.forEach((diagnostic) => (diagnostic.severity = DiagnosticSeverity.Warning));
    this.#collection.set(document.uri, shown);
  }

  /** Shows the findings of all open documents again, after a process has changed. */
  refresh(): void {
    workspace.textDocuments.forEach((document) => {
      if (isRecordDocument(document)) {
        this.show(document);
      } else if (isTemplateDocument(document)) {
        this.showTemplate(document);
      }
    });
  }

  forget(document: TextDocument): void {
    this.#collection.delete(document.uri);
  }

  dispose(): void {
    this.#collection.dispose();
  }
}

/** Returns how the finding is shown. */
export function diagnosticOf(document: TextDocument, finding: Finding): Diagnostic {
  const range = new Range(document.positionAt(finding.start), document.positionAt(finding.end));
  const severity = losesMeaning(finding) ? DiagnosticSeverity.Warning : DiagnosticSeverity.Information;
  const diagnostic = new Diagnostic(range, finding.message, severity);
  diagnostic.source = SOURCE;
  diagnostic.code = finding.code;
  return diagnostic;
}

/** Returns whether the diagnostic is a finding of a record. */
export function isOurs({ source }: Diagnostic): boolean {
  return source === SOURCE;
}
