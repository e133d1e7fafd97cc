/** Finds a timeline heading that can't be read because of a typo, and repairs it. */

import { readEntryHead } from '../timeline/entryHead';
import { fencedLines } from '../text/fence';
import { lineAfter, lineText } from '../text/lines';
import { readHeading } from '../timeline/looseLines';
import type { IncidentRecord } from './record';
import type { Timeline } from '../timeline/timeline';
import { differenceOf, lineEndOf, type TextEdit } from '../text/textEdit';

const HEADING = '## Timeline';
const MISSPELT = /^ {0,3}#{1,6}[ \t]+time[ -]?line[ \t]*:?[ \t]*#*[ \t]*$/i;

/** The edit that gives a record without a timeline one: a heading that is nearly it becomes it, else there is a new one. */
export function headingRepair({ text, frontMatter, timeline }: IncidentRecord): {
  readonly edit: TextEdit;
  readonly fresh: boolean;
} {
  const slip = headingSlip(text, frontMatter.bodyStart);
  return slip
    ? { edit: slip, fresh: false }
    : { edit: freshHeading(text, timeline, frontMatter.bodyStart), fresh: true };
}

/** Returns the edit that makes whole what is nearly the heading below offset `from`; undefined if nothing is. */
export function headingSlip(text: string, from: number): TextEdit | undefined {
  for (let at = from, next = at; at < text.length; at = next) {
    next = lineAfter(text, at);
    const slip = slipAt(text, at, next);
    if (slip) {
      return slip;
    }
  }
  return renamedHeading(text, from);
}

/**
 * The heading above the first entry is the timeline's, whatever it is called now: `## Timeline (times in UTC+1)`,
 * `## Chronology`. What it says stays below it.
 */
function renamedHeading(text: string, from: number): TextEdit | undefined {
  const eol = lineEndOf(text);
  let edit: TextEdit | undefined;
  for (const { line, at, next, standing } of fencedLines(text, from)) {
    if (standing !== 'outside') {
      continue;
    }
    const heading = readHeading(line);
    if (heading) {
      const { level, words } = heading;
      const suffix = /^time ?line\b[ \t:.,-]*(.*)$/i.exec(words)?.[1];
      const other = level === 2 && !OTHERS.test(words) ? `### ${words}` : undefined;
      const kept = suffix ?? other;
      const below = kept === '' ? '' : `${eol}${eol}${kept}`;
      edit = kept === undefined ? undefined : { start: at, end: at + line.length, text: `${HEADING}${below}` };
    } else if (readEntryHead(text, at, next, [])) {
      return edit;
    }
  }
  return undefined;
}

const OTHERS = /^(?:Contacts|Summary|Checklists)$/;

function slipAt(text: string, at: number, next: number): TextEdit | undefined {
  const eol = lineEndOf(text);
  const line = lineText(text, at, next);
  if (line === HEADING) {
    // It is in a fence.
    return undefined;
  }
  const edit = differenceOf(line, HEADING);
  if (MISSPELT.test(line) || (edit.end - edit.start <= 2 && edit.text.length <= 2)) {
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

/** Above the first line that would be an entry, else at the end. */
function freshHeading(text: string, { unclosed }: Timeline, from: number): TextEdit {
  const eol = lineEndOf(text);
  for (let at = from, next = at; at < text.length && !unclosed; at = next) {
    next = lineAfter(text, at);
    if (readEntryHead(text, at, next, [])) {
      return { start: at, end: at, text: `${HEADING}${eol}${eol}` };
    }
  }
  const closing = unclosed ? unclosed.marker + eol : '';
  const gap = text === '' || text.endsWith('\n') ? '' : eol;
  return { start: text.length, end: text.length, text: `${gap}${closing}${eol}${HEADING}${eol}` };
}
