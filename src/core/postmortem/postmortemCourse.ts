/** The parts of a postmortem about the incident's course, from its impact to the recovery. */

import { formatSentence } from '../entries/declaration';
import { withoutException } from '../entries/gate';
import { capitalized, labelled, whenAndWho, withWords, type Blocks } from './draftSection';
import { flatText } from '../text/flatText';
import { describeSpan, measureDurations, missingMilestones, type Measured, type MeasuredSpan } from './keyTimes';
import type { PostmortemFacts } from './postmortemFacts';
import { isOpen } from '../frontMatter/fields';
import { roleLabel, statusAfter } from '../process/process';
import type { SeveritySpan } from './severitySpans';
import { entryText } from '../timeline/entryText';

export function summary({ fields }: PostmortemFacts): Blocks {
  return [labelled('In one sentence', [fields.summary ? formatSentence(fields.summary) : undefined])];
}

export function impact(facts: PostmortemFacts): Blocks {
  const names = [...new Set(facts.severities.map(({ severity }) => severity))];
  return [
    [
      ...impactLength(facts),
      ...labelled('Impact', [facts.fields.impact]),
      ...names.flatMap((name) =>
        timeIn(
          name,
          facts.severities.filter(({ severity }) => severity === name),
          facts,
        ),
      ),
    ],
  ];
}

/** From what the impact began to what ended it. */
function impactEnds({ moments, process }: PostmortemFacts): { from: string; to: string } {
  const ended = moments.find(({ name }) => statusAfter(process, name) === 'mitigated');
  const over = ended ?? moments.find(({ name }) => statusAfter(process, name) === 'resolved');
  return { from: 'started', to: over?.name ?? 'mitigated' };
}

/** `- Length of impact: 2 h 16 min (started 12:49 to mitigated 15:06)`; what it can't be told without is said here. */
function impactLength(facts: PostmortemFacts): string[] {
  const { moments, fields } = facts;
  const { from, to } = impactEnds(facts);
  const [measured] = measureDurations([{ label: 'Length of impact', from, to }], moments);
  const missing = measured!.missing;
  if (fields.status === 'canceled' || fields.status === 'duplicate') {
    return [];
  }
  if (missing.includes(from)) {
    return [`- Length of impact: unknown until ${missing.join(' and ')} ${areIs(missing)} logged in the record`];
  }
  if (missing.length > 0) {
    const since = `since ${facts.clock(moments.find(({ name }) => name === from)!.instant)}`;
    const isGoingOn = fields.status === undefined || isOpen(fields.status);
    return [`- Length of impact: ${isGoingOn ? `${since}, not over yet` : `${since}; log when it was ${to}`}`];
  }
  return measuredLines('- Length of impact', measured!, facts, true);
}

function areIs(names: readonly string[]): string {
  return names.length === 1 ? 'is' : 'are';
}

/** `- Time in SEV-1: 38 min (15:02:00 to 15:40:00)`; what is still going on only has a beginning. */
function timeIn(name: string, spans: readonly SeveritySpan[], { clock, range }: PostmortemFacts): string[] {
  const label = `- Time in ${flatText(name)}`;
  const words = ({ from, to }: SeveritySpan): string =>
    to === undefined ? `since ${clock(from)}, still open` : range(from, to);
  const length = spans.reduce((sum, { from, to = from }) => sum + to - from, 0);
  const [only, ...others] = spans;
  if (others.length === 0) {
    return [`${label}: ${only!.to === undefined ? words(only!) : `${describeSpan(length)} (${words(only!)})`}`];
  }
  const open = spans.some(({ to }) => to === undefined) ? ', and still open' : '';
  return [`${label}: ${describeSpan(length)} total${open}`, ...spans.map((span) => `  - ${words(span)}`)];
}

export function keyTimes(facts: PostmortemFacts): Blocks {
  const { fields, process, moments, exactClock } = facts;
  const { from, to } = impactEnds(facts);
  // The length of the impact says that these are missing.
  const missing = missingMilestones(process, moments, fields.status).filter((name) => name !== from && name !== to);
  return [
    [
      ...labelled('Not in the record', missing),
      ...moments.map(({ name, instant }) => `- ${capitalized(name)}: ${exactClock(instant)}`),
      ...measureDurations(process.durations, moments)
        .filter((measured) => measured.missing.length === 0)
        .flatMap((measured) => {
          const { label, from: begin, to: end } = measured.duration;
          return measuredLines(`- ${label} (${end} − ${begin})`, measured, facts, false);
        }),
    ],
  ];
}

