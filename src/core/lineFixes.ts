/** Repairs around the timeline: a time, a line, a heading, a fence, the order. Every entry keeps its words. */

import { instantReadings } from './almostInstant';
import { newFrontMatter } from './cardFixes';
import { readEntryHead, tidyHead, type PlacedEntry } from './entryHead';
import { repairedLines } from './entryRepair';
import type { Finding } from './finding';
import { formatInstant } from './instant';
import { lineAfter, lineEnd, lineText } from './lines';
import { atFreeInstant } from './placement';
import { readProse } from './prose';
import type { FixFrame, QuickFix } from './quickFix';
import { recordFindings, type IncidentRecord, type Vocabulary } from './record';
import { differenceOf, lineEndOf, type TextEdit } from './textEdit';

/** The repairs of a finding that is about no field; some may turn out to be impossible and have no edits. */
export function lineFixes(
  record: IncidentRecord,
  finding: Finding,
  vocabulary: Vocabulary,
  frame: FixFrame,
): QuickFix[] {
  switch (finding.code) {
    case 'noFrontMatter':
      return [preferred('Add front matter', newFrontMatter(record, vocabulary, frame))];
    case 'noTimeline':
      return [preferred(...timelineHeading(record))];
    case 'doubledHeading':
      return [{ title: 'Join it with the one above', edits: joinedHeading(record, finding) }];
    case 'unclosedFence':
      return [{ title: 'Close the code fence', edits: closedFence(record, finding) }];
    case 'badInstant':
    case 'noOffset':
      return [...readings(record, finding, frame), ...timeAbove(record, finding)];
    case 'badEntry':
      return repairedEntry(record, finding, frame);
    case 'outOfOrder':
      return inOrder(record, finding);
    case 'style':
      return usualForm(record, finding, vocabulary);
    default:
      return [];
  }
}

function preferred(title: string, edits: readonly TextEdit[]): QuickFix {
  return { title, edits, preferred: true };
}

function readings({ text }: IncidentRecord, { start, end }: Finding, frame: FixFrame): QuickFix[] {
  const written = text.slice(start, end);
  const found = instantReadings(written, frame);
  return found.map((reading): QuickFix => {
    const edits = [moved(differenceOf(written, reading.written), start)];
    return reading.meaning === undefined
      ? preferred(`Write it as ${reading.written}`, edits)
      : { title: `Read it ${reading.meaning}`, edits };
  });
}

/** A date that does not exist says nothing of the time; the entry above it does. */
function timeAbove({ text, timeline }: IncidentRecord, { code, start, end }: Finding): QuickFix[] {
  const above = timeline.entries.findLast((placed) => placed.start < start);
  const author = /@(\S+)/.exec(text.slice(end, lineAfter(text, end)))?.[1];
  if (code !== 'badInstant' || !above || author === undefined) {
    return [];
  }
  const { instant } = atFreeInstant(timeline, {
    instant: above.instant,
    author,
    kind: above.kind,
    qualifier: '',
    text: '',
  });
  const written = formatInstant(instant);
  return [{ title: `Take the time of the entry above it: ${written}`, edits: [{ start, end, text: written }] }];
}

function repairedEntry({ text }: IncidentRecord, { start, end }: Finding, frame: FixFrame): QuickFix[] {
  const line = text.slice(start, end);
  return repairedLines(line, frame).map((repaired): QuickFix => {
    const edits = [moved(differenceOf(line, repaired.line), start)];
    const title = `Write it as “${repaired.head}”`;
    return repaired.meaning === undefined ? preferred(title, edits) : { title: `${title}, ${repaired.meaning}`, edits };
  });
}

/** One style finding, and all of the record where there are more. */
function usualForm(record: IncidentRecord, finding: Finding, vocabulary: Vocabulary): QuickFix[] {
  const { text } = record;
  const all = recordFindings(record, vocabulary).filter(({ code }) => code === 'style');
  const title = 'Write it in the usual form';
  return [
    preferred(title, usualEdits(text, finding)),
    ...(all.length > 1
      ? [{ title: `Write all ${all.length} in the usual form`, edits: all.flatMap((one) => usualEdits(text, one)) }]
      : []),
  ];
}

function usualEdits(text: string, { start, end }: Finding): TextEdit[] {
  const marked = text.slice(start, end);
  if (marked === '\t' || marked === '->') {
    return [{ start, end, text: marked === '\t' ? '  ' : '→' }];
  }
  const tidied = tidyHead(lineText(text, start, lineAfter(text, start)));
  return tidied ? [moved(differenceOf(tidied.head, tidied.tidy), start)] : [];
}

