/**
 * Hooks into the markdown preview. Loaded at startup, so the code that changes a record's lines is loaded with the first
 * preview.
 */
import { commands, type Uri } from 'vscode';
import { recordOf } from '../records/recordFolders';

/** As much of markdown-it as is used here. */
export interface MarkdownIt {
  readonly renderer: {
    render(tokens: readonly PreviewToken[], options: unknown, env: PreviewEnvironment | undefined): string;
  };
}
export interface PreviewToken {
  readonly type: string;
  readonly content: string;
  readonly level: number;
  readonly children: readonly PreviewToken[] | null;
  /** Of front matter, the text between its fences. */
  readonly meta?: { readonly content?: string } | null;
}
interface PreviewEnvironment {
  readonly currentDocument?: Uri;
}

/** Returns the tokens of a record or a postmortem as they're shown; those given stay as they are, because the editor keeps them. */
export type ShowTokens = (tokens: readonly PreviewToken[], document: Uri) => readonly PreviewToken[];

/** Shows records and postmortems in another way, by what `load` returns. Only when it renders does the editor say of which document. */
export function extendPreview<M extends MarkdownIt>(markdown: M, load: () => Promise<ShowTokens>): M {
  const { renderer } = markdown;
  const render = renderer.render.bind(renderer);
  let show: ShowTokens | undefined;
  let loading: Promise<unknown> | undefined;
  let isShown = false;
  renderer.render = (tokens, options, env) => {
    const shown = env?.currentDocument;
    if (shown?.scheme !== 'file' || !recordOf(shown.fsPath)) {
      return render(tokens, options, env);
    }
    loading ??= load().then(
      (loaded) => {
        show = loaded;
        return refreshUntil(() => isShown);
      },
      // The next command says what failed to start; the preview is plain in the meantime.
      () => (loading = undefined),
    );
    isShown = show !== undefined;
    return render(show?.(tokens, shown) ?? tokens, options, env);
  };
  return markdown;
}

/** Refreshes previews until one was redrawn: one that is still opening isn't. */
async function refreshUntil(isDone: () => boolean): Promise<void> {
  for (const wait of [0, 200, 1000, 3000]) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    if (isDone()) {
      return;
    }
    await commands.executeCommand('markdown.preview.refresh');
  }
}
