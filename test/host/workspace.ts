/** The open folder of a file's tests: commands by argument, its repository, and waiting for what the editor does by itself. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Uri, WorkspaceEdit, commands, extensions, window, workspace, type Position, type TextDocument } from 'vscode';
import { until } from '../patience';

export interface Declared {
  readonly id: string;
  readonly uri: Uri;
  readonly lookAlikes: readonly { readonly id: string }[];
}

/** The path of the folder that is open. */
export function folder(): string {
  return workspace.workspaceFolders![0]!.uri.fsPath;
}

export async function run<T = { entry: string }>(name: string, argument?: unknown): Promise<T> {
  return commands.executeCommand<T>(`incidentNotes.${name}`, ...(argument === undefined ? [] : [argument]));
}

export async function declare(title: string, more: object = {}): Promise<Declared> {
  return run('declare', { title, ...more });
}

export function git(...args: string[]): string {
  return gitIn(folder(), ...args);
}

export function gitIn(cwd: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd, encoding: 'utf8' }).trim();
}

/** Opens an empty repository of Dana's in place of the last file's folder; the extension is awake then. */
export async function ready(): Promise<void> {
  const around = mkdtempSync(join(dirname(workspace.workspaceFile!.fsPath), 'folder-'));
  const path = join(around, 'workspace');
  gitIn(around, 'init', '--quiet', '--initial-branch=main', path);
  const user = '[user]\n\tname = Dana\n\temail = dana@example.com\n[commit]\n\tgpgsign = false\n';
  appendFileSync(join(path, '.git', 'config'), user);
  await commands.executeCommand('workbench.action.closeAllEditors');
  await commands.executeCommand('workbench.action.closeSidebar');
  assert.ok(workspace.updateWorkspaceFolders(0, workspace.workspaceFolders!.length, { uri: Uri.file(path) }));
  await until(() => folder() === path && workspace.workspaceFolders!.length === 1, 'the folder is open');
  await extensions.getExtension('incident-notes.incident-notes')!.activate();
}

/** Nothing is committed while `work` goes on. */
export async function duringRebase<T>(work: () => Promise<T>): Promise<T> {
  const marker = join(folder(), '.git', 'rebase-merge');
  mkdirSync(marker);
  try {
    return await work();
  } finally {
    rmSync(marker, { recursive: true });
  }
}

/** The file of a record, as it is on the disk. */
export function text(uri: Uri): string {
  return readFileSync(uri.fsPath, 'utf8');
}

/**
 * The document of a file, read again once the editor shows what is on the disk: with a watcher that lost an event it wouldn't
 * be; and what the editor read while the file was written may be the new text under the old time, which it refuses to save.
 */
export async function reloaded(uri: Uri): Promise<TextDocument> {
  const document = await workspace.openTextDocument(uri);
  await until(
    async () => {
      if (!document.isDirty) {
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