/** Moves the entry with all that is attached to it; and all entries, where one move is not enough. */
function inOrder(record: IncidentRecord, finding: Finding): QuickFix[] {
  const { timeline } = record;
  const { entries } = timeline;
  const index = entries.findIndex(({ start }) => start === finding.start);
  const entry = entries[index];
  // A fence that nobody closed would swallow what comes to stand below it.
  if (!entry || timeline.unclosed) {
    return [];
  }
  const above = entries.slice(0, index).findLastIndex(({ instant }) => instant <= entry.instant);
  const others = entries.toSpliced(index, 1);
  const more = others.some(({ instant }, at) => at > 0 && instant < others[at - 1]!.instant);
  return [
    preferred('Move the entry to its place', movedBlock(record, entry, entries[above + 1]!)),
    ...(more ? [{ title: 'Put all entries in the order of their times', edits: allInOrder(record) }] : []),
  ];
}

function movedBlock({ text, timeline }: IncidentRecord, entry: PlacedEntry, before: PlacedEntry): TextEdit[] {
  const end = blockEnd(text, timeline.entries, entry);
  const block = text.slice(entry.start, end);
  const bare = !block.endsWith('\n');
  return [
    { start: before.start, end: before.start, text: block + (bare ? lineEndOf(text) : '') },
    // The last line of a text may lack its line end: then the one above it goes.
    { start: bare ? lineEnd(text, 0, entry.start) : entry.start, end, text: '' },
  ];
}

function allInOrder({ text, timeline }: IncidentRecord): TextEdit[] {
  const { entries } = timeline;
  const eol = lineEndOf(text);
  const [first, last] = [entries[0]!, entries.at(-1)!];
  const end = blockEnd(text, entries, last);
  const before = text.slice(first.start, end);
  const blocks = entries
    .toSorted((a, b) => a.instant - b.instant)
    .map((entry) => text.slice(entry.start, blockEnd(text, entries, entry)))
    .map((block) => (block.endsWith('\n') ? block : block + eol))
    .join('');
  const after = before.endsWith('\n') ? blocks : blocks.slice(0, -eol.length);
  return [moved(differenceOf(before, after), first.start)];
}

/** Where what is attached to the entry ends; blank lines above the next heading belong there. */
function blockEnd(text: string, entries: readonly PlacedEntry[], entry: PlacedEntry): number {
  if (entry !== entries.at(-1)) {
    return entry.blockEnd;
  }
  return lineAfter(text, entry.start + text.slice(entry.start, entry.blockEnd).trimEnd().length);
}

const MISSPELT = /^ {0,3}#{1,6}[ \t]+time[ -]?line[ \t]*:?[ \t]*#*[ \t]*$/i;

/** The heading, where one is nearly it, or a new one at the end. */
function timelineHeading({ text, frontMatter, timeline }: IncidentRecord): [string, TextEdit[]] {
  for (let at = frontMatter.bodyStart, next = at; at < text.length; at = next) {
    next = lineAfter(text, at);
    const line = lineText(text, at, next);
    if (MISSPELT.test(line)) {
      return ['Write the heading as “## Timeline”', [moved(differenceOf(line, '## Timeline'), at)]];
    }
  }
  const eol = lineEndOf(text);
  const closing = timeline.unclosed ? timeline.unclosed.marker + eol : '';
  const gap = text === '' || text.endsWith('\n') ? '' : eol;
  return [
    'Add the heading “## Timeline”',
    [{ start: text.length, end: text.length, text: `${gap}${closing}${eol}## Timeline${eol}` }],
  ];
}

/** Takes the second of two headings away where nothing but the first one's section stands between them. */
function joinedHeading(record: IncidentRecord, { start }: Finding): TextEdit[] {
  const { sections } = readProse(record);
  const second = sections.find(({ headingStart }) => headingStart === start);
  const first = sections.find(({ level, heading }) => level === 2 && heading === second?.heading);
  return second && first?.end === start ? [{ start, end: second.start, text: '' }] : [];
}

/** Closes the fence above the next line that would be an entry or a heading, else at the end. */
function closedFence({ text, timeline }: IncidentRecord, { start }: Finding): TextEdit[] {
  const eol = lineEndOf(text);
  const marker = timeline.unclosed?.marker ?? '```';
  for (let at = lineAfter(text, start), next = at; at < text.length; at = next) {
    next = lineAfter(text, at);
    if (readEntryHead(text, at, next, []) || /^ {0,3}#{1,2}[ \t]/.test(lineText(text, at, next))) {
      return [{ start: at, end: at, text: marker + eol }];
    }
  }
  return [{ start: text.length, end: text.length, text: `${text.endsWith('\n') ? '' : eol}${marker}${eol}` }];
}

function moved(edit: TextEdit, by: number): TextEdit {
  return { ...edit, start: edit.start + by, end: edit.end + by };
}
