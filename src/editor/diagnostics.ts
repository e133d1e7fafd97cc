/** Shows a record's findings as the editor's diagnostics, and keeps quiet about style while the incident is open. */
import { Diagnostic, DiagnosticSeverity, Range, languages, type TextDocument } from 'vscode';
import { vocabularyOf } from '../core/process';
import { readProse } from '../core/prose';
import { isOpenRecord, losesMeaning, readRecord, recordFindings } from '../core/record';
import { processNamed } from './processes';

/** How many findings of one record are shown. */
const MOST = 200;

export class Diagnostics {
  readonly #collection = languages.createDiagnosticCollection('incident-notes');

  show(document: TextDocument): void {
    const record = readRecord(document.getText());
    const open = isOpenRecord(record);
    const vocabulary = vocabularyOf(processNamed(record.frontMatter.fields.process));
    const findings = [...recordFindings(record, vocabulary), ...readProse(record).findings];
    const shown = findings.filter((finding) => !open || losesMeaning(finding)).slice(0, MOST);
    this.#collection.set(
      document.uri,
      shown.map((finding) => {
        const range = new Range(document.positionAt(finding.start), document.positionAt(finding.end));
        const severity = losesMeaning(finding) ? DiagnosticSeverity.Warning : DiagnosticSeverity.Information;
        const diagnostic = new Diagnostic(range, finding.message, severity);
        diagnostic.source = 'incident';
        diagnostic.code = finding.code;
        return diagnostic;
      }),
    );
  }

  forget(document: TextDocument): void {
    this.#collection.delete(document.uri);
  }

  dispose(): void {
    this.#collection.dispose();
  }
}
