/** Completes names, people, steps, and entries in records and in a team's templates. */
import type { Disposable } from 'vscode';
import { CompletionItem, CompletionItemKind, Range, languages, type Position, type TextDocument } from 'vscode';
import {
  recordCompletions,
  templateCompletions,
  type Completion,
  type CompletionFrame,
} from '../../core/view/completion';
import type { Process } from '../../core/process/process';
import { readFrontMatter } from '../../core/frontMatter/frontMatter';
import { wholeSeconds } from '../../core/time/instant';
import { isTemplateDocument } from '../process/ownTemplates';
import { BUILT_IN_NAMES, type Processes } from '../records/processes';
import { isRecordDocument } from '../records/recordFolders';
import type { RecordParts } from '../records/register';
import { readText } from '../shell/readText';

/** Next to letters: `TL `, `@`, `{{`. */
const TRIGGERS = [' ', '@', '{', ':'];

export function offerCompletion({ processes, author }: Pick<RecordParts, 'processes' | 'author'>): Disposable {
  const frameOf = async (process: Process, path: string): Promise<CompletionFrame> => ({
    process,
    processes: namesOf(processes, path),
    author: await author.of(path),
    now: wholeSeconds(Date.now()),
  });
  const provide = async (document: TextDocument, position: Position): Promise<CompletionItem[]> => {
    const path = document.uri.fsPath;
    const at = document.offsetAt(position);
    if (isRecordDocument(document)) {
      const record = readText(document.getText());
      const found = recordCompletions(record, at, await frameOf(processes.of(record, path), path));
      return found.map((completion, index) => itemOf(document, position, completion, index));
    }
    if (isTemplateDocument(document)) {
      const text = document.getText();
      const frame = await frameOf(processes.named(undefined, path), path);
      const found = templateCompletions(text, readFrontMatter(text).bodyStart, at, frame);
      return found.map((completion, index) => itemOf(document, position, completion, index));
    }
    return [];
  };
  return languages.registerCompletionItemProvider(
    { language: 'markdown', scheme: 'file' },
    { provideCompletionItems: provide },
    ...TRIGGERS,
  );
}

function namesOf(processes: Processes, path: string): string[] {
  return [...new Set([processes.usual(path), ...BUILT_IN_NAMES])];
}

function itemOf(document: TextDocument, position: Position, completion: Completion, index: number): CompletionItem {
  const { label, detail, text = label, start } = completion;
  const item = new CompletionItem(
    detail === undefined ? label : { label, description: detail },
    CompletionItemKind.Value,
  );
  item.range = new Range(document.positionAt(start), position);
  item.insertText = text;
  // What is typed is compared with it from its first character, a bullet and a space behind it included.
  item.filterText = `${document.getText(item.range).match(/^[-*+] /)?.[0] ?? ''}${label} `;
  item.sortText = String(index).padStart(4, '0');
  return item;
}
