/**
 * The template of an update: what it is for, and how its text is read. Mustache without partials, lambdas and other
 * delimiters. Knows neither record nor process; which placeholders there are is `updatePlaceholders.ts`, how a team's own
 * template is read `updateTemplateFile.ts`.
 */

import Mustache from 'mustache';
import { wordsOf } from '../text/plainText';
import { STATUSES } from '../frontMatter/fields';
import { found, type Finding } from '../text/finding';
import { isChannel, LISTS, placeholders, type TemplateVocabulary } from './updatePlaceholders';

export interface UpdateTemplate {
  /** Lower case with hyphens: `customer-update`. */
  readonly name: string;
  /** Its name for people; absent if its name says it: see `templateLabel`. */
  readonly label?: string;
  /** Whom it is written for: `customer`. */
  readonly audience: string;
  /** Mustache on one line; absent if the audience gets no mail. */
  readonly subject?: string;
  /** Statuses and moments for which it is offered first; see `MOMENTS`. */
  readonly when: readonly string[];
  /** Mustache, line endings `\n`, no blank lines at its ends. */
  readonly text: string;
}

/**
 * `first`: its audience was never written to. `again`: it was. `new`: it wasn't since the status became what it is.
 * `hand-off`: a role was offered and not yet taken. All that are named must hold.
 */
export const MOMENTS = ['first', 'again', 'new', 'hand-off'] as const;
export const WHEN: readonly string[] = [...STATUSES, ...MOMENTS];

/** Returns how the template is called for people: its label, else the words of its name. */
export function templateLabel({ label, name }: UpdateTemplate): string {
  return label ?? wordsOf(name);
}

/** One of mustache's tokens: kind, name or text, start and end in the template, and what a section holds. */
export type Token = readonly [kind: string, value: string, start: number, end: number, inner?: Token[]];

/**
 * A template's tokens; absent if mustache can't be read or would do more than fill in. Offsets are those of `text`.
 * Names are checked against the words that are `known`; without any they aren't.
 */
export function parseTemplate(
  text: string,
  known?: TemplateVocabulary,
): { readonly tokens?: Token[]; readonly findings: Finding[] } {
  const findings: Finding[] = [];
  const tokens = tokensOf(text, findings);
  if (!tokens) {
    return { findings };
  }
  check(tokens, [], known, findings);
  return canFill(findings) ? { tokens, findings } : { findings };
}

/** Returns whether the template can be filled although there are these findings. */
export function canFill(findings: readonly Finding[]): boolean {
  return findings.every(({ code }) => code !== 'badTemplate');
}

/** 16,384 characters: many pages, and what mustache reads in no time however it is written. */
const LONGEST = 16_384;
const MUCH_BLANK = /\s{200}/;

function tokensOf(text: string, findings: Finding[]): Token[] | undefined {
  if (text.length > LONGEST || MUCH_BLANK.test(text)) {
    findings.push({ ...found('templateTooLarge'), start: 0, end: text.length });
    return undefined;
  }
  const other = /\{\{\s*=/.exec(text);
  if (other) {
    findings.push({ ...found('delimiters'), start: other.index, end: other.index + 2 });
    return undefined;
  }
  try {
    // A writer of its own: the library's keeps every template that it ever saw.
    return new Mustache.Writer().parse(text, ['{{', '}}']) as Token[];
  } catch (error) {
    findings.push(misread(text, (error as Error).message));
    return undefined;
  }
}

/** Returns what mustache says, `Unclosed section "news" at 40`, at the place where a person would look. */
function misread(text: string, said: string): Finding {
  const at = Number(/ at (\d+)$/.exec(said)![1]);
  const name = /"([^]*)"/.exec(said)?.[1];
  if (name === undefined) {
    return { ...found('openTag'), start: text.lastIndexOf('{{', at), end: text.length };
  }
  if (said.startsWith('Unopened')) {
    return { ...found('unopened', { name }), start: at, end: text.indexOf('}}', at) + 2 };
  }
  const opens = (from: number): boolean => {
    const head = /^\{\{\s*[#^]\s*/.exec(text.slice(from, from + 400));
    return head !== null && text.startsWith(name, from + head[0].length);
  };
  let start = text.lastIndexOf('{{', at);
  while (start > 0 && !opens(start)) {
    start = text.lastIndexOf('{{', start - 1);
  }
  return { ...found('openSection', { name }), start, end: text.length };
}

/** A person repairs the first ones and looks again. */
const MOST_FINDINGS = 20;

/** `inside` are the sections around the tokens, the innermost last. */
function check(
  tokens: readonly Token[],
  inside: readonly string[],
  known: TemplateVocabulary | undefined,
  findings: Finding[],
): void {
  const list = inside.findLast((name) => Object.hasOwn(LISTS, name));
  const names = known && placeholders(list, known);
  for (const [kind, name, start, end, inner] of tokens) {
    if (kind === 'text' || kind === '!' || findings.length === MOST_FINDINGS) {
      continue;
    }
    const isList = Object.hasOwn(LISTS, name);
    // Mustache keeps something else at that place of a tag that isn't a section.
    const held = kind === '#' || kind === '^' ? inner : undefined;
    if (kind === '>') {
      findings.push({ ...found('partial'), start, end });
    } else if (list !== undefined && isList) {
      findings.push({ ...found('nestedList', { name }), start, end });
    } else if (isList && !held) {
      findings.push({ ...found('bareList', { name, known: LISTS[name]! }), start, end });
    } else if (names && !names.includes(name) && !isChannel(name) && !(name === '.' && inside.length > 0)) {
      findings.push({ ...found('placeholder', { name, known: names }), start, end });
    }
    if (held) {
      check(held, kind === '#' ? [...inside, name] : inside, known, findings);
    }
  }
}
