/** How many people report to whoever leads, and whether that's too many for one person. */

import { flatText } from '../text/flatText';
import { fieldOf } from '../frontMatter/fields';
import { leadRole, type Process } from './process';
import type { IncidentRecord } from '../record/record';
import { countingEntries } from '../timeline/retraction';
import { say, sayWords } from '../words/say';

export interface SpanOfControl {
  readonly people: number;
  /** What to do about it; absent while it isn't too many. */
  readonly hint?: string;
}

/** Those who hold another role or have an open quest, each counted once. */
export function spanOfControl(record: IncidentRecord, process: Process): SpanOfControl {
  const { roles } = record.frontMatter.fields;
  const lead = leadRole(process).id;
  const leading = fieldOf(roles, lead) ?? [];
  const quests = countingEntries(record).filter(({ kind, ticked }) => kind === 'QUEST' && ticked !== true);
  const reporting = new Set([
    ...Object.entries(roles).flatMap(([role, holders]) => (role === lead ? [] : holders)),
    ...quests.map(({ qualifier }) => flatText(qualifier)),
  ]);
  const people = [...reporting].filter((person) => person !== '' && !leading.includes(person)).length;
  const { spanOfControl: span } = process;
  return span && people > span.people
    ? { people, hint: say`${people} people report to one person; the limit is ${span.people}. ${sayWords(span.hint)}` }
    : { people };
}
