/**
 * Adds blocks of markdown to a section of a record, and removes them again. Everything else in the section stays, people's
 * words included. A section whose heading somebody removed gets nothing.
 */

import { lineAfter } from '../text/lines';
import { lineEndOf, type TextEdit } from '../text/textEdit';
import { readProse, sectionText, type Prose, type Section } from './prose';
import type { IncidentRecord } from './record';

export interface SectionStep {
  readonly section: 'Contacts' | 'Checklists';
  /** Line ends `\n`, no blank lines at its ends. */
  readonly block: string;
  /** Whether it is there after the change. */
  readonly present: boolean;
  /**
   * Of a block with a level 3 heading: the headings below the last of which it goes. It is there as soon as its heading
   * is. A block without goes to the head of its section, and so does one that finds none of them.
   */
  readonly below?: readonly string[];
}

/** The box of a step, checked or cleared. */
export interface BoxStep {
  /** The step's first line, as it is written behind the box. */
  readonly step: string;
  readonly ticked: boolean;
}

/** Returns what's below the heading, line by line and without white space around it. */
export function linesIn(record: IncidentRecord, section: SectionStep['section']): string[] {
  return sectionText(record, readProse(record), section)
    .split('\n')
    .map((line) => line.trim());
}

/**
 * None where the record already is as the steps make it; what somebody has changed since isn't removed. A block comes
 * with the box that is checked in the same change, and goes with it.
 */
export function sectionEdits(record: IncidentRecord, steps: readonly SectionStep[], box?: BoxStep): TextEdit[] {
  const { text } = record;
  const eol = lineEndOf(text);
  const prose: Prose | undefined = steps.length === 0 ? undefined : readProse(record);
  return steps.flatMap(({ section, block, present, below }): TextEdit[] => {
    const place = prose?.sections.find(({ level, heading }) => level === 2 && heading === section);
    if (!place) {
      return [];
    }
    const ticks = box !== undefined && box.ticked === present;
    const written = eol + (ticks ? withTick(block, box.step) : block).replaceAll('\n', eol);
    const within = text.slice(place.start, place.end);
    const at = within.indexOf(written);
    const ends = at >= 0 && (within.startsWith(eol, at + written.length) || at + written.length === within.length);
    if (!present) {
      const start = place.start + at;
      return ends ? [{ start, end: Math.min(start + written.length + eol.length, place.end), text: '' }] : [];
    }
    const headings = below && prose!.sections.filter(({ level, start }) => level === 3 && isIn(place, start));
    if (ends || headings?.some(({ heading }) => block.startsWith(`### ${heading}\n`))) {
      return [];
    }
    const before = headings?.findLast(({ heading }) => below!.includes(heading));
    const start = before ? endOfText(text, before) : place.start;
    // Only a text without a line ending at its end leaves none before the block.
    const broken = text.slice(0, start).endsWith('\n') ? '' : eol;
    return [{ start, end: start, text: broken + written + eol }];
  });
}

function isIn({ start, end }: Section, offset: number): boolean {
  return offset >= start && offset <= end;
}

/** Behind the last line of a section that isn't blank. */
function endOfText(text: string, { start, end }: Section): number {
  const last = start + text.slice(start, end).trimEnd().length;
  return last === start ? start : Math.min(lineAfter(text, last), end);
}

function withTick(block: string, step: string): string {
  return block
    .split('\n')
    .map((line) => (line === `- [ ] ${step}` ? `- [x] ${step}` : line))
    .join('\n');
}
