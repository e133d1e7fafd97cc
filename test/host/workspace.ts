/** The open folder of the tests: commands by argument, its repository, and waiting for what the editor does by itself. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import {
  WorkspaceEdit,
  commands,
  extensions,
  window,
  workspace,
  type Position,
  type TextDocument,
  type Uri,
} from 'vscode';
import { until } from '../patience';

export const folder = workspace.workspaceFolders![0]!.uri.fsPath;

export interface Declared {
  readonly id: string;
  readonly uri: Uri;
  readonly lookAlikes: readonly { readonly id: string }[];
}

export async function run<T>(name: string, argument?: unknown): Promise<T> {
  return commands.executeCommand<T>(`incidentNotes.${name}`, ...(argument === undefined ? [] : [argument]));
}

export async function declare(title: string, more: object = {}): Promise<Declared> {
  return run('declare', { title, ...more });
}

export function git(...args: string[]): string {
  return execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim();
}

/** Lets the folder's repository commit, as Dana; the extension is awake then. */
export async function ready(): Promise<void> {
  git('config', 'user.name', 'Dana');
  git('config', 'user.email', 'dana@example.com');
  git('config', 'commit.gpgsign', 'false');
  await extensions.getExtension('incident-notes.incident-notes')!.activate();
}

/** The file of a record, as it is on the disk. */
export function text(uri: Uri): string {
  return readFileSync(uri.fsPath, 'utf8');
}

/** The document of a file once the editor shows what is on the disk; it reads it anew where its watcher lost an event. */
export async function reloaded(uri: Uri): Promise<TextDocument> {
  const document = await workspace.openTextDocument(uri);
  let looks = 0;
  await until(
    async () => {
      looks += 1;
      if (looks % 40 === 0 && !document.isDirty) {
        await window.showTextDocument(document);
        await commands.executeCommand('workbench.action.files.revert');
      }
      return document.getText() === text(uri);
    },
    () => `the document shows the file${document.isDirty ? ', and has unsaved edits' : ''}:\n${document.getText()}`,
  );
  return document;
}

/** Types into a document, and does not save it. */
export async function dirty(uri: Uri, position: Position, words: string): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.insert(uri, position, words);
  assert.ok(await workspace.applyEdit(edit));
}
