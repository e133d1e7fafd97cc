/**
 * Shows a command's first box before the rest of the extension is loaded, so that words typed in the meantime don't go into
 * the code.
 */
import { Disposable, l10n, window, type InputBox } from 'vscode';

/** The commands that begin with a box for text, by name, and what's above it until more is known. */
const TITLES: Readonly<Record<string, () => string>> = {
  declare: () => l10n.t('Declare an incident'),
  log: () => l10n.t('Log an entry'),
};

export class EarlyBox {
  readonly #box: InputBox;
  readonly #events: Disposable;
  #taken = false;
  #state: 'open' | 'answered' | 'dismissed' = 'open';

  private constructor(title: string) {
    this.#box = window.createInputBox();
    this.#box.title = title;
    this.#box.ignoreFocusOut = true;
    this.#events = Disposable.from(
      this.#box.onDidAccept(() => (this.#state = 'answered')),
      this.#box.onDidHide(() => (this.#state = 'dismissed')),
    );
    this.#box.show();
  }

  /** Undefined for a command that begins with something else. */
  static of(command: string): EarlyBox | undefined {
    const title = TITLES[command];
    return title && new EarlyBox(title());
  }

  /** Hands over the box with what was typed into it, and whether it was answered or dismissed already; only once. */
  take(): { readonly box: InputBox; readonly state: 'open' | 'answered' | 'dismissed' } | undefined {
    if (this.#taken) {
      return undefined;
    }
    this.#taken = true;
    this.#events.dispose();
    return { box: this.#box, state: this.#state };
  }

  /** Closes it if nothing took it over. */
  dispose(): void {
    this.take()?.box.dispose();
  }
}
