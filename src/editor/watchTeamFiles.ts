/** Shows what is wrong in a team's process or ownership file, open or not, and tells when one of them has changed. */
import { basename, dirname } from 'node:path';
import {
  Diagnostic,
  DiagnosticSeverity,
  Disposable,
  Range,
  Uri,
  languages,
  workspace,
  type TextDocument,
} from 'vscode';
import { readOwnership } from '../core/ownership';
import { findTeamFile, readTeamFile } from '../store/teamFile';
import { processProblems } from './processes';
import { repositoryRoot } from './recordFolders';

const NAMES = ['process.yaml', 'ownership.yaml'] as const;

/** `changed` is called when a file on the disk has changed: what it says counts from then on. */
export function watchTeamFiles(changed: () => void): Disposable {
  const collection = languages.createDiagnosticCollection('incident-notes-team');
  const show = (uri: Uri, text: string | undefined): void => {
    collection.set(uri, text === undefined ? [] : diagnosticsOf(basename(uri.fsPath), text));
  };
  const showDocument = (document: TextDocument): void => {
    if (isTeamFile(document.uri)) {
      show(document.uri, document.getText());
    }
  };
  const showFromDisk = (uri: Uri): void => {
    const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
    const file = findTeamFile(dirname(dirname(uri.fsPath)), basename(uri.fsPath));
    show(uri, open?.getText() ?? (file && readTeamFile(file)));
    changed();
  };
  const look = (): void => {
    for (const { uri } of workspace.workspaceFolders ?? []) {
      for (const root of new Set([uri.fsPath, repositoryRoot(uri.fsPath) ?? uri.fsPath])) {
        for (const name of NAMES) {
          const file = workspace.isTrusted ? findTeamFile(root, name) : undefined;
          if (file) {
            showFromDisk(Uri.file(file.path));
          }
        }
      }
    }
  };
  const watcher = workspace.createFileSystemWatcher('**/.incident-notes/*.yaml');
  look();
  return Disposable.from(
    collection,
    watcher,
    watcher.onDidChange((uri) => (isTeamFile(uri) ? showFromDisk(uri) : undefined)),
    watcher.onDidCreate((uri) => (isTeamFile(uri) ? showFromDisk(uri) : undefined)),
    watcher.onDidDelete((uri) => (isTeamFile(uri) ? showFromDisk(uri) : undefined)),
    workspace.onDidOpenTextDocument(showDocument),
    workspace.onDidChangeTextDocument(({ document }) => showDocument(document)),
    workspace.onDidGrantWorkspaceTrust(look),
    workspace.onDidChangeWorkspaceFolders(look),
  );
}

function isTeamFile({ scheme, fsPath }: Uri): boolean {
  const names: readonly string[] = NAMES;
  return scheme === 'file' && names.includes(basename(fsPath)) && basename(dirname(fsPath)) === '.incident-notes';
}

/** Each on the words of its line. */
function diagnosticsOf(name: string, text: string): Diagnostic[] {
  const lines = text.split(/\r?\n/);
  const problems =
    name === 'process.yaml'
      ? processProblems(text)
      : readOwnership(text).findings.map(({ start, message }) => ({
          line: text.slice(0, start).split('\n').length,
          message,
        }));
  return problems.map(({ line, message }) => {
    const words = lines[line - 1] ?? '';
    const start = words.length - words.trimStart().length;
    const range = new Range(line - 1, start, line - 1, words.trimEnd().length);
    const diagnostic = new Diagnostic(range, message, DiagnosticSeverity.Warning);
    diagnostic.source = 'incident';
    return diagnostic;
  });
}
