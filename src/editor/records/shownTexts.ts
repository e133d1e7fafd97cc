/** Read-only texts such as a brief: markdown documents without a file, which close without a question. */
import { Disposable, EventEmitter, Uri, workspace } from 'vscode';
import { showDocument } from './showDocument';

const SCHEME = 'incident-notes';

/** Brings one screen of the record at `path` before the person; `now` is in milliseconds since the epoch. */
export type ShowBrief = (path: string, now: number) => Promise<void>;

export class ShownTexts {
  readonly #texts = new Map<string, string>();
  readonly #changed = new EventEmitter<Uri>();
  readonly #all = Disposable.from(
    this.#changed,
    workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: this.#changed.event,
      provideTextDocumentContent: (uri) => this.#texts.get(uri.path) ?? '',
    }),
    workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.scheme === SCHEME) {
        this.#texts.delete(uri.path);
      }
    }),
  );

  /** Opens the markdown `text`; shown again under the same name, which is its tab's, it takes the place of what was shown. */
  async show(name: string, text: string): Promise<void> {
    const uri = Uri.from({ scheme: SCHEME, path: `/${name}.md` });
    this.#texts.set(uri.path, text);
    this.#changed.fire(uri);
    await showDocument(uri);
  }

  dispose(): void {
    this.#all.dispose();
  }
}
