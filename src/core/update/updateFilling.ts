/**
 * Fills a template with facts. What's missing shows as a gap, such as `[impact]`, and is never dropped. Text from the record
 * is never read as a template, and reaches the editor's snippets as plain text only.
 */

import { BOX } from '../text/box';
import { normaliseText } from '../text/plainText';
import { fieldOf } from '../frontMatter/fields';
import { ASKED, gapWords } from '../template/updatePlaceholders';
import { parseTemplate, type Token, type UpdateTemplate } from '../template/updateTemplate';
import type { TemplateFacts } from './updateFacts';

export interface Gap {
  /** Offsets in the filled text; its brackets are included. */
  readonly start: number;
  readonly end: number;
  /** The placeholder, `impact`, or the words between the brackets that the template itself has. */
  readonly name: string;
}

export interface FilledTemplate {
  readonly text: string;
  /** One line; its gaps are visible in it. Absent if the template has none. */
  readonly subject?: string;
  /** By the name of a gap, and by its words in the subject, brackets included. */
  readonly subjectGaps: readonly { readonly name: string; readonly words: string }[];
  /** In the order of their places in the text. */
  readonly gaps: readonly Gap[];
  /**
   * Where a person may say more than the template does without them: `{{^doing}}We're working on it.{{/doing}}`. The text is
   * whole without it. In the order of their places.
   */
  readonly defaults: readonly Gap[];
}

/** `fields` are what a person or a caller said for this one update, by placeholder; an empty one counts as not given. */
export function fillTemplate(
  template: UpdateTemplate,
  facts: TemplateFacts,
  fields: Readonly<Record<string, string>> = {},
): FilledTemplate {
  const find: Find = (name) => {
    const field = normaliseText(fieldOf(fields, name) ?? '');
    return field !== '' ? field : (fieldOf(facts.texts, name) ?? fieldOf(facts.lists, name));
  };
  const { text, gaps, defaults } = joined(fill(template.text, find));
  const kept = text.trimEnd();
  if (template.subject === undefined) {
    return { text: kept, gaps, defaults, subjectGaps: [] };
  }
  const subject = joined(fill(template.subject, find));
  return {
    text: kept,
    gaps,
    defaults,
    subject: subject.text.replace(/\s+/g, ' ').trim(),
    subjectGaps: subject.gaps.map(({ name, start, end }) => ({ name, words: subject.text.slice(start, end) })),
  };
}

/**
 * Returns the text as a VS Code snippet: gaps and defaults are tab stops in the order in which they first appear, the same
 * gap is typed once, and everything else is only text. The last tab stop is the end.
 */
export function toSnippet({
  text,
  gaps,
  defaults = [],
}: Pick<FilledTemplate, 'text' | 'gaps'> & Partial<Pick<FilledTemplate, 'defaults'>>): string {
  const stops = [
    ...gaps.map((gap) => ({ ...gap, key: gap.name })),
    ...defaults.map((stop) => ({ ...stop, key: stop })),
  ];
  const numbers = new Map<unknown, number>();
  let at = 0;
  let snippet = '';
  for (const { start, end, key } of stops.sort((a, b) => a.start - b.start)) {
    const number = numbers.get(key) ?? numbers.size + 1;
    numbers.set(key, number);
    snippet += `${escapeSnippet(text.slice(at, start))}\${${number}:${escapeSnippet(text.slice(start, end))}}`;
    at = end;
  }
  return `${snippet}${escapeSnippet(text.slice(at))}$0`;
}

/** Where gaps still are in a text that a person went on writing; `words` are those of its gaps, brackets included. */
export function gapsIn(text: string, words: readonly string[]): Gap[] {
  return [...text.matchAll(/\[[^[\]\n]+\]/g)]
    .filter(([found]) => words.includes(found))
    .map(({ 0: found, index }) => ({ start: index, end: index + found.length, name: found }));
}

function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

/** Returns what a name stands for, or undefined if there is nothing. */
type Find = (name: string) => unknown;
/** `gap` and `fallback` are absent for a text; both are placeholders' names. */
interface Piece {
  readonly text: string;
  readonly gap?: string;
  readonly fallback?: string;
}

/** Returns the filled template in pieces, so that gaps know their place. */
function fill(template: string, find: Find): Piece[] {
  // Whatever is wrong with it was found when it was read: here it shows as it is.
  const { tokens = [['text', template, 0, template.length]] } = parseTemplate(template);
  return fillTokens(tokens, find);
}

function fillTokens(tokens: readonly Token[], find: Find): Piece[] {
  return tokens.flatMap(([kind, name, , , inner = []]): Piece[] => {
    switch (kind) {
      case 'text':
        return withOwnGaps(name);
      case '#':
        return fillSection(inner, find(name), find);
      case '^':
        return isEmpty(find(name)) ? fillInverted(inner, name, find) : [];
      case 'name':
      case '&':
        return [fillPlaceholder(name, find(name))];
      default:
        return [];
    }
  });
}

function isEmpty(value: unknown): boolean {
  return !value || (Array.isArray(value) && value.length === 0);
}

function fillPlaceholder(name: string, value: unknown): Piece {
  return typeof value === 'string' && value !== '' ? { text: value } : { text: `[${gapWords(name)}]`, gap: name };
}

/** Fills a section once for each item of a list, or once for a value that isn't empty. */
function fillSection(inner: readonly Token[], value: unknown, find: Find): Piece[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : isEmpty(value) ? [] : [value];
  return items.flatMap((item) => fillTokens(inner, findIn(item, find)));
}

/** Looks in an item of a list, then around it; never at what a value inherits. */
function findIn(item: unknown, around: Find): Find {
  return (name) => {
    if (name === '.') {
      return item;
    }
    const isOfItem = typeof item === 'object' && item !== null && Object.hasOwn(item, name);
    return isOfItem ? (item as Record<string, unknown>)[name] : around(name);
  };
}

/** Fills what is said where nobody typed a placeholder that people are asked for. Gaps in it stay gaps. */
function fillInverted(inner: readonly Token[], name: string, find: Find): Piece[] {
  const pieces = fillTokens(inner, find);
  if (!ASKED.has(name) || pieces.some(({ gap, fallback }) => gap !== undefined || fallback !== undefined)) {
    return pieces;
  }
  const text = pieces.map((piece) => piece.text).join('');
  const kept = text.trimEnd();
  return [...(kept === '' ? [] : [{ text: kept, fallback: name }]), { text: text.slice(kept.length) }];
}

/** `[ticket number]` in the template's own words is a gap too; links, boxes and notes aren't. */
const OWN_GAP = new RegExp(String.raw`(?<!\])(?!${BOX}|\[\^)\[(?<gap>[^[\]\n]{1,80})\](?![([:])`, 'g');

function withOwnGaps(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(OWN_GAP)) {
    pieces.push({ text: text.slice(at, match.index) }, { text: match[0], gap: match.groups!['gap']! });
    at = match.index + match[0].length;
  }
  return [...pieces, { text: text.slice(at) }];
}

function joined(pieces: readonly Piece[]): { text: string; gaps: Gap[]; defaults: Gap[] } {
  const gaps: Gap[] = [];
  const defaults: Gap[] = [];
  const parts: string[] = [];
  let at = 0;
  for (const { text, gap, fallback } of pieces) {
    if (gap !== undefined) {
      gaps.push({ start: at, end: at + text.length, name: gap });
    } else if (fallback !== undefined) {
      defaults.push({ start: at, end: at + text.length, name: fallback });
    }
    parts.push(text);
    at += text.length;
  }
  return { text: parts.join(''), gaps, defaults };
}
