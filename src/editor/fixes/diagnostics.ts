/** Shows the findings of a record or a team's template as the editor's diagnostics. */
import { dirname, join } from 'node:path';
import { Diagnostic, DiagnosticSeverity, Range, languages, workspace, type TextDocument } from 'vscode';
import type { Finding } from '../../core/text/finding';
import { templateVocabulary } from '../../core/process/process';
import { writingHints, type WritingHint } from '../../core/fixes/writingHints';
import { losesMeaning, type IncidentRecord } from '../../core/record/record';
import { shownFindings } from '../../core/record/shownFindings';
import { readTemplate } from '../../core/template/updateTemplateFile';
import { isTemplateDocument } from '../process/ownTemplates';
import type { Processes } from '../records/processes';
import { readText } from '../shell/readText';
import { isRecordDocument } from '../records/recordFolders';
import { readSettings } from '../shell/settings';

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
    const hints = hintsFor(document, record, undefined);
    this.#collection.set(document.uri, [
      ...shown.map((finding) => diagnosticOf(document, finding)),
      ...hints.slice(0, MOST - shown.length).map((hint) => hintDiagnostic(document, hint)),
    ]);
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

/** Returns hints for writing, unless the person or the team wants none; `author` may take on what nobody owns. */
export function hintsFor(document: TextDocument, record: IncidentRecord, author: string | undefined): WritingHint[] {
  const frame = { now: Date.now(), ...(author !== undefined && { author }) };
  return readSettings(document.uri).hints ? writingHints(record, frame) : [];
}

/** Returns how the hint is shown. */
export function hintDiagnostic(document: TextDocument, { start, end, message }: WritingHint): Diagnostic {
  const range = new Range(document.positionAt(start), document.positionAt(end));
  const diagnostic = new Diagnostic(range, message, DiagnosticSeverity.Information);
  diagnostic.source = SOURCE;
  diagnostic.code = 'writing';
  return diagnostic;
}

/** Returns whether the diagnostic is a finding of a record. */
export function isOurs({ source }: Diagnostic): boolean {
  return source === SOURCE;
}
