/**
 * Updates a record's headline when the title or severity changes, part by part, as long as that part is still what the
 * extension wrote. The format comes from the process.
 */

import { oneLine } from '../text/plainText';
import { fencedLines } from '../text/fence';
import type { FieldChange } from '../frontMatter/fieldEdit';
import { HEADLINE, readFormat } from '../frontMatter/formats';
import type { IncidentRecord } from './record';
import type { TextEdit } from '../text/textEdit';

/** Returns the edits by which the headline says what `changes` say: `# [inc-26-11-20-SEV-1] Logging in is broken`. */
export function headlineEdits(record: IncidentRecord, changes: readonly FieldChange[], format = HEADLINE): TextEdit[] {
  const { fields } = record.frontMatter;
  const line = findHeadline(record);
  if (!line) {
    return [];
  }
  const was: Readonly<Record<string, string | undefined>> = {
    severity: fields.severity,
    title: fields.title,
    ...fields.summary,
  };
  return wordsOf(line.text, format, was).flatMap(({ word, start, end }) => {
    const change = changes.find(({ path }) => path.at(-1) === word && (path.length === 1 || path[0] === 'summary'));
    const old = was[word];
    return typeof change?.value === 'string' && old !== undefined && line.text.slice(start, end) === oneLine(old)
      ? [{ start: line.start + start, end: line.start + end, text: oneLine(change.value) }]
      : [];
  });
}

/** Returns the record's first heading as it is there, without its mark; absent if it has none or an empty one. */
export function headlineOf(record: IncidentRecord): string | undefined {
  return findHeadline(record)?.text.slice(2).trim() || undefined;
}

/** Where the format's words are in a headline; none if the line has another form. `was` tells one word from the next. */
function wordsOf(
  line: string,
  format: string,
  was: Readonly<Record<string, string | undefined>>,
): { word: string; start: number; end: number }[] {
  // A blank before a word that is empty was trimmed.
  const text = `${line.trimEnd()} `;
  const last = text.length - 1;
  const words: { word: string; start: number; end: number }[] = [];
  let at = 2;
  const parts = readFormat(format);
  for (const [index, part] of parts.entries()) {
    if ('text' in part) {
      if (!text.startsWith(part.text, at)) {
        return [];
      }
      at += part.text.length;
      continue;
    }
    const next = parts[index + 1];
    const stop = next && 'text' in next ? next.text : undefined;
    const known = at + oneLine(was[part.word] ?? '').length;
    const ends = (end: number): boolean => (stop === undefined ? end >= last : text.startsWith(stop, end));
    const isOld = text.startsWith(oneLine(was[part.word] ?? ''), at) && ends(known);
    const end = isOld ? known : stop === undefined ? last : text.indexOf(stop, at);
    if (end < 0) {
      return [];
    }
    words.push({ word: part.word, start: at, end: Math.min(end, last) });
    at = end;
  }
  return words;
}

/** The first level 1 heading above the timeline, outside fences. */
function findHeadline({ text, frontMatter, timeline }: IncidentRecord): { start: number; text: string } | undefined {
  for (const { line, at, standing } of fencedLines(text, frontMatter.bodyStart, timeline.start)) {
    if (standing === 'outside' && line.startsWith('# ')) {
      return { start: at, text: line };
    }
  }
  return undefined;
}
