/** The sections of a postmortem that tell the course of the incident, from its impact to the recovery. */

import { formatSentence } from '../entries/declaration';
import { capitalized, labelled, prompt, whenAndWho, withWords, type DraftSection } from './draftSection';
import { flatText } from '../text/flatText';
import { describeSpan, measureDurations, missingMilestones, type Measured, type MeasuredSpan } from './keyTimes';
import type { PostmortemFacts, Reached } from './postmortemFacts';
import { roleLabel, statusAfter } from '../process/process';
import type { SeveritySpan } from './severitySpans';

export function summary(facts: PostmortemFacts): DraftSection {
  const { fields, moments } = facts;
  const sentence = fields.summary ? formatSentence(fields.summary) : undefined;
  const cause = moments.findLast(({ name, placed }) => name === 'identified' && placed && facts.words(placed) !== '');
  return {
    heading: 'Summary',
    blocks: [
      [
        ...labelled('In one sentence', [sentence]),
        ...(cause ? [withWords(`- Cause, identified ${whenAndWho(facts, cause.placed!)}`, facts, cause.placed)] : []),
      ],
      [prompt('What happened, why, and how did it end? Three sentences for someone outside the team.')],
    ],
  };
}

export function impact(facts: PostmortemFacts): DraftSection {
  const names = [...new Set(facts.severities.map(({ severity }) => severity))];
  return {
    heading: 'Impact',
    blocks: [
      [
        ...labelled('Impact', [facts.fields.impact]),
        ...names.flatMap((name) =>
          timeIn(
            name,
            facts.severities.filter(({ severity }) => severity === name),
            facts,
          ),
        ),
      ],
      [prompt("Who was affected, how many, and what couldn't they do?")],
      [prompt('What did it cost: data, revenue, trust, an SLO or SLA?')],
    ],
  };
}

/** `- Time in SEV-1: 38 min (15:02:00 to 15:40:00)`; what still goes on has a beginning alone. */
function timeIn(name: string, spans: readonly SeveritySpan[], { clock }: PostmortemFacts): string[] {
  const label = `- Time in ${flatText(name)}`;
  const words = ({ from, to }: SeveritySpan): string =>
    to === undefined ? `since ${clock(from)}, still open` : `${clock(from)} to ${clock(to)}`;
  const length = spans.reduce((sum, { from, to = from }) => sum + to - from, 0);
  const [only, ...others] = spans;
  if (others.length === 0) {
    return [`${label}: ${only!.to === undefined ? words(only!) : `${describeSpan(length)} (${words(only!)})`}`];
  }
  const open = spans.some(({ to }) => to === undefined) ? ', and still open' : '';
  return [`${label}: ${describeSpan(length)} total${open}`, ...spans.map((span) => `  - ${words(span)}`)];
}

export function keyTimes(facts: PostmortemFacts): DraftSection {
  const { fields, process, moments, clock } = facts;
  const missing = missingMilestones(process, moments, fields.status);
  return {
    heading: 'Key times and durations',
    blocks: [
      [
        ...missing.map((name) => `- Missing milestone ${name}: log it in the record`),
        ...moments.map(({ name, instant }) => `- ${capitalized(name)}: ${clock(instant)}`),
        ...measureDurations(process.durations, moments).flatMap((measured) => measuredLines(measured, facts)),
      ],
    ],
  };
}

/** `- Time to detect (detected − started): 8 min`; of an incident that was opened again every span and their sum. */
function measuredLines({ duration, spans, missing }: Measured, { clock }: PostmortemFacts): string[] {
  const label = `- ${duration.label} (${duration.to} − ${duration.from})`;
  const words = ({ from, to, length }: MeasuredSpan): string =>
    length < 0
      ? `${to.name} (${clock(to.instant)}) is before ${from.name} (${clock(from.instant)}): correct one of them`
      : describeSpan(length);
  const wrong = spans.some(({ length }) => length < 0);
  const sum = describeSpan(spans.reduce((all, { length }) => all + length, 0));
  const lines = spans.map(
    (span) =>
      `  - ${span.length < 0 ? words(span) : `${words(span)}: ${span.from.name} ${clock(span.from.instant)} to ${span.to.name} ${clock(span.to.instant)}`}`,
  );
  if (missing.length > 0) {
    const which = missing.join(' and ');
    return [`${label}: unknown, because ${which} ${missing.length === 1 ? 'is' : 'are'} missing`, ...lines];
  }
  return spans.length === 1
    ? [`${label}: ${words(spans[0]!)}`]
    : [`${label}: ${wrong ? 'total unknown' : `${sum} total`}`, ...lines];
}

