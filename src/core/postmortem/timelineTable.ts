/** The postmortem's two tables: the timeline and the action items. */

import type { PlacedEntry } from '../timeline/entryHead';
import { entryText } from '../timeline/entryText';
import { flatCell, flatText } from '../text/flatText';
import { oneLine } from '../text/plainText';
import { readFollowUp } from '../timeline/followUp';
import { isShown, type ShownEntries } from '../timeline/importance';
import { looseParts, nearlyEntries } from '../timeline/looseLines';
import type { PostmortemFacts } from './postmortemFacts';
import { LINK } from '../entries/linkEdit';
import { RETRACT } from '../timeline/retraction';

/** What a kind is called, without and before its qualifier. */
const WORDS: Readonly<Record<string, string>> = {
  TODO: 'Follow-up',
  QUEST: 'Quest',
  MILESTONE: 'Milestone',
  UPDATE: 'Update',
  ROLE: 'Role',
  SEVERITY: 'Severity',
  HYPOTHESIS: 'Hypothesis',
  CHECK: 'Check',
  SNOOZE: 'Snoozed',
  [RETRACT]: 'Retracted',
};

/**
 * `| 15:11:04 | @lee | listeners are missing |`, a row for each entry that tells the story, in their order, and how many
 * others the record has.
 */
export function timelineTable({ entries, words, exactClock, local }: PostmortemFacts, shown: ShownEntries): string[][] {
  const authors = new Map<string, string>();
  const rows = [`| UTC${local ? ` (${local.name})` : ''} | Who | What |`, '| --- | --- | --- |'];
  const story = storyOf(entries, shown);
  for (const placed of story) {
    let author = authors.get(placed.author);
    if (author === undefined) {
      author = ` | @${flatCell(flatText(placed.author))} | `;
      authors.set(placed.author, author);
    }
    const cell = flatCell(told(placed, words(placed)));
    rows.push(`| ${exactClock(placed.instant)}${author}${cell} |`);
  }
  const more = entries.length - story.length;
  const rest = `- More in the [record](incident.md): ${more === 1 ? '1 entry' : `${more} entries`}`;
  return [rows, more === 0 ? [] : [rest]];
}

/** What other sections tell, or what only keeps the books. */
const TOLD_ELSEWHERE: ReadonlySet<string> = new Set([
  'TODO',
  'QUEST',
  'ROLE',
  'HYPOTHESIS',
  'CHECK',
  'SNOOZE',
  'INFORMED',
]);
const ALWAYS: ReadonlySet<string> = new Set(['MILESTONE', 'UPDATE', 'SEVERITY', 'DECISION']);

/**
 * Milestones, updates, severities, decisions, and important entries. Where nobody marked an entry as important, all lines
 * are.
 */
function storyOf(entries: readonly PlacedEntry[], shown: ShownEntries): readonly PlacedEntry[] {
  if (shown === 'important') {
    return entries.filter((placed) => isShown(placed, shown));
  }
  const isMarked = entries.some(({ important, kind }) => important && !ALWAYS.has(kind));
  return entries.filter(
    ({ kind, important }) => important || ALWAYS.has(kind) || (!isMarked && !TOLD_ELSEWHERE.has(kind)),
  );
}

/** `- May 13, 09:00 customer called`, a line for each that has a time but isn't an entry; none if all are entries. */
export function looseTimes({ record }: PostmortemFacts): string[] {
  const lines = looseParts(record).lines.map(({ head, day, author }) => {
    const who = author === undefined ? '' : `@${author}: `;
    return `- ${day === undefined ? '' : `${flatText(day)}, `}${who}${flatText(head.replaceAll('\n', ' '))}`;
  });
  lines.push(...nearlyEntries(record).map((line) => `- ${flatText(line)}`));
  return lines.length === 0
    ? []
    : ['In the record with a time, but not as entries. Times are as written there:', '', ...lines];
}

/** `| Alert on it (OPS-7) | @jo | 2026-11-27 | | | OPS-7 |`; kind and priority are for a person to fill in. */
export function actionTable({ record, fields, ofKind }: PostmortemFacts): string[] {
  const rows = ofKind('TODO').map((placed) => {
    const { text, owner, due } = readFollowUp(entryText(record.text, placed));
    const tickets = fields.tickets.filter((ticket) => ticket !== '' && text.includes(ticket));
    const links = tickets.map((ticket) => flatText(oneLine(ticket))).join(', ');
    const cells = [flatText(text), owner === undefined ? '' : `@${flatText(owner)}`, due ?? '', '', '', links];
    return `|${cells.map((cell) => (cell === '' ? ' |' : ` ${flatCell(cell)} |`)).join('')}`;
  });
  return ['| Action | Owner | Due | Kind | Priority | Link |', '| --- | --- | --- | --- | --- | --- |', ...rows];
}

/** `- Done: alert on it`, a line for each follow-up that is checked: a row stays the person's who has filled in its kind. */
export function doneActions({ record, ofKind }: PostmortemFacts): string[] {
  return ofKind('TODO')
    .filter(({ ticked }) => ticked === true)
    .map((placed) => `- Done: ${flatText(readFollowUp(entryText(record.text, placed)).text)}`);
}

/** `Update internal: we look into it`; of a line of the timeline its text alone. */
function told(placed: PlacedEntry, words: string): string {
  const head = entryLabel(placed);
  return head === '' || words === '' ? `${head}${words}` : `${head}: ${words}`;
}

/** Returns what an entry is, flat: `Update internal`, `Milestone possibly identified`; empty for a line of the timeline. */
export function entryLabel({ kind, qualifier }: Pick<PlacedEntry, 'kind' | 'qualifier'>): string {
  if (kind === 'TL' || kind === LINK) {
    return '';
  }
  const name = Object.hasOwn(WORDS, kind) ? WORDS[kind]! : kind[0]! + kind.slice(1).toLowerCase();
  const which =
    kind === 'MILESTONE'
      ? qualifier.replace(/^(.*)\?$/, 'possibly $1')
      : kind === RETRACT
        ? qualifier.replace(/^[A-Z]+/, (what) => what.toLowerCase())
        : qualifier;
  return which === '' ? name : `${name} ${flatText(which)}`;
}
