/**
 * Fills an update's template with facts. What is missing shows as a gap, `[impact]`, and is never dropped. No text of the
 * record is read as a template, and none reaches an editor's snippet as anything but text.
 */

import Mustache from 'mustache';
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
  /** One line; its gaps are visible in it. Absent where the template has none. */
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

/** Where gaps still stand in a text that a person went on writing; `words` are those of its gaps, brackets included. */
export function gapsIn(text: string, words: readonly string[]): Gap[] {
  return [...text.matchAll(/\[[^[\]\n]+\]/g)]
    .filter(([found]) => words.includes(found))
    .map(({ 0: found, index }) => ({ start: index, end: index + found.length, name: found }));
}

function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

type Find = (name: string) => unknown;
/** `gap` and `fallback` are absent for a text; both are placeholders' names. */
interface Piece {
  readonly text: string;
  readonly gap?: string;
  readonly fallback?: string;
}

function fill(template: string, find: Find): Piece[] {
  // Whatever is wrong with it was found when it was read: here it shows as it is.
  const { tokens } = parseTemplate(template);
  const filling = new Filling();
  filling.renderTokens((tokens ?? [['text', template, 0, template.length]]) as never, new FactContext(undefined, find));
  return filling.pieces;
}

/** Mustache's own walk through a template; what it would write is kept in pieces, so that gaps know their place. */
class Filling extends Mustache.Writer {
  readonly pieces: Piece[] = [];

  override rawValue(token: readonly string[]): string {
    this.pieces.push(...withOwnGaps((token as unknown as Token)[1]));
    return '';
  }

  override escapedValue(token: readonly string[], context: Mustache.Context): string {
    const name = (token as unknown as Token)[1];
    const value: unknown = context.lookup(name);
    this.pieces.push(
      typeof value === 'string' && value !== '' ? { text: value } : { text: `[${gapWords(name)}]`, gap: name },
    );
    return '';
  }

  /** What is said where nobody typed a placeholder that people are asked for. Gaps in it stay gaps. */
  override renderInverted(
    token: string[],
    context: Mustache.Context,
    ...rest: [Mustache.PartialsOrLookupFn, string]
  ): string {
    const from = this.pieces.length;
    super.renderInverted(token, context, ...rest);
    const inner = this.pieces.slice(from);
    const name = (token as unknown as Token)[1];
    if (ASKED.has(name) && inner.every(({ gap, fallback }) => gap === undefined && fallback === undefined)) {
      const text = inner.map((piece) => piece.text).join('');
      const kept = text.trimEnd();
      const stop = kept === '' ? [] : [{ text: kept, fallback: name }];
      this.pieces.splice(from, inner.length, ...stop, { text: text.slice(kept.length) });
    }
    return '';
  }

  /** `{{{impact}}}`: nothing is escaped for HTML here in any case. */
  override unescapedValue(token: readonly string[], context: Mustache.Context): string {
    return this.escapedValue(token, context);
  }
}

/** Looks in the items of the lists around, then among the facts; never at what a value inherits. */
class FactContext extends Mustache.Context {
  constructor(
    view: unknown,
    private readonly find: Find,
    parent?: FactContext,
  ) {
    super(view, parent);
  }

  override push(view: unknown): FactContext {
    return new FactContext(view, this.find, this);
  }

  override lookup(name: string): unknown {
    if (name === '.') {
      return this.view;
    }
    const view: unknown = this.view;
    if (typeof view === 'object' && view !== null && Object.hasOwn(view, name)) {
      return (view as Record<string, unknown>)[name];
    }
    return this.parent ? (this.parent.lookup(name) as unknown) : this.find(name);
  }
}

/** `[ticket number]` in the template's own words is a gap too; links, boxes and notes are not. */
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
