/**
 * One-line formats in a process: the name of an incident's channel, and the first line of its record. They only have
 * placeholders; `{{title}}` has the same names as in an update's template.
 */

import { oneLine } from '../text/plainText';
import { hasOtherScript, slugOf } from './slug';
import type { Summary } from './fields';
import { found, type Finding } from '../text/finding';
import { formatInstant } from '../time/instant';

export interface FormatFacts {
  readonly id: string;
  readonly title: string;
  readonly severity: string;
  readonly summary?: Summary | undefined;
  /** When it was declared, milliseconds since the epoch; dates are UTC. */
  readonly instant: number;
}

/** A record's first line where a process has no format of its own. */
export const HEADLINE = '[inc-{{yy}}-{{mm}}-{{dd}}-{{severity}}] {{title}}';

const FORMAT_WORDS = [
  'id',
  'title',
  'functionality',
  'state',
  'audience',
  'severity',
  'dd',
  'mm',
  'yy',
  'yyyy',
] as const;
type FormatWord = (typeof FORMAT_WORDS)[number];

const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** A format's parts in their order: what's there as it is, and words to be filled in. */
export type FormatPart = { readonly text: string } | { readonly word: FormatWord };

export function readFormat(format: string): FormatPart[] {
  const parts: FormatPart[] = [];
  let at = 0;
  for (const match of format.matchAll(PLACEHOLDER)) {
    const word = FORMAT_WORDS.find((known) => known === match[1]);
    if (word !== undefined) {
      parts.push({ text: format.slice(at, match.index) }, { word });
      at = match.index + match[0].length;
    }
  }
  return [...parts, { text: format.slice(at) }].filter((part) => 'word' in part || part.text !== '');
}

/** Placeholders that stand for nothing; offsets are those of the format. */
export function formatFindings(format: string): Finding[] {
  return [...format.matchAll(PLACEHOLDER)]
    .filter(([, word]) => !FORMAT_WORDS.some((known) => known === word))
    .map((match) => ({
      ...found('formatWord', { name: match[1]!, known: FORMAT_WORDS }),
      start: match.index,
      end: match.index + match[0].length,
    }));
}

/**
 * `#inc-{{dd}}-{{mm}}-{{yy}}-{{title}}` → `#inc-20-11-26-logging-in-is-broken`: what is filled in is fit for a channel. A title
 * in letters that a slug doesn't show is as in the id.
 */
export function formatChannel(format: string, facts: FormatFacts): string {
  const known = slugOf(facts.id.slice('2026-11-20-'.length), 'incident');
  const fit = (word: FormatWord, value: string): string => {
    const isTitle = word === 'title' || word === 'functionality';
    return isTitle && hasOtherScript(value) ? known : slugOf(value, known);
  };
  return filled(format, facts, (word, value) => (value === '' || word === 'id' ? value : fit(word, value)))
    .replace(/-{2,}/g, '-')
    .replace(/-$/, '');
}

/** `[inc-{{yy}}-{{mm}}-{{dd}}-{{severity}}] {{title}}` → `[inc-26-11-20-SEV-1] Logging in is broken`. */
export function formatLine(format: string, facts: FormatFacts): string {
  return filled(format, facts, (_, value) => value);
}

function filled(format: string, facts: FormatFacts, fit: (word: FormatWord, value: string) => string): string {
  const parts = readFormat(format).map((part) =>
    'text' in part ? part.text : fit(part.word, oneLine(formatValue(part.word, facts))),
  );
  return oneLine(parts.join(''));
}

/** Returns what a word stands for, as it is known; empty if it isn't. */
function formatValue(word: FormatWord, { id, title, severity, summary, instant }: FormatFacts): string {
  const [yyyy, mm, dd] = formatInstant(instant).slice(0, 10).split('-') as [string, string, string];
  const values: Readonly<Record<FormatWord, string>> = {
    id,
    title,
    severity,
    functionality: summary?.functionality ?? title,
    state: summary?.state ?? '',
    audience: summary?.audience ?? '',
    dd,
    mm,
    yy: yyyy.slice(2),
    yyyy,
  };
  return values[word];
}
