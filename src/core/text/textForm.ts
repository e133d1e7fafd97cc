/** The form of a text, apart from its words: byte order mark, line endings, and whether its last line has one. */

import { settle, type Versions } from './versions';

export interface TextForm {
  readonly mark: boolean;
  /** Of all lines; `mixed` where they differ, undefined if there is none. */
  readonly eol: '\n' | '\r\n' | 'mixed' | undefined;
  readonly ended: boolean;
}

function formOf(text: string): TextForm {
  return { mark: text.startsWith('\ufeff'), eol: eolOf(text), ended: text.endsWith('\n') };
}

function eolOf(text: string): TextForm['eol'] {
  if (!text.includes('\n')) {
    return undefined;
  }
  if (!text.includes('\r\n')) {
    return '\n';
  }
  return /(?<!\r)\n/.test(text) ? 'mixed' : '\r\n';
}

/** Texts without their forms: no mark, every line endings, with `\n` alone unless one of them mixes its line endings. */
export function withoutForms({ base, one, other }: Versions<string>): Versions<string> & { readonly form: TextForm } {
  const [old, here, there] = [base === undefined ? undefined : formOf(base), formOf(one), formOf(other)];
  const mixed = [old, here, there].some((form) => form?.eol === 'mixed');
  const plain = (text: string): string => {
    const own = text.startsWith('\ufeff') ? text.slice(1) : text;
    const lines = mixed ? own : own.replaceAll('\r\n', '\n');
    return lines === '' || lines.endsWith('\n') ? lines : `${lines}\n`;
  };
  const form: TextForm = {
    mark: settle(old?.mark, here.mark, there.mark)?.value ?? false,
    eol: mixed ? 'mixed' : (settle(old?.eol, here.eol ?? there.eol, there.eol ?? here.eol)?.value ?? '\n'),
    ended: settle(old?.ended, here.ended, there.ended)?.value ?? true,
  };
  return { base: base === undefined ? undefined : plain(base), one: plain(one), other: plain(other), form };
}

/** The text in that form, and the offsets into it moved along. */
export function withForm<T extends { readonly start: number; readonly end: number }>(
  text: string,
  form: TextForm,
  places: readonly T[],
): { readonly text: string; readonly places: readonly T[] } {
  const own = form.ended ? text : text.replace(/\r?\n$/, '');
  const mark = form.mark ? 1 : 0;
  const feeds = form.eol === '\r\n' ? [...own.matchAll(/\n/g)].map(({ index }) => index) : [];
  const moved = (offset: number): number => {
    let [low, high] = [0, feeds.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (feeds[middle]! < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return mark + Math.min(offset, own.length) + low;
  };
  const dressed = form.eol === '\r\n' ? own.replaceAll('\n', '\r\n') : own;
  return {
    text: (form.mark ? '\ufeff' : '') + dressed,
    places: places.map((place) => ({ ...place, start: moved(place.start), end: moved(place.end) })),
  };
}
