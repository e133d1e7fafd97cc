/**
 * The open message drafts: untitled documents, each with what it's for. Closing one keeps its changes for the next time.
 * Writes no entry and sends nothing.
 */
import {
  CodeLens,
  Disposable,
  Range,
  SnippetString,
  commands,
  languages,
  window,
  workspace,
  type TextDocument,
} from 'vscode';
import { gapsIn, toSnippet, type FilledTemplate } from '../../core/update/updateFilling';
import type { UpdateTemplate } from '../../core/template/updateTemplate';
import { linger, takeFocus, unasked } from '../shell/prompts';
import { showDocument } from '../records/showDocument';
import { say } from '../../core/words/say';

export interface UpdateDraft {
  /** The record's path. */
  readonly path: string;
  readonly template: UpdateTemplate;
  /** One line. */
  readonly subject: string;
  /** The words of the subject's gaps, brackets included. */
  readonly subjectGaps: readonly string[];
  /** As it was filled; what equals it is nobody's work. */
  readonly text: string;
  /** The words of its gaps, brackets included: `[impact]`. */
  readonly gaps: readonly string[];
}

/** The documents whose keys are ours: `resource in incidentNotes.updateDrafts`, so that it holds where the focus is. */
const CONTEXT = 'incidentNotes.updateDrafts';
const LONGEST_SUBJECT = 60;

export class UpdateDrafts {
  readonly #open = new Map<TextDocument, UpdateDraft>();
  /** What each said last: the editor empties a document before it closes it. */
  readonly #texts = new WeakMap<TextDocument, string>();
  readonly #kept = new Map<string, { readonly text: string; readonly gaps: readonly string[] }>();
  readonly #watching: Disposable;

  constructor() {
    this.#watching = Disposable.from(
      workspace.onDidChangeTextDocument(({ document }) => {
        const text = this.#open.has(document) ? textOf(document) : '';
        if (text !== '') {
          this.#texts.set(document, text);
        }
      }),
      workspace.onDidCloseTextDocument((document) => void this.#closed(document)),
      languages.registerCodeLensProvider(
        { scheme: 'untitled', language: 'markdown' },
        { provideCodeLenses: (document) => this.#lenses(document) },
      ),
    );
  }

  dispose(): void {
    this.#watching.dispose();
  }

  /** The draft in the active editor; absent if another document is there. */
  get active(): { readonly document: TextDocument; readonly draft: UpdateDraft } | undefined {
    const document = window.activeTextEditor?.document;
    const draft = document && this.#open.get(document);
    return draft && { document, draft };
  }

  /** Returns whether there is something of that template that the person has begun: an open draft, or a text that was dismissed. */
  isBegun(path: string, template: string): boolean {
    return this.#documentOf(path, template) !== undefined || this.#kept.has(keyOf(path, template));
  }

  /** Opens a draft, with what was dismissed before; one that is open is shown. The first gap is selected. */
  async show(path: string, template: UpdateTemplate, filled: FilledTemplate, subject: string): Promise<void> {
    const standing = this.#documentOf(path, template.name);
    if (standing) {
      await showDocument(standing);
      return;
    }
    const kept = this.#kept.get(keyOf(path, template.name));
    const words = filled.gaps.map(({ start, end }) => filled.text.slice(start, end));
    const gaps = [...new Set([...words, ...(kept?.gaps ?? [])])];
    const begun = kept ? { text: kept.text, gaps: gapsIn(kept.text, gaps) } : filled;
    const document = await workspace.openTextDocument({ language: 'markdown' });
    const subjectGaps = filled.subjectGaps.map(({ words }) => words);
    this.#open.set(document, { path, template, subject, subjectGaps, text: filled.text, gaps });
    await this.#tellEditor();
    // A snippet takes the focus, and whoever asks for the next thing in the meantime types into that box already.
    await unasked();
    const editor = await takeFocus(() => window.showTextDocument(document, { preview: false }));
    await editor.insertSnippet(new SnippetString(toSnippet(begun)), undefined, {
      undoStopBefore: false,
      undoStopAfter: true,
      keepWhitespace: true,
    });
  }

  /** Selects the first gap that is left; Tab continues to the next one. */
  async fillIn(document: TextDocument): Promise<void> {
    const draft = this.#open.get(document);
    if (!draft) {
      return;
    }
    const editor = await takeFocus(() => window.showTextDocument(document, { preview: false }));
    const text = document.getText().replace(/\r\n?/g, '\n');
    const snippet = new SnippetString(toSnippet({ text, gaps: gapsIn(text, draft.gaps) }));
    const whole = new Range(document.positionAt(0), document.positionAt(document.getText().length));
    await editor.insertSnippet(snippet, whole, { undoStopBefore: true, undoStopAfter: true, keepWhitespace: true });
  }

  /** Closes a draft that has done its work, without a question; the focus goes back to where it was. */
  async finish(document: TextDocument): Promise<void> {
    const draft = this.#open.get(document);
    if (!draft) {
      return;
    }
    // Pressed twice, Ctrl+Enter would do something else in the editor that gets the focus.
    await linger();
    // What is shown instead takes the focus.
    await unasked();
    this.#kept.delete(keyOf(draft.path, draft.template.name));
    if (!this.#open.delete(document)) {
      return;
    }
    await this.#tellEditor();
    await takeFocus(async () => close(document));
  }

  async #closed(document: TextDocument): Promise<void> {
    const draft = this.#open.get(document);
    // A change of the language is told as a closing too, and the document continues.
    if (!draft || workspace.textDocuments.includes(document)) {
      return;
    }
    this.#open.delete(document);
    const text = this.#texts.get(document) ?? draft.text;
    const key = keyOf(draft.path, draft.template.name);
    if (text === draft.text) {
      this.#kept.delete(key);
    } else {
      this.#kept.set(key, { text, gaps: draft.gaps });
    }
    await this.#tellEditor();
  }

  async #tellEditor(): Promise<void> {
    const uris = [...this.#open.keys()].map(({ uri }) => uri.toString());
    await commands.executeCommand('setContext', CONTEXT, uris);
  }

  #documentOf(path: string, template: string): TextDocument | undefined {
    const found = [...this.#open].find(([, draft]) => draft.path === path && draft.template.name === template);
    return found?.[0];
  }

  #lenses(document: TextDocument): CodeLens[] {
    const draft = this.#open.get(document);
    if (!draft) {
      return [];
    }
    const top = new Range(0, 0, 0, 0);
    const subject = [...draft.subject].slice(0, LONGEST_SUBJECT).join('');
    const ways = [
      ['clipboard', say`Copy and Log (Ctrl/Cmd+Enter)`],
      ['mail', say`Email Draft and Log: ${subject}`],
      ['record', say`Log Only`],
    ] as const;
    return ways.map(([to, title]) => {
      const lens = { title, command: 'incidentNotes.sendUpdate', arguments: [{ to }] };
      return new CodeLens(top, lens);
    });
  }
}

/** Returns the document's text as an update: line endings `\n`, no blank lines at its end. */
export function textOf(document: TextDocument): string {
  return document.getText().replace(/\r\n?/g, '\n').trimEnd();
}

function keyOf(path: string, template: string): string {
  return `${template} ${path}`;
}

/** Closes a document without a question. */
async function close(document: TextDocument): Promise<void> {
  await window.showTextDocument(document, { preview: false });
  await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  // Closing by a command leaves the focus nowhere.
  await commands.executeCommand('workbench.action.focusActiveEditorGroup');
}
