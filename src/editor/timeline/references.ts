/** What an entry points to: a file, a line of it, or a commit; and problems, which are logged with where they are. */
import {
  CodeAction,
  CodeActionKind,
  languages,
  Uri,
  window,
  type CodeActionContext,
  type Diagnostic,
  type Disposable,
  type TextDocument,
} from 'vscode';
import { commitWords, placeWords, sourceLine } from '../../core/source/quotedSource';
import { oneLine } from '../../core/text/plainText';
import { say } from '../../core/words/say';
import type { RecordList } from '../records/recordList';
import { recordOf } from '../records/recordFolders';
import type { Invocation } from '../shell/arguments';
import type { Attachment } from './selection';
import type { Sources } from './sources';

interface GivenReference {
  readonly uri?: string | Uri | undefined;
  /** From 1. */
  readonly line?: number | undefined;
  readonly commit?: string | undefined;
  readonly subject?: string | undefined;
}

/** What was given, else what a menu was opened on, else the line at the cursor; undefined where no file is open. */
export function referenceOf(given: GivenReference, invocation: Invocation, sources: Sources): Attachment | undefined {
  const { commit } = invocation;
  const hash = given.commit ?? commit?.hash;
  if (hash !== undefined) {
    const words = commitWords({ hash, subject: given.subject ?? commit?.subject ?? '' });
    return { words, block: async () => Promise.resolve(words) };
  }
  const uri = given.uri === undefined ? invocation.uri : toUri(given.uri);
  if (uri) {
    return fileReference(uri, given.line, sources);
  }
  const editor = invocation.argument ? undefined : window.activeTextEditor;
  return editor?.document.uri.scheme === 'file'
    ? fileReference(editor.document.uri, editor.selection.active.line + 1, sources)
    : undefined;
}

function toUri(given: string | Uri): Uri {
  return given instanceof Uri ? given : /^[\w+.-]{2,}:\/\//.test(given) ? Uri.parse(given) : Uri.file(given);
}

function fileReference(uri: Uri, line: number | undefined, sources: Sources): Attachment {
  const lines = line === undefined ? undefined : ([line, line] as const);
  const plain = { file: uri.path.split('/').at(-1)!, lines };
  const found = sources.find(uri);
  return { words: placeWords(plain), block: async (security) => sourceLine((await found(lines, security)) ?? plain) };
}

/** Maximum number of problems at one place that are offered. */
const MOST = 3;

/** Offers to log the problems of other files while an incident is open. */
export function offerProblems(records: RecordList): Disposable {
  return languages.registerCodeActionsProvider(
    { scheme: 'file' },
    { provideCodeActions: async (document, _, context) => problemActions(records, document, context) },
    { providedCodeActionKinds: [CodeActionKind.QuickFix] },
  );
}

async function problemActions(
  records: RecordList,
  document: TextDocument,
  { diagnostics, only }: CodeActionContext,
): Promise<CodeAction[]> {
  const isAsked = only === undefined || only.contains(CodeActionKind.QuickFix);
  if (!isAsked || diagnostics.length === 0 || recordOf(document.uri.fsPath) !== undefined) {
    return [];
  }
  return (await records.openPaths()).length === 0
    ? []
    : diagnostics.slice(0, MOST).map((problem) => problemAction(document.uri, problem));
}

function problemAction(uri: Uri, problem: Diagnostic): CodeAction {
  const title = say`Log to Incident`;
  const action = new CodeAction(title, CodeActionKind.QuickFix);
  action.diagnostics = [problem];
  const { message, source, range } = problem;
  const text = oneLine(source === undefined ? message : `${source}: ${message}`);
  const argument = { uri: uri.toString(), line: range.start.line + 1, text };
  action.command = { command: 'incidentNotes.logReference', title, arguments: [argument] };
  return action;
}
