/** Quick fixes for the timeline: a time, a line, a heading, a fence, the order. Every entry keeps its words. */

import { instantReadings } from '../time/almostInstant';
import { newFrontMatter, saidEdits } from './frontMatterFixes';
import { cardEdits, quoted } from '../frontMatter/frontMatterRepair';
import { readEntryHead, tidyHead, withBullet, type PlacedEntry } from '../timeline/entryHead';
import { repairedLines } from './entryRepair';
import { fenceEdits, hasCardLines } from '../frontMatter/fenceRepair';
import type { Finding } from '../text/finding';
import { shortened } from '../text/flatText';
import { formatInstant } from '../time/instant';
import { lineEdits } from '../text/lineEdits';
import { lineAfter, lineEnd, lineText } from '../text/lines';
import { looseFixes } from './looseFixes';
import { looseParts } from '../timeline/looseLines';
import { atFreeInstant } from '../record/placement';
import { readProse } from '../record/prose';
import type { FixFrame, QuickFix } from '../text/quickFix';
import { readRecord, recordFindings, type IncidentRecord, type Vocabulary } from '../record/record';
import { headingRepair } from '../record/timelineHeading';
import { applyEdits, differenceOf, lineEndOf, type TextEdit } from '../text/textEdit';
import { say } from '../words/say';

