/**
 * The headline of a record follows its severity and title, part by part, while a part still is what the tool wrote. Knows
 * the form of the line; that of a new record is made in `declaration.ts`.
 */

import { oneLine } from './declaration';
import { closesFence, openedFence, type Fence } from './fence';
import type { FieldChange } from './fieldEdit';
import { lineAfter, lineText } from './lines';
import type { IncidentRecord } from './record';
import type { TextEdit } from './textEdit';

const FORM = /^(# \[inc-\d{2}-\d{2}-\d{2}-)([^\]]*)(\] ?)(.*?)[ \t]*$/;

/** The edits by which the headline says what `changes` say: `# [inc-26-11-20-SEV-1] Logging in is broken`. */
export function headlineEdits(record: IncidentRecord, changes: readonly FieldChange[]): TextEdit[] {
  const { fields } = record.frontMatter;
  const edits: TextEdit[] = [];
  const line = findHeadline(record);
  const [, head, severity, middle, title] = FORM.exec(line?.text ?? '') ?? [];
  if (!line || head === undefined || severity === undefined || middle === undefined || title === undefined) {
    return edits;
  }
  const replace = (start: number, old: string, was: string | undefined, becomes: FieldChange['value']): void => {
    if (typeof becomes === 'string' && was !== undefined && old === oneLine(was)) {
      edits.push({ start, end: start + old.length, text: oneLine(becomes) });
    }
  };
  for (const { path, value } of changes) {
    if (path[0] === 'severity') {
      replace(line.start + head.length, severity, fields.severity, value);
    } else if (path[0] === 'title') {
      replace(line.start + head.length + severity.length + middle.length, title, fields.title, value);
    }
  }
  return edits;
}

/** The first heading of level 1 above the timeline, outside fences. */
function findHeadline({ text, frontMatter, timeline }: IncidentRecord): { start: number; text: string } | undefined {
  let fence: Fence | undefined;
  for (let start = frontMatter.bodyStart, next = start; start < timeline.start; start = next) {
    next = lineAfter(text, start);
    const line = lineText(text, start, next);
    if (fence) {
      fence = closesFence(line, fence) ? undefined : fence;
    } else if (line.startsWith('# ')) {
      return { start, text: line };
    } else {
      fence = openedFence(line, 3);
    }
  }
  return undefined;
}
