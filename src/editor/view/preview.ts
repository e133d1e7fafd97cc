/** Shows the heads of entries quietly in the markdown preview: the reader's own time, the author, and the kind. */
import { workspace, type Uri } from 'vscode';
import { previewHead, type PreviewHead } from '../../core/view/previewHead';
import { localZone } from '../shell/settings';
import type { PreviewToken } from './previewRule';

/** Returns the tokens with all heads changed. What a record says is text here too, never HTML. */
export function showHeads(tokens: readonly PreviewToken[], document: Uri): readonly PreviewToken[] {
  const on = workspace.getConfiguration('incidentNotes', document).get('localTimes', true);
  const frame = { now: Date.now(), zone: on ? localZone() : 'UTC' };
  return tokens.map((token, index) => {
    const [first, ...rest] = token.children ?? [];
    if (token.type !== 'inline' || tokens[index - 2]?.type !== 'list_item_open' || first?.type !== 'text') {
      return token;
    }
    const head = previewHead(token.content, frame);
    // Markup inside a head isn't one that the extension writes; it's shown as it is.
    return head && first.content.startsWith(token.content.slice(0, head.length))
      ? changed(token, { children: [...headTokens(head, first), ...rest] })
      : token;
  });
}

/** The text token of an entry's first words as several: its head, and the words after it. */
function headTokens(head: PreviewHead, first: PreviewToken): PreviewToken[] {
  const { box, instant, time, zones, author, kind, qualifier, length } = head;
  const text = (content: string): PreviewToken => changed(first, { content });
  const html = (content: string): PreviewToken => changed(first, { type: 'html_inline', content });
  const span = (part: string, words: string): PreviewToken[] => [
    html(`<span class="incident-notes-${part}">`),
    text(words),
    html('</span>'),
  ];
  return [
    text(box),
    html(`<time class="incident-notes-time" datetime="${instant}" title="${zones}">${time}</time> `),
    ...span('author', `@${author}`),
    text(' '),
    // A kind consists of capital letters alone.
    ...span(`kind incident-notes-${kind.toLowerCase()}`, `${kind}${qualifier === '' ? '' : ` ${qualifier}`}`),
    text(first.content.slice(length)),
  ];
}

/** A copy with its methods. */
function changed(token: PreviewToken, parts: Partial<PreviewToken>): PreviewToken {
  const copy = Object.create(Object.getPrototypeOf(token) as object) as PreviewToken;
  return Object.assign(copy, token, parts);
}