/** Returns the repairs of a finding that is about no field; some may turn out to be impossible and have no edits. */
export function lineFixes(
  record: IncidentRecord,
  finding: Finding,
  vocabulary: Vocabulary,
  frame: FixFrame,
): QuickFix[] {
  switch (finding.code) {
    case 'noFrontMatter':
      return frontMatterFixes(record, vocabulary, frame);
    case 'badFence':
      return [preferred(say`Fix the "---" lines around the front matter`, fenceEdits(record.text))];
    case 'badYaml':
      return [cardRepair(record, vocabulary)];
    case 'hiddenValue':
      return [hiddenFix(record, finding)];
    case 'strayText':
      return strayFixes(record, finding);
    case 'noTimeline':
      return [timelineHeading(record)];
    case 'doubledHeading':
      return [{ title: say`Merge this section into the one above`, edits: joinedHeading(record, finding) }];
    case 'unclosedFence':
      return [{ title: say`Close the code fence`, edits: closedFence(record) }];
    case 'badInstant':
    case 'noOffset':
      return [...readings(record, finding, frame), ...timeAbove(record, finding)];
    case 'badEntry':
      return repairedOrLogged(record, finding, frame);
    case 'bareTime':
      return looseParts(record)
        .lines.filter(({ start }) => start === finding.start)
        .flatMap((loose) => looseFixes(record, loose, frame));
    case 'endsTimeline':
      return [smallerHeading(record, finding)];
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

/** Nothing could be set in front matter that couldn't be read, so that what it repeats of the timeline is set as well. */
function cardRepair({ text, frontMatter }: IncidentRecord, vocabulary: Vocabulary): QuickFix {
  const edits = cardEdits(text, frontMatter);
  const bare = (some: string): string => some.replace(/[\s:=;\uff1a]/g, '');
  const quotes = edits.some((edit) => bare(edit.text) !== bare(text.slice(edit.start, edit.end)));
  const title = quotes ? say`Put the value in quotes` : say`Fix the front matter`;
  const read = readRecord(applyEdits(text, edits));
  const said = edits.length === 0 ? [] : saidEdits(read, vocabulary);
  return said.length === 0
    ? preferred(title, edits)
    : preferred(say`${title} and use the timeline's values`, lineEdits(text, applyEdits(read.text, said)));
}

function hiddenFix({ text }: IncidentRecord, { start, end }: Finding): QuickFix {
  const value = quoted(text.slice(start, end));
  return preferred(say`Change to ${shortened(value, 40)}`, [{ start, end, text: value }]);
}

function readings({ text }: IncidentRecord, { start, end }: Finding, frame: FixFrame): QuickFix[] {
  const written = text.slice(start, end);
  const found = instantReadings(written, frame);
  return found.map((reading): QuickFix => {
    const edits = [moved(differenceOf(written, reading.written), start)];
    return reading.meaning === undefined
      ? preferred(say`Change to ${reading.written}`, edits)
      : { title: say`Read it ${reading.meaning}`, edits };
  });
}

/** A date that doesn't exist says nothing about the time; the entry above it does. */
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
  return [{ title: say`Use the time of the entry above: ${written}`, edits: [{ start, end, text: written }] }];
}

/** Returns a date and a time as a clock shows it, and nothing else of an entry, are a bare time: `- 2026-11-20 14:03 page came`. */
function repairedOrLogged(record: IncidentRecord, finding: Finding, frame: FixFrame): QuickFix[] {
  const fixes = repairedEntry(record, finding, frame);
  const line = record.text.slice(finding.start, finding.end);
  const head = /^[-*+][ \t]+(\d{4}-\d\d-\d\d[ \t]+\d.*)$/.exec(line)?.[1];
  return fixes.length > 0 || head === undefined
    ? fixes
    : looseFixes(record, { start: finding.start, end: finding.end, head, isEntry: false }, frame);
}

function repairedEntry({ text }: IncidentRecord, { start, end }: Finding, frame: FixFrame): QuickFix[] {
  const line = text.slice(start, end);
  if (start > 0 && text[start - 1] !== '\n') {
    return [preferred(say`Move the second entry to its own line`, [{ start, end: start, text: lineEndOf(text) }])];
  }
  const bulleted = withBullet(line);
  const tidied = bulleted === undefined ? undefined : tidyHead(bulleted);
  if (bulleted !== undefined && tidied) {
    const head = tidied.tidy.replace(/^- (?:\[.\] )?/, '');
    return [preferred(say`Change to "${head}"`, [moved(differenceOf(line, bulleted), start)])];
  }
  return repairedLines(line, frame).map((repaired): QuickFix => {
    const edits = [moved(differenceOf(line, repaired.line), start)];
    const title = say`Change to "${repaired.head}"`;
    return repaired.meaning === undefined ? preferred(title, edits) : { title: `${title}, ${repaired.meaning}`, edits };
  });
}

/** One style finding, and all of the record if there are more. */
function usualForm(record: IncidentRecord, finding: Finding, vocabulary: Vocabulary): QuickFix[] {
  const { text } = record;
  const all = recordFindings(record, vocabulary).filter(({ code }) => code === 'style');
  const title = say`Use the standard format`;
  return [
    preferred(title, usualEdits(text, finding)),
    ...(all.length > 1
      ? [
          {
            title: say`Use the standard format for all ${all.length}`,
            edits: all.flatMap((one) => usualEdits(text, one)),
          },
        ]
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

/** Moves the entry with all that is attached to it; and all entries, where one move isn't enough. */
function inOrder(record: IncidentRecord, finding: Finding): QuickFix[] {
  const { timeline } = record;
  const { entries } = timeline;
  const index = entries.findIndex(({ start }) => start === finding.start);
  const entry = entries[index];
  // A fence that nobody closed would swallow what's written below it later.
  if (!entry || timeline.unclosed) {
    return [];
  }
  const above = entries.slice(0, index).findLastIndex(({ instant }) => instant <= entry.instant);
  const others = entries.toSpliced(index, 1);
  const more = others.some(({ instant }, at) => at > 0 && instant < others[at - 1]!.instant);
  return [
    preferred(say`Move the entry where its time belongs`, movedBlock(record, entry, entries[above + 1]!)),
    ...(more ? [{ title: say`Sort all entries by time`, edits: allInOrder(record) }] : []),
  ];
}

function movedBlock({ text, timeline }: IncidentRecord, entry: PlacedEntry, before: PlacedEntry): TextEdit[] {
  const end = blockEnd(text, timeline.entries, entry);
  const block = text.slice(entry.start, end);
  const bare = !block.endsWith('\n');
  return [
    { start: before.start, end: before.start, text: block + (bare ? lineEndOf(text) : '') },
    // The last line of a text may lack its line ending: then the one above it goes.
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

function timelineHeading(record: IncidentRecord): QuickFix {
  const { edit, fresh } = headingRepair(record);
  return preferred(fresh ? say`Add the heading "## Timeline"` : say`Change the heading to "## Timeline"`, [edit]);
}

/** A level 3 heading doesn't end the timeline. */
function smallerHeading({ text }: IncidentRecord, { start, end }: Finding): QuickFix {
  const marks = /^ {0,3}#{1,2}/.exec(text.slice(start, end))?.[0].length ?? 0;
  return preferred(say`Make the heading smaller so it no longer ends the timeline`, [
    { start, end: start + marks, text: '###' },
  ]);
}

/** Front matter that only a fence keeps from being read is mended; a second one is never written above it. */
function frontMatterFixes(record: IncidentRecord, vocabulary: Vocabulary, frame: FixFrame): QuickFix[] {
  const edits = fenceEdits(record.text);
  if (edits.length > 0) {
    return [preferred(say`Fix the "---" lines around the front matter`, edits)];
  }
  return hasCardLines(record.text) ? [] : [preferred(say`Add front matter`, newFrontMatter(record, vocabulary, frame))];
}

/** Takes away what comes above the front matter; words can go below it instead. */
function strayFixes({ text, frontMatter }: IncidentRecord, { start, end }: Finding): QuickFix[] {
  const words = text.slice(start, end).replaceAll('\ufeff', '').trim();
  const removal = { start, end, text: '' };
  if (words === '') {
    return [preferred(say`Remove the blank lines above the front matter`, [removal])];
  }
  const shown = shortened(words.replace(/\s+/g, ' '), 30);
  const remove = { title: say`Remove "${shown}" above the front matter`, edits: [removal] };
  if (words.length <= FEW) {
    return [{ ...remove, preferred: true }];
  }
  const [below, eol] = [frontMatter.bodyStart, lineEndOf(text)];
  const moved = { start: below, end: below, text: `${eol}${words}${eol}${eol}` };
  return [preferred(say`Move "${shown}" below the front matter`, [removal, moved]), remove];
}

/** Stray keys, not words. */
const FEW = 3;

/** Takes the second of two headings away where nothing but the first one's section is between them. */
function joinedHeading(record: IncidentRecord, { start }: Finding): TextEdit[] {
  const { sections } = readProse(record);
  const second = sections.find(({ headingStart }) => headingStart === start);
  const first = sections.find(({ level, heading }) => level === 2 && heading === second?.heading);
  return second && first?.end === start ? [{ start, end: second.start, text: '' }] : [];
}

/** Closes the fence that nobody closed: above the next line that would be an entry or a heading, else at the end. */
export function closedFence({ text, timeline }: IncidentRecord): TextEdit[] {
  const eol = lineEndOf(text);
  const { unclosed, findings } = timeline;
  const start = findings.find(({ code }) => code === 'unclosedFence')?.start ?? text.length;
  const marker = unclosed?.marker ?? '```';
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
