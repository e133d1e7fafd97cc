/**
 * Blocks of markdown that a command puts at the head of a section that the record has, and takes back. What stands there
 * already, a person's words included, stays as it is; a section whose heading somebody removed gets nothing.
 */

import { readProse, sectionText } from './prose';
import type { IncidentRecord } from './record';
import { lineEndOf, type TextEdit } from '../text/textEdit';

export interface SectionStep {
  readonly section: 'Contacts' | 'Checklists';
  /** Line ends `\n`, no blank lines at its ends. */
  readonly block: string;
  /** Whether it stands there after the change. */
  readonly present: boolean;
}

/** What stands below the heading, line by line and without white space around it. */
export function linesIn(record: IncidentRecord, section: SectionStep['section']): string[] {
  return sectionText(record, readProse(record), section)
    .split('\n')
    .map((line) => line.trim());
}

/** None where the record already is as the steps make it; what somebody has changed since is not taken away. */
export function sectionEdits(record: IncidentRecord, steps: readonly SectionStep[]): TextEdit[] {
  const { text } = record;
  const eol = lineEndOf(text);
  const { sections } = steps.length === 0 ? { sections: [] } : readProse(record);
  return steps.flatMap(({ section, block, present }): TextEdit[] => {
    const place = sections.find(({ level, heading }) => level === 2 && heading === section);
    const written = `${eol}${block.replaceAll('\n', eol)}${eol}`;
    const at = place === undefined ? -1 : text.slice(place.start, place.end).indexOf(written);
    if (!place || at >= 0 === present) {
      return [];
    }
    const start = place.start + Math.max(at, 0);
    return [{ start, end: present ? start : start + written.length, text: present ? written : '' }];
  });
}
