/** The parts of a postmortem besides the incident's course: what was said, who took part, and what's left to do. */

import { capitalized, labelled, withWords, type Blocks } from './draftSection';
import { flatText } from '../text/flatText';
import { describeSpan } from './keyTimes';
import type { PostmortemFacts } from './postmortemFacts';
import { roleLabel } from '../process/process';
import { actionTable, doneActions } from './timelineTable';
import { updateGaps } from './updateGaps';

export function updates(facts: PostmortemFacts): Blocks {
  const { process, ofKind, open, severities, clock, range } = facts;
  const sent = ofKind('UPDATE').map((placed) =>
    withWords(`- ${clock(placed.instant)} ${flatText(placed.qualifier)} by @${flatText(placed.author)}`, facts, placed),
  );
  const told = ofKind('UPDATE').map(({ qualifier, instant }) => ({ audience: qualifier, instant }));
  const gaps = updateGaps(process, open, severities, told).map(
    ({ audience, from, to, expected, severity }) =>
      `- Gap for ${audience}, ${range(from, to)}: ${describeSpan(to - from)}, expected every ${expected} min at ${severity}`,
  );
  return [[...(sent.length > 0 ? sent : ['- Updates: none in the record']), ...gaps]];
}

export function actionItems(facts: PostmortemFacts): Blocks {
  return [actionTable(facts), doneActions(facts)];
}

/** Whoever wrote an entry, holds or held a role, or had a quest, in the order in which they came. */
export function participants({ entries, fields, process, tenures, offers, clock }: PostmortemFacts): Blocks {
  const roles = new Map<string, string[]>();
  let last = '';
  for (const { author, kind, qualifier } of entries) {
    if (author !== last) {
      roles.set(`@${author}`, roles.get(`@${author}`) ?? []);
      last = author;
    }
    if (kind === 'QUEST' && /^@\S+$/.test(qualifier) && !roles.has(qualifier)) {
      roles.set(qualifier, []);
    }
  }
  const add = (who: string, label: string) => roles.set(who, [...(roles.get(who) ?? []), label]);
  for (const [role, held] of tenures) {
    for (const { holder, until } of held.filter((tenure) => tenure.until !== undefined)) {
      add(holder, `${roleLabel(process, role)} until ${clock(until!)}`);
    }
  }
  for (const [role, holders] of Object.entries(fields.roles)) {
    for (const holder of holders) {
      add(holder.startsWith('@') ? holder : `@${holder}`, roleLabel(process, role));
    }
  }
  for (const { role, to } of offers) {
    add(to, `${roleLabel(process, role)}, not confirmed`);
  }
  const lines = [...roles].map(([who, labels]) => {
    return `- ${flatText(who)}${labels.length === 0 ? '' : ` (${labels.map((label) => flatText(label)).join(', ')})`}`;
  });
  return [lines];
}

export function links({ fields }: PostmortemFacts): Blocks {
  return [
    [
      ...fields.links.flatMap((link) => labelled('Link', [link])),
      ...fields.tickets.flatMap((ticket) => labelled('Ticket', [ticket])),
      ...Object.entries(fields.channels).flatMap(([name, channel]) =>
        labelled(capitalized(name.replaceAll('-', ' ')), [channel]),
      ),
    ],
  ];
}

export function openQuestions(facts: PostmortemFacts): Blocks {
  const { ofKind, clock, moments } = facts;
  const open = facts.hypotheses
    .filter(({ qualifier }) => qualifier === 'open')
    .map((placed) => withWords(`- Undecided since ${clock(placed.instant)}`, facts, placed));
  const quests = ofKind('QUEST')
    .filter(({ ticked }) => ticked === false)
    .map((placed) =>
      withWords(`- Unanswered, ${flatText(placed.qualifier)} since ${clock(placed.instant)}`, facts, placed),
    );
  const names = new Set(moments.map(({ name }) => name));
  const possible = ofKind('MILESTONE')
    .filter(({ qualifier }) => qualifier.endsWith('?') && !names.has(qualifier.slice(0, -1)))
    .map((placed) =>
      withWords(`- Possibly ${flatText(placed.qualifier.slice(0, -1))} ${clock(placed.instant)}`, facts, placed),
    );
  return [[...open, ...quests, ...possible]];
}
