/** The timeline as rows of a view, latest entry first. */

import type { IncidentRecord } from '../record/record';
import { localClock } from '../time/typedTime';
import { formatEntry, isMarkable } from '../timeline/entry';
import type { PlacedEntry } from '../timeline/entryHead';
import { entryText, flatEntry } from '../timeline/entryText';
import { foldedRuns, isShown, type ShownEntries } from '../timeline/importance';
import { countingEntries } from '../timeline/retraction';
import { readEntry } from '../timeline/timeline';
import { arrivalKey, type Arrivals } from './incomingEntries';
import type { LineOf, Row } from './row';
import { say } from '../words/say';

export interface ViewFrame {
  /** The name of the incident's folder, by which commands find it. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** An IANA name. */
  readonly zone: string;
  /** This person's handle, without `@`. */
  readonly me: string;
  /** Everything when absent. */
  readonly shown?: ShownEntries;
  /** What came in lately; nothing when absent. */
  readonly arrivals?: Arrivals;
}

/** The most entries that are shown of a kind; the others are in the record. */
export const LATEST = 100;

const ICONS: Readonly<Record<string, string>> = {
  MILESTONE: 'milestone',
  UPDATE: 'megaphone',
  TODO: 'tasklist',
  ROLE: 'person',
  SEVERITY: 'warning',
  HYPOTHESIS: 'lightbulb',
  QUEST: 'watch',
  CHECK: 'check',
};

/** Returns whether somebody else's entry came in within the last minutes. */
export function isNew(record: IncidentRecord, placed: PlacedEntry, { me, arrivals }: ViewFrame): boolean {
  const at = arrivals?.at;
  return at !== undefined && at.size > 0 && placed.author !== me && at.has(arrivalKey(record, placed));
}

export function timelineRows(record: IncidentRecord, lineOf: LineOf, frame: ViewFrame): Row[] {
  const { shown: wanted = 'all' } = frame;
  const counting = countingEntries(record);
  const entries = wanted === 'all' ? counting : counting.filter((placed) => isShown(placed, wanted));
  const shown = entries.slice(-LATEST);
  const clock = localClock(frame);
  const rows = shown.map((placed) => ({
    placed,
    row: entryRow(record, placed, lineOf(placed.start), clock(placed.instant), frame),
  }));
  return [
    ...foldedRuns(rows.reverse(), ({ placed }) => placed).map((run) => folded(run.map(({ row }) => row))),
    ...earlierRows(entries.length - shown.length, frame),
  ];
}

/** Several bookkeeping entries as one row, below which they are. */
function folded(rows: readonly Row[]): Row {
  const [first] = rows;
  const label = say`${rows.length} bookkeeping entries`;
  return rows.length === 1 ? first! : { key: `folded ${rows.at(-1)!.key}`, label, spoken: label, icon: 'fold', rows };
}

function entryRow(record: IncidentRecord, placed: PlacedEntry, line: number, time: string, frame: ViewFrame): Row {
  const { text } = record;
  const { id } = frame;
  const words = flatEntry(text, placed);
  const head = placed.kind === 'TL' ? '' : `${`${placed.kind} ${placed.qualifier}`.trim().toLowerCase()}: `;
  const fresh = isNew(record, placed, frame);
  const entry = formatEntry(readEntry(text, placed), '\n');
  const canMark = isMarkable(placed.kind);
  return {
    key: `entry ${placed.start}`,
    label: `${time}  ${fresh ? `${say`NEW`}  ` : ''}${placed.important ? '! ' : ''}${head}${words}`.trimEnd(),
    description: `@${placed.author}`,
    tooltip: `${time} @${placed.author}\n${entryText(text, placed)}`,
    spoken: `${[...(fresh ? [say`New`] : []), ...(placed.important ? [say`Important`] : []), time, placed.author].join(', ')}: ${head}${words}`,
    icon: placed.important ? 'star-full' : (ICONS[placed.kind] ?? 'circle-small-filled'),
    action: { incident: id, line },
    kind: canMark ? 'entry' : 'fixedEntry',
    menu: {
      correct: { entry, incident: id },
      ...(canMark && { markImportant: { entry, important: !placed.important, incident: id } }),
    },
  };
}

function earlierRows(count: number, { id }: ViewFrame): Row[] {
  return count === 0
    ? []
    : [
        {
          key: 'earlier',
          label: count === 1 ? say`1 earlier entry` : say`${count} earlier entries`,
          spoken: count === 1 ? say`1 earlier entry is in the record` : say`${count} earlier entries are in the record`,
          icon: 'ellipsis',
          action: { command: 'open', argument: { incident: id } },
        },
      ];
}
