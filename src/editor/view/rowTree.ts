/** Shows the core's rows as a tree. Decides nothing about an incident. */
import {
  EventEmitter,
  Range,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCheckboxState,
  TreeItemCollapsibleState,
  Uri,
  commands,
  window,
  type TreeDataProvider,
} from 'vscode';
import type { Row, RowAction } from '../../core/view/row';
import { PickedCommit } from '../shell/pickedCommit';
import { idOf, isRecordPath } from '../records/recordFolders';

/** Runs what a row stands for. */
export const RUN_ROW = 'incidentNotes.runRow';

const COLORS = {
  late: new ThemeColor('list.warningForeground'),
  good: new ThemeColor('testing.iconPassed'),
};

/** Returns what a command of a menu is called with: the editor gives it the row, or the file. Anything else is left as it is. */
export function menuArgument(given: unknown, command: string): unknown {
  // From the menus of what is selected, as by the chord there.
  const isTerminal = typeof given === 'object' && given !== null && 'sendText' in given;
  if (command === 'log' && (isTerminal || (given instanceof Uri && !isRecordPath(given.fsPath)))) {
    return isTerminal ? 'terminal' : 'editor';
  }
  if (command === 'logReference') {
    const { ref, message } = (given ?? {}) as { readonly ref?: unknown; readonly message?: unknown };
    return typeof ref === 'string' ? new PickedCommit(ref, typeof message === 'string' ? message : '') : given;
  }
  if (given instanceof Uri) {
    const incident = isRecordPath(given.fsPath) ? idOf(given.fsPath) : undefined;
    return incident && { incident, ...(command === 'postmortem' && { open: true }) };
  }
  const isRow = typeof given === 'object' && given !== null && 'spoken' in given && 'key' in given;
  return isRow ? (given as Row).menu?.[command] : given;
}

function itemOf(row: Row): TreeItem {
  const item = new TreeItem(row.label, stateOf(row));
  item.id = row.key;
  item.accessibilityInformation = { label: row.spoken };
  // Not markdown: a record's words are anybody's.
  item.tooltip = row.tooltip ?? row.label;
  if (row.description !== undefined) {
    item.description = row.description;
  }
  if (row.icon !== undefined) {
    item.iconPath = row.mood === undefined ? new ThemeIcon(row.icon) : new ThemeIcon(row.icon, COLORS[row.mood]);
  }
  if (row.kind !== undefined) {
    item.contextValue = row.kind;
  }
  if (row.box !== undefined) {
    item.checkboxState = row.box.ticked ? TreeItemCheckboxState.Checked : TreeItemCheckboxState.Unchecked;
  }
  if (row.action !== undefined) {
    item.command = { command: RUN_ROW, title: row.label, arguments: [row.action] };
  }
  return item;
}

function stateOf({ rows, open }: Row): TreeItemCollapsibleState {
  if (rows === undefined || rows.length === 0) {
    return TreeItemCollapsibleState.None;
  }
  return open === true ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
}

export class RowTree implements TreeDataProvider<Row> {
  readonly #read: () => Promise<readonly Row[]>;
  readonly #changed = new EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  #rows: readonly Row[] | undefined;
  #shown = '';

  constructor(read: () => Promise<readonly Row[]>) {
    this.#read = read;
  }

  /** Reads again; the tree is drawn again only if something differs. */
  async refresh(): Promise<readonly Row[]> {
    const rows = await this.#read();
    const shown = JSON.stringify(rows);
    this.#rows = rows;
    if (shown !== this.#shown) {
      this.#shown = shown;
      this.#changed.fire();
    }
    return rows;
  }

  /** The box that was clicked is drawn as the record has it, also if nothing came of the click. */
  redraw(): void {
    this.#changed.fire();
  }

  async getChildren(row?: Row): Promise<Row[]> {
    if (row) {
      return [...(row.rows ?? [])];
    }
    this.#rows ??= await this.#read();
    return [...this.#rows];
  }

  getTreeItem(row: Row): TreeItem {
    return itemOf(row);
  }

  /** Only rows without a parent are ever brought into view. */
  getParent(): undefined {
    return undefined;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/** Does what Enter on a row does. */
export async function runRow(action: RowAction): Promise<void> {
  if ('link' in action) {
    await commands.executeCommand('vscode.open', action.link);
  } else if ('line' in action) {
    const opened = await commands.executeCommand<{ uri: Uri }>('incidentNotes.open', { incident: action.incident });
    const selection = new Range(action.line, 0, action.line, 0);
    await window.showTextDocument(opened.uri, { preview: false, selection });
  } else if ('argument' in action) {
    await commands.executeCommand(`incidentNotes.${action.command}`, action.argument);
  } else {
    // A command that asks is for the active incident.
    await commands.executeCommand('incidentNotes.switch', { incident: action.incident });
    await commands.executeCommand(`incidentNotes.${action.command}`);
  }
}
