/** The sections of a postmortem that come after the course of the incident: what was said, learnt and is left to do. */

import { capitalized, labelled, prompt, withWords, type DraftSection } from './draftSection';
import { flatText } from '../text/flatText';
import { describeSpan } from './keyTimes';
import type { PostmortemFacts } from './postmortemFacts';
import { roleLabel } from '../process/process';
import { actionTable, doneActions } from './timelineTable';
import { updateGaps } from './updateGaps';

export function updates(facts: PostmortemFacts): DraftSection {
  const { process, ofKind, open, severities, clock } = facts;
  const sent = ofKind('UPDATE').map((placed) =>
    withWords(`- ${clock(placed.instant)} ${flatText(placed.qualifier)} by @${flatText(placed.author)}`, facts, placed),
  );
  const told = ofKind('UPDATE').map(({ qualifier, instant }) => ({ audience: qualifier, instant }));
  const gaps = updateGaps(process, open, severities, told).map(
    ({ audience, from, to, expected, severity }) =>
      `- Gap for ${audience}, ${clock(from)} to ${clock(to)}: ${describeSpan(to - from)}, expected every ${expected} min at ${severity}`,
  );
  return {
    heading: 'Updates',
    blocks: [
      [...(sent.length > 0 ? sent : ['- Updates: none in the record']), ...gaps],
      [prompt('Did everyone who needed to know hear in time, in words that helped them?')],
    ],
  };
}

/** What only people know; the words ask for conditions, not for culprits. */
export const LESSONS: readonly DraftSection[] = [
  {
    heading: 'What went well',
    blocks: [[prompt("What helped: a tool, a habit, a decision, someone's help?")]],
  },
  {
    heading: 'What did not go well',
    blocks: [[prompt('What made it harder than it had to be? Describe the situation, not the person.')]],
  },
  {
    heading: 'Where we got lucky',
    blocks: [[prompt("What could have made it worse, and didn't only by chance?")]],
  },
];

export function actionItems(facts: PostmortemFacts): DraftSection {
  return {
    heading: 'Action items',
    blocks: [
      [
        prompt(
          'Kind: prevent, detect, mitigate, or process. Each item needs an owner and a due date, or an honest no.',
        ),
      ],
      actionTable(facts),
      doneActions(facts),
    ],
  };
}

/** Whoever wrote an entry, holds or held a role, or had a quest, in the order in which they came. */
export function participants({ entries, fields, process, tenures, offers, clock }: PostmortemFacts): DraftSection {
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
  return {
    heading: 'Participants',
    blocks: [lines, [prompt('Who else took part, and who else should read this?')]],
  };
}

export function links({ fields }: PostmortemFacts): DraftSection {
  return {
    heading: 'Links',
    blocks: [
      [
        ...fields.links.flatMap((link) => labelled('Link', [link])),
        ...fields.tickets.flatMap((ticket) => labelled('Ticket', [ticket])),
        ...Object.entries(fields.channels).flatMap(([name, channel]) => labelled(capitalized(name), [channel])),
      ],
      [prompt('Dashboards, changes, alerts, and similar past incidents.')],
    ],
  };
}

export function openQuestions(facts: PostmortemFacts): DraftSection {
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
  return {
    heading: 'Open questions',
    blocks: [[...open, ...quests, ...possible], [prompt("What don't we understand yet, and who is looking into it?")]],
  };
}
