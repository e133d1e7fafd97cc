/** The views in the activity bar. They're there before the rest is loaded, and load it when somebody opens them. */
import { Disposable, TreeItemCheckboxState, commands, window, type TreeView } from 'vscode';
import { OWN_FOLLOW_UPS, type Row } from '../../core/view/row';
import { RowTree, runRow } from './rowTree';
import { say } from '../../core/words/say';

/** Brings the first view before the person. */
export const SHOW_NOW = 'incidentNotes.showNow';

const VIEWS = ['now', 'followUps', 'history'] as const;
export type ViewName = (typeof VIEWS)[number];
/** How old the numbers on the icon may be, in milliseconds: follow-ups are due by the day. */
const BADGES: Readonly<Partial<Record<ViewName, number>>> = { now: 10_000, followUps: 300_000 };

export class Views implements Disposable {
  readonly #views = new Map<ViewName, { readonly tree: RowTree; readonly view: TreeView<Row> }>();
  readonly #report: (error: unknown) => void;
  /** When what is overdue in a view was counted last, in milliseconds since the epoch. */
  readonly #counted = new Map<ViewName, number>();

  /** `read` gives a view's rows. */
  constructor(read: (view: ViewName) => Promise<readonly Row[]>, report: (error: unknown) => void) {
    this.#report = report;
    for (const name of VIEWS) {
      const tree = new RowTree(() => read(name));
      const view = window.createTreeView(`incidentNotes.${name}`, {
        treeDataProvider: tree,
        manageCheckboxStateManually: true,
        showCollapseAll: name === 'history',
      });
      view.onDidChangeCheckboxState(({ items }) => void this.#tick(tree, items).catch(report));
      view.onDidChangeVisibility(({ visible }) => {
        if (visible) {
          void tree.refresh().catch(report);
        }
      });
      this.#views.set(name, { tree, view });
    }
  }

  /** Reads what can be seen again; what is overdue shows on the icon, also where no view does: then not after each command. */
  refresh(): void {
    for (const [name, { tree, view }] of this.#views) {
      const badge = Date.now() - (this.#counted.get(name) ?? 0) > (BADGES[name] ?? Infinity);
      if (view.visible || badge) {
        this.#counted.set(name, Date.now());
        void tree
          .refresh()
          .then((rows) => {
            if (BADGES[name] !== undefined) {
              showBadge(view, rows);
            }
          })
          .catch(this.#report);
      }
    }
  }

  /** With the keyboard on its first row; a view without rows has a button that the keyboard reaches. */
  async showNow(): Promise<void> {
    const { tree, view } = this.#views.get('now')!;
    await commands.executeCommand('incidentNotes.now.focus');
    // The editor knows a row only once it has drawn it.
    for (const wait of [0, 50, 200, 1000]) {
      await new Promise((resolve) => setTimeout(resolve, wait));
      const [first] = await tree.getChildren();
      try {
        if (first) {
          await view.reveal(first, { focus: true, select: true });
        }
        return;
      } catch {
        // It's drawn again in the meantime.
      }
    }
    await commands.executeCommand('incidentNotes.now.focus');
  }

  dispose(): void {
    Disposable.from(...[...this.#views.values()].flatMap(({ tree, view }) => [tree, view])).dispose();
  }

  async #tick(tree: RowTree, items: readonly [Row, TreeItemCheckboxState][]): Promise<void> {
    try {
      for (const [{ box }, state] of items) {
        const action = state === TreeItemCheckboxState.Checked ? box?.tick : box?.untick;
        if (action) {
          await runRow(action);
        }
      }
    } finally {
      tree.redraw();
    }
  }
}

function showBadge(view: TreeView<Row>, rows: readonly Row[]): void {
  const counted = rows.filter(({ key }) => key === 'due' || key === OWN_FOLLOW_UPS).flatMap((row) => row.rows ?? []);
  const late = counted.filter(({ mood }) => mood === 'late').length;
  const tooltip = say`${late} overdue`;
  view.badge = late === 0 ? undefined : { value: late, tooltip };
}
