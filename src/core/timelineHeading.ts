/** Finds the heading of the timeline that a slip keeps from being read, and what makes it whole. */

import { readEntryHead } from './entryHead';
import { lineAfter, lineText } from './lines';
import type { IncidentRecord } from './record';
import { differenceOf, lineEndOf, type TextEdit } from './textEdit';

const HEADING = '## Timeline';
const MISSPELT = /^ {0,3}#{1,6}[ \t]+time[ -]?line[ \t]*:?[ \t]*#*[ \t]*$/i;

/** The edits after which there is a timeline, and what they do: a heading is nearly it, or a new one is put in its place. */
export function headingRepair(record: IncidentRecord): { readonly edits: TextEdit[]; readonly fresh: boolean } {
  const { text, frontMatter } = record;
  let first: number | undefined;
  for (let at = frontMatter.bodyStart, next = at; at < text.length; at = next) {
    next = lineAfter(text, at);
    const slip = slipAt(text, at, next);
    if (slip) {
      return { edits: [slip], fresh: false };
    }
    first ??= readEntryHead(text, at, next, []) ? at : undefined;
  }
  return { edits: [freshHeading(record, first)], fresh: true };
}

function slipAt(text: string, at: number, next: number): TextEdit | undefined {
  const eol = lineEndOf(text);
  const line = lineText(text, at, next);
  const edit = differenceOf(line, HEADING);
  if (MISSPELT.test(line) || (edit.end - edit.start <= 1 && edit.text.length <= 1)) {
    return { start: at + edit.start, end: at + edit.end, text: edit.text };
  }
  // The line above or below it was joined to it.
  if (line.endsWith(HEADING)) {
    const start = at + line.length - HEADING.length;
    return { start, end: start, text: eol };
  }
  if (/^## Timeline[-*+] /.test(line)) {
    const start = at + HEADING.length;
    return { start, end: start, text: eol + eol };
  }
  // It was broken in two.
  const below = lineText(text, next, lineAfter(text, next));
  if (line.startsWith('#') && squeezed(line + below) === squeezed(HEADING)) {
    return { start: at, end: next + below.length, text: HEADING };
  }
  return undefined;
}

function squeezed(text: string): string {
  return text.replace(/\s/g, '');
}

/** Above the first line that would be an entry, `first`, else at the end. */
function freshHeading({ text, timeline }: IncidentRecord, first: number | undefined): TextEdit {
  const eol = lineEndOf(text);
  if (first !== undefined && !timeline.unclosed) {
    return { start: first, end: first, text: `${HEADING}${eol}${eol}` };
  }
  const closing = timeline.unclosed ? timeline.unclosed.marker + eol : '';
  const gap = text === '' || text.endsWith('\n') ? '' : eol;
  return { start: text.length, end: text.length, text: `${gap}${closing}${eol}${HEADING}${eol}` };
}
