/** What a past incident can teach about a similar one: what mitigated it, and which follow-ups are still open. */

import type { IncidentRecord } from '../record/record';
import { flatText } from '../text/flatText';
import { readFollowUp } from '../timeline/followUp';
import { countingEntries } from '../timeline/retraction';
import { readEntry } from '../timeline/timeline';

export interface Lesson {
  /** What was logged with `mitigated`, else with `resolved`; absent if nothing was. */
  readonly mitigation?: string;
  /** Open follow-ups, flat: `alert on it (@jo, due 2026-11-27)`. */
  readonly followUps: readonly string[];
}

export function lessonOf(record: IncidentRecord): Lesson {
  const entries = countingEntries(record);
  const textOf = (name: string): string | undefined => {
    const placed = entries.findLast(({ kind, qualifier }) => kind === 'MILESTONE' && qualifier === name);
    const text = placed && flatText(readEntry(record.text, placed).text);
    return text === '' ? undefined : text;
  };
  const mitigation = textOf('mitigated') ?? textOf('resolved');
  const followUps = entries
    .filter(({ kind, ticked }) => kind === 'TODO' && ticked !== true)
    .map((placed) => followUpWords(readEntry(record.text, placed).text));
  return { ...(mitigation !== undefined && { mitigation }), followUps };
}

function followUpWords(written: string): string {
  const { text, owner, due } = readFollowUp(written);
  const facts = [...(owner === undefined ? [] : [`@${owner}`]), ...(due === undefined ? [] : [`due ${due}`])];
  return facts.length === 0 ? flatText(text) : `${flatText(text)} (${facts.join(', ')})`;
}
