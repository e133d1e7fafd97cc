/**
 * Fills an update's template with facts. What is missing shows as a gap, `[impact]`, and is never dropped. No text of the
 * record is read as a template, and none reaches an editor's snippet as anything but text.
 */

import Mustache from 'mustache';
import { BOX } from '../text/box';
import { normaliseText } from '../text/plainText';
import { fieldOf } from '../frontMatter/fields';
import { gapWords } from '../template/updatePlaceholders';
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
  const { text, gaps } = joined(fill(template.text, find));
  const kept = text.trimEnd();
  if (template.subject === undefined) {
    return { text: kept, gaps, subjectGaps: [] };
  }
  const subject = joined(fill(template.subject, find));
  return {
    text: kept,
    gaps,
    subject: subject.text.replace(/\s+/g, ' ').trim(),
    subjectGaps: subject.gaps.map(({ name, start, end }) => ({ name, words: subject.text.slice(start, end) })),
  };
}

/**
 * The text as a VS Code snippet: gaps are tab stops in the order in which they first appear, the same gap is typed once,
 * and everything else is only text. The last tab stop is the end.
 */
export function toSnippet({ text, gaps }: Pick<FilledTemplate, 'text' | 'gaps'>): string {
  const numbers = new Map<string, number>();
  let at = 0;
  let snippet = '';
  for (const { start, end, name } of gaps) {
    const number = numbers.get(name) ?? numbers.size + 1;
    numbers.set(name, number);
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
/** `gap` is absent for a text. */
interface Piece {
  readonly text: string;
  readonly gap?: string;
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

function joined(pieces: readonly Piece[]): { text: string; gaps: Gap[] } {
  const gaps: Gap[] = [];
  const parts: string[] = [];
  let at = 0;
  for (const { text, gap } of pieces) {
    if (gap !== undefined) {
      gaps.push({ start: at, end: at + text.length, name: gap });
    }
    parts.push(text);
    at += text.length;
  }
  return { text: parts.join(''), gaps };
}