/** `- Time to detect (detected − started): 8 min`; of an incident that was opened again every span and their sum. */
function measuredLines(label: string, { spans }: Measured, { clock }: PostmortemFacts, withTimes: boolean): string[] {
  const words = ({ from, to, length }: MeasuredSpan): string =>
    length < 0
      ? `${to.name} (${clock(to.instant)}) is before ${from.name} (${clock(from.instant)}): correct one of them`
      : describeSpan(length);
  const wrong = spans.some(({ length }) => length < 0);
  const sum = describeSpan(spans.reduce((all, { length }) => all + length, 0));
  const times = ({ from, to }: MeasuredSpan): string =>
    `${from.name} ${clock(from.instant)} to ${to.name} ${clock(to.instant)}`;
  if (spans.length === 1) {
    const [only] = spans as [MeasuredSpan];
    return [`${label}: ${words(only)}${withTimes && only.length >= 0 ? ` (${times(only)})` : ''}`];
  }
  return [
    `${label}: ${wrong ? 'total unknown' : `${sum} total`}`,
    ...spans.map((span) => `  - ${span.length < 0 ? words(span) : `${words(span)}: ${times(span)}`}`),
  ];
}

export function detection(facts: PostmortemFacts): Blocks {
  return [reached(facts, ['detected', 'declared', 'acknowledged'])];
}

/** Returns what is known of the causes, with what shows it. */
export function factors(facts: PostmortemFacts): Blocks {
  const confirmed = facts.hypotheses
    .filter(({ qualifier }) => qualifier === 'confirmed')
    .map((placed) => withWords(`- Confirmed ${whenAndWho(facts, placed)}`, facts, placed));
  return [[...reached(facts, ['started', 'identified']), ...confirmed]];
}

function reached(facts: PostmortemFacts, names: readonly string[]): string[] {
  return facts.moments
    .filter(({ name, placed }) => placed && names.includes(name))
    .map(({ name, placed }) => withWords(`- ${capitalized(name)} ${whenAndWho(facts, placed!)}`, facts, placed));
}

export function response(facts: PostmortemFacts): Blocks {
  const { process, ofKind, clock } = facts;
  const roles = ofKind('ROLE');
  const offered = new Set(facts.offers.map(({ role }) => roles.findLast((one) => one.qualifier === role)));
  const lines = facts.entries
    .filter(({ kind }) => kind === 'ROLE' || kind === 'QUEST')
    .map((placed) => {
      const when = `- ${clock(placed.instant)}`;
      if (placed.kind === 'QUEST') {
        const done = placed.ticked === true ? ', done' : '';
        return withWords(`${when} Quest for ${flatText(placed.qualifier)}${done}`, facts, placed);
      }
      const label = flatText(roleLabel(process, placed.qualifier));
      const unconfirmed = offered.has(placed) ? ', not confirmed' : '';
      return withWords(`${when} ${label}${unconfirmed}`, facts, placed);
    });
  return [roles.length === 0 ? ['- Roles: none in the record', ...lines] : lines];
}

const OUTCOMES = ['confirmed', 'refuted', 'open'];

export function hypotheses(facts: PostmortemFacts): Blocks {
  const lines = facts.hypotheses
    .map((placed) => ({ placed, rank: OUTCOMES.indexOf(placed.qualifier) }))
    .sort((a, b) => (a.rank < 0 ? OUTCOMES.length : a.rank) - (b.rank < 0 ? OUTCOMES.length : b.rank))
    .map(({ placed }) => {
      const outcome = placed.qualifier === '' ? 'No outcome' : capitalized(placed.qualifier);
      return withWords(`- ${outcome} ${whenAndWho(facts, placed)}`, facts, placed);
    });
  return [lines];
}

export function recovery(facts: PostmortemFacts): Blocks {
  const { process, record, words, clock } = facts;
  const isEnd = (name: string): boolean =>
    name === 'reopened' || ['mitigated', 'resolved'].includes(statusAfter(process, name) ?? '');
  return [
    facts.moments
      .filter(({ name }) => isEnd(name))
      .map(({ name, placed, instant }) => {
        const head = `- ${capitalized(name)} ${placed ? whenAndWho(facts, placed) : clock(instant)}`;
        const text = placed ? entryText(record.text, placed) : '';
        // An exception at a gate is told in the timeline.
        const short = withoutException(text);
        const told = short === text ? placed && words(placed) : flatText(short);
        return told ? `${head}: ${told}` : head;
      }),
  ];
}
