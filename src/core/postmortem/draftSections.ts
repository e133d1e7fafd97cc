/** The sections of a postmortem in order: the facts in each, and what it asks people. */

import { prompt, type Blocks, type DraftSection } from './draftSection';
import { milestoneChart } from './milestoneChart';
import { actionItems, links, openQuestions, participants, updates } from './postmortemAftermath';
import { detection, factors, hypotheses, impact, keyTimes, recovery, response, summary } from './postmortemCourse';
import type { PostmortemFacts } from './postmortemFacts';
import type { ShownEntries } from '../timeline/importance';
import { looseTimes, timelineTable } from './timelineTable';

type Tell = (facts: PostmortemFacts, shown: ShownEntries) => Blocks;

interface SectionForm {
  readonly heading: string;
  readonly facts?: Tell;
  readonly prompts?: readonly string[];
  /** Whether it is part of the appendix, which comes last. */
  readonly appendix?: true;
}

const timeline: Tell = (facts, shown) => [
  milestoneChart(facts.moments, facts.severities, facts.days),
  ...timelineTable(facts, shown),
  looseTimes(facts),
];

/** What people write asks for conditions, not for culprits. */
const SECTIONS: readonly SectionForm[] = [
  {
    heading: 'Summary',
    facts: summary,
    prompts: ['What happened, why, and how did it end? Three sentences for someone outside the team.'],
  },
  {
    heading: 'Impact',
    facts: impact,
    prompts: [
      "Who was affected, how many, and what couldn't they do?",
      'What did it cost: data, revenue, trust, an SLO or SLA?',
    ],
  },
  {
    heading: 'Contributing factors and trigger',
    facts: factors,
    prompts: [
      'What changed in the hours and days before, and why did it make sense at the time?',
      'Which contributing factors had to come together?',
    ],
  },
  {
    heading: 'Detection',
    facts: detection,
    prompts: ['What noticed it first: an alert, a colleague, or a customer?', 'What would have detected it sooner?'],
  },
  {
    heading: 'Response',
    facts: response,
    prompts: [
      'How did responders find each other, and what did they have to figure out before they could act?',
      'How did hand-offs go? What did the next person know, and what was missing?',
    ],
  },
  {
    heading: 'Recovery',
    facts: recovery,
    prompts: [
      'Temporary fix: what stopped the impact, and what did it leave behind, such as a switch or a silenced alert?',
      'Durable fix: what keeps it from happening again, and who verified it?',
    ],
  },
  { heading: 'What went well', prompts: ["What helped: a tool, a habit, a decision, someone's help?"] },
  {
    heading: 'What did not go well',
    prompts: ['What made it harder than it had to be? Describe the situation, not the person.'],
  },
  { heading: 'Where we got lucky', prompts: ["What could have made it worse, and didn't only by chance?"] },
  {
    heading: 'Action items',
    facts: actionItems,
    prompts: [
      "Kind: prevent, detect, mitigate, or process. Each item needs an owner and a due date, or a note saying why we won't do it.",
    ],
  },
  { heading: 'Incident timeline', facts: timeline },
  { heading: 'Key times and durations', facts: keyTimes, appendix: true },
  {
    heading: 'Hypotheses',
    facts: hypotheses,
    prompts: ['What made each one plausible, and what settled it?'],
    appendix: true,
  },
  {
    heading: 'Updates',
    facts: updates,
    prompts: ['Did everyone who needed to know hear in time, in words that helped them?'],
    appendix: true,
  },
  {
    heading: 'Participants',
    facts: participants,
    prompts: ['Who else took part, and who else should read this?'],
    appendix: true,
  },
  {
    heading: 'Links',
    facts: links,
    prompts: ['Dashboards, changes, alerts, and similar past incidents.'],
    appendix: true,
  },
  {
    heading: 'Open questions',
    facts: openQuestions,
    prompts: ["What don't we understand yet, and who is looking into it?"],
    appendix: true,
  },
];

/** By the name that a section of a draft had before, since version 0.1.0, the name of the one that has its place. */
export const FORMER_HEADINGS: ReadonlyMap<string, string> = new Map([
  ['Lead-up', 'Contributing factors and trigger'],
  ['Chart of milestones and severities', 'Incident timeline'],
  ['Timeline', 'Incident timeline'],
]);

/** Returns the sections that have anything to say; those of the appendix are last, below its heading. */
export function draftSections(facts: PostmortemFacts, shown: ShownEntries): DraftSection[] {
  const told = (isLast: boolean): DraftSection[] =>
    SECTIONS.filter(({ appendix = false }) => appendix === isLast).flatMap((form) => {
      const blocks = [...(form.facts?.(facts, shown) ?? []), ...(form.prompts ?? []).map((words) => [prompt(words)])];
      return blocks.some((block) => block.length > 0)
        ? [{ heading: `${isLast ? '###' : '##'} ${form.heading}`, blocks }]
        : [];
    });
  const appendix = told(true);
  return [...told(false), ...(appendix.length > 0 ? [{ heading: '## Appendix', blocks: [] }, ...appendix] : [])];
}