export function detection(facts: PostmortemFacts): DraftSection {
  return {
    heading: 'Detection',
    blocks: [
      reached(facts, ['detected', 'declared', 'acknowledged']),
      [prompt('What noticed it first: an alert, a colleague, or a customer?')],
      [prompt('What would have detected it sooner?')],
    ],
  };
}

export function leadUp(facts: PostmortemFacts): DraftSection {
  return {
    heading: 'Lead-up',
    blocks: [
      reached(facts, ['started']),
      [prompt('What changed in the hours and days before, and why did it make sense at the time?')],
      [prompt('Which contributing factors had to come together?')],
    ],
  };
}

function reached(facts: PostmortemFacts, names: readonly string[]): string[] {
  return facts.moments
    .filter(({ name, placed }) => placed && names.includes(name))
    .map(({ name, placed }) => withWords(`- ${capitalized(name)} ${whenAndWho(facts, placed!)}`, facts, placed));
}

export function response(facts: PostmortemFacts): DraftSection {
  const { process, ofKind, clock } = facts;
  const offered = new Set(facts.offers.map(({ role }) => ofKind('ROLE').findLast((one) => one.qualifier === role)));
  const lines = facts.entries
    .filter(({ kind }) => kind === 'ROLE' || kind === 'QUEST')
    .map((placed) => {
      const when = `- ${clock(placed.instant)}`;
      if (placed.kind === 'QUEST') {
        const done = placed.ticked === true ? ', done' : '';
        return withWords(`${when} Quest for ${flatText(placed.qualifier)}${done}`, facts, placed);
      }
      const label = flatText(roleLabel(process, placed.qualifier));
      return `${withWords(`${when} ${label}`, facts, placed)}${offered.has(placed) ? ', not confirmed' : ''}`;
    });
  return {
    heading: 'Response',
    blocks: [
      ofKind('ROLE').length === 0 ? ['- Roles: none in the record', ...lines] : lines,
      [prompt('How did responders find each other, and what did they have to figure out before they could act?')],
      [prompt('How did hand-offs go? What did the next person know, and what was missing?')],
    ],
  };
}

const OUTCOMES = ['confirmed', 'refuted', 'open'];

export function hypotheses(facts: PostmortemFacts): DraftSection {
  const lines = facts.hypotheses
    .map((placed) => ({ placed, rank: OUTCOMES.indexOf(placed.qualifier) }))
    .sort((a, b) => (a.rank < 0 ? OUTCOMES.length : a.rank) - (b.rank < 0 ? OUTCOMES.length : b.rank))
    .map(({ placed }) => {
      const outcome = placed.qualifier === '' ? 'No outcome' : capitalized(placed.qualifier);
      return withWords(`- ${outcome} ${whenAndWho(facts, placed)}`, facts, placed);
    });
  return {
    heading: 'Hypotheses',
    blocks: [lines, [prompt('What made each one plausible, and what settled it?')]],
  };
}

export function recovery(facts: PostmortemFacts): DraftSection {
  const words = ({ name }: Reached): string | undefined => {
    const status = statusAfter(facts.process, name);
    return status === 'mitigated'
      ? 'Temporary fix'
      : status === 'resolved'
        ? 'Durable fix'
        : name === 'reopened'
          ? 'Came back'
          : undefined;
  };
  return {
    heading: 'Recovery',
    blocks: [
      facts.moments.flatMap((moment) => {
        const what = words(moment);
        const { name, placed, instant } = moment;
        const when = placed ? whenAndWho(facts, placed) : facts.clock(instant);
        return what === undefined ? [] : [withWords(`- ${what}, ${flatText(name)} ${when}`, facts, placed)];
      }),
      [
        prompt(
          'Temporary fix: what stopped the impact, and what did it leave behind, such as a switch or a silenced alert?',
        ),
      ],
      [prompt('Durable fix: what keeps it from happening again, and who verified it?')],
    ],
  };
}
