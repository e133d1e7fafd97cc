/**
 * Shows mistakes in a team's process or ownership file, open or not, and reports changes to them. If a process can't be used,
 * people who don't have it open are told once; until it's fixed, the one it extends is used.
 */
import { basename, dirname, join } from 'node:path';
import {
  Diagnostic,
  DiagnosticSeverity,
  Disposable,
  Range,
  Uri,
  languages,
  window,
  workspace,
  type Memento,
  type TextDocument,
} from 'vscode';
import { readOwnership } from '../../core/process/ownership';
import type { TeamFile } from '../../store/teamFile';
import type { Processes } from '../records/processes';
import { repositoryRoot } from '../records/recordFolders';
import { showDocument } from '../records/showDocument';
import type { Shell } from '../shell/shell';
import { say } from '../../core/words/say';

const NAMES = ['process.yaml', 'ownership.yaml'] as const;

/** Under which name the paths are kept of processes that were said to be broken, and aren't mended yet. */
const SAID = 'brokenProcesses';

/**
 * `changed` is called when a file on the disk has changed: what it says counts from then on. They are looked at every few
 * seconds: of a folder that is made with its files a watcher may say nothing.
 */
export function watchTeamFiles(
  memory: Memento,
  processes: Processes,
  { log, pace }: Shell,
  changed: () => void,
): Disposable {
  const collection = languages.createDiagnosticCollection('incident-notes-team');
  const show = (uri: Uri, text: string | undefined): void => {
    collection.set(uri, text === undefined ? [] : diagnosticsOf(processes, basename(uri.fsPath), text));
  };
  const showTyped = (document: TextDocument): void => {
    if (isTeamFile(document.uri)) {
      show(document.uri, document.getText());
    }
  };
  const showFromDisk = (path: string, file: TeamFile | undefined): void => {
    const uri = Uri.file(path);
    const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
    show(uri, open?.isDirty ? open.getText() : file?.text);
    if (workspace.isTrusted && basename(path) === 'process.yaml') {
      sayOnce(memory, processes, uri, file?.text);
    }
    changed();
  };
  /** What was there when it was last looked, by path. */
  const shown = new Map<string, TeamFile | undefined>();
  const showChanged = (): void => {
    for (const path of teamFiles()) {
      const file = processes.fileIn(dirname(dirname(path)), basename(path));
      if (file !== shown.get(path)) {
        shown.set(path, file);
        showFromDisk(path, file);
      }
    }
  };
  const look = (): void => void processes.look().then(showChanged).catch(log.bug);
  const clock = setInterval(look, pace.look);
  const watcher = workspace.createFileSystemWatcher('**/.incident-notes/*.yaml');
  showChanged();
  return Disposable.from(
    collection,
    new Disposable(() => clearInterval(clock)),
    watcher,
    watcher.onDidChange(look),
    watcher.onDidCreate(look),
    watcher.onDidDelete(look),
    workspace.onDidOpenTextDocument(showTyped),
    workspace.onDidChangeTextDocument(({ document }) => showTyped(document)),
    workspace.onDidGrantWorkspaceTrust(look),
    workspace.onDidChangeWorkspaceFolders(look),
  );
}

/** Where a team's files are, or would be. */
function teamFiles(): string[] {
  const folders = workspace.isTrusted ? (workspace.workspaceFolders ?? []) : [];
  const roots = folders.flatMap(({ uri: { fsPath } }) => [fsPath, repositoryRoot(fsPath) ?? fsPath]);
  return [...new Set(roots)].flatMap((root) => NAMES.map((name) => join(root, '.incident-notes', name)));
}

function isTeamFile({ scheme, fsPath }: Uri): boolean {
  const names: readonly string[] = NAMES;
  return scheme === 'file' && names.includes(basename(fsPath)) && basename(dirname(fsPath)) === '.incident-notes';
}

function sayOnce(memory: Memento, processes: Processes, uri: Uri, text: string | undefined): void {
  const said = memory.get<string[]>(SAID, []);
  const { problems, serving } = text === undefined ? { problems: [], serving: '' } : processes.check(text);
  const [first, ...others] = problems;
  if ((first !== undefined) === said.includes(uri.fsPath)) {
    return;
  }
  if (!first) {
    void memory.update(
      SAID,
      said.filter((path) => path !== uri.fsPath),
    );
    return;
  }
  // Whoever writes it sees it underlined.
  if (window.visibleTextEditors.some(({ document }) => document.uri.toString() === uri.toString())) {
    return;
  }
  void memory.update(SAID, [...said, uri.fsPath]);
  const more = others.length === 0 ? '' : say` (and ${others.length} more)`;
  const sentence = say`Can't use your team's process. Using "${serving}" until it's fixed. Line ${first.line}: ${first.message}${more}`;
  void window.showWarningMessage(sentence, say`Open`).then((action) => {
    if (action) {
      void showDocument(uri, new Range(first.line - 1, 0, first.line - 1, 0));
    }
  });
}

/** Each on the words of its line. */
function diagnosticsOf(processes: Processes, name: string, text: string): Diagnostic[] {
  const lines = text.split(/\r?\n/);
  const problems =
    name === 'process.yaml'
      ? processes.check(text).problems
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
