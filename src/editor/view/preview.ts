/** Shows the heads of entries quietly in the markdown preview: the reader's local time, the author, and the kind. */
import { workspace, type Uri } from 'vscode';
import { previewHead, type PreviewHead } from '../../core/view/previewHead';
import { foldedRuns, isShown, type ShownEntries } from '../../core/timeline/importance';
import { isRecordPath } from '../records/recordFolders';
import { localZone, shownEntries } from '../shell/settings';
import type { PreviewToken } from './previewRule';
import { say } from '../../core/words/say';

/** Returns a record's tokens with all heads changed, and a postmortem's without what only the tool needs. */
export function showTokens(tokens: readonly PreviewToken[], document: Uri): readonly PreviewToken[] {
  return isRecordPath(document.fsPath) ? showHeads(tokens, document) : tokens.map(withoutToolFields);
}

function withoutToolFields(token: PreviewToken): PreviewToken {
  const content = token.type === 'front_matter' ? token.meta?.content : undefined;
  return content === undefined
    ? token
    : changed(token, { meta: { content: content.replace(/^(?:base|generated-from):.*\n?/gm, '') } });
}

/** Returns what a record says is text here too, never HTML. */
function showHeads(tokens: readonly PreviewToken[], document: Uri): readonly PreviewToken[] {
  const on = workspace.getConfiguration('incidentNotes', document).get('localTimes', true);
  const frame = { now: Date.now(), zone: on ? localZone() : 'UTC' };
  const heads = new Map<PreviewToken, PreviewHead>();
  const shown = tokens.map((token, index) => {
    const [first, ...rest] = token.children ?? [];
    if (token.type !== 'inline' || tokens[index - 2]?.type !== 'list_item_open' || first?.type !== 'text') {
      return token;
    }
    const head = previewHead(token.content, frame);
    // Markup inside a head isn't one that the extension writes; it's shown as it is.
    if (!head || !first.content.startsWith(token.content.slice(0, head.length))) {
      return token;
    }
    heads.set(tokens[index - 2]!, head);
    return changed(token, { children: [...headTokens(head, first), ...rest] });
  });
  return arranged(shown, heads, shownEntries(document));
}

/** One list item that is an entry, with all its tokens. */
interface EntryItem {
  readonly tokens: readonly PreviewToken[];
  readonly head: PreviewHead;
}

/** Returns the tokens with what isn't to be shown left out, and runs of bookkeeping folded: what is left out is counted below. */
function arranged(
  tokens: readonly PreviewToken[],
  heads: ReadonlyMap<PreviewToken, PreviewHead>,
  shown: ShownEntries,
): PreviewToken[] {
  const arrangedTokens: PreviewToken[] = [];
  for (let at = 0; at < tokens.length;) {
    const items = entriesAt(tokens, at, heads);
    if (items.length === 0) {
      arrangedTokens.push(tokens[at]!);
      at += 1;
    } else {
      arrangedTokens.push(...showItems(items, shown));
      at += items.reduce((sum, item) => sum + item.tokens.length, 0);
    }
  }
  return arrangedTokens;
}

/** Returns the entries that follow each other from there on. */
function entriesAt(
  tokens: readonly PreviewToken[],
  from: number,
  heads: ReadonlyMap<PreviewToken, PreviewHead>,
): EntryItem[] {
  const items: EntryItem[] = [];
  for (let at = from; at < tokens.length;) {
    const first = tokens[at]!;
    const head = heads.get(first);
    let end = head ? at + 1 : tokens.length;
    while (end < tokens.length && !(tokens[end]!.type === 'list_item_close' && tokens[end]!.level === first.level)) {
      end += 1;
    }
    if (!head || end === tokens.length) {
      break;
    }
    items.push({ tokens: tokens.slice(at, end + 1), head });
    at = end + 1;
  }
  return items;
}

function showItems(items: readonly EntryItem[], shown: ShownEntries): PreviewToken[] {
  const html = (content: string): PreviewToken => changed(items[0]!.tokens[0]!, { type: 'html_block', content });
  const left = items.filter(({ head }) => isShown(head, shown));
  const hidden = items.length - left.length;
  return [
    ...foldedRuns(left, ({ head }) => head).flatMap((run) => {
      const inside = run.flatMap(({ tokens }) => tokens);
      const open = `<li><details class="incident-notes-folded"><summary>${escapeHtml(say`${run.length} bookkeeping entries`)}</summary><ul>`;
      return run.length === 1 ? inside : [html(open), ...inside, html('</ul></details></li>')];
    }),
    ...(hidden === 0
      ? []
      : [
          html(
            `<li class="incident-notes-folded">${escapeHtml(hidden === 1 ? say`1 more entry` : say`${hidden} more entries`)}</li>`,
          ),
        ]),
  ];
}

/** Returns the text token of an entry's first words as several: its head, and the words after it. */
function headTokens(head: PreviewHead, first: PreviewToken): PreviewToken[] {
  const { box, instant, time, zones, author, kind, qualifier, important, length } = head;
  const text = (content: string): PreviewToken => changed(first, { content });
  const html = (content: string): PreviewToken => changed(first, { type: 'html_inline', content });
  const span = (part: string, words: string): PreviewToken[] => [
    html(`<span class="incident-notes-${part}">`),
    text(words),
    html('</span>'),
  ];
  return [
    ...(box === '' ? [] : [html(boxImage(!box.includes(' ]')))]),
    html(`<time class="incident-notes-time" datetime="${instant}" title="${zones}">${time}</time> `),
    ...span('author', `@${author}`),
    text(' '),
    // A kind consists of capital letters alone.
    ...span(`kind incident-notes-${kind.toLowerCase()}`, `${kind}${qualifier === '' ? '' : ` ${qualifier}`}`),
    ...(important
      ? [text(' '), html(`<strong class="incident-notes-important">${escapeHtml(say`Important`)}</strong>`)]
      : []),
    text(first.content.slice(length)),
  ];
}

/** A translation is text, too. */
function escapeHtml(words: string): string {
  return words.replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

function boxImage(isDone: boolean): string {
  const state = escapeHtml(isDone ? say`done` : say`not done`);
  return `<span class="incident-notes-box" role="img" aria-label="${state}">${isDone ? '☑' : '☐'}</span> `;
}

/** Returns a copy with its methods. */
function changed(token: PreviewToken, parts: Partial<PreviewToken>): PreviewToken {
  const copy = Object.create(Object.getPrototypeOf(token) as object) as PreviewToken;
  return Object.assign(copy, token, parts);
}
