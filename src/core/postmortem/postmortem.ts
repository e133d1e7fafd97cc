/**
 * Drafts a postmortem from a record: every fact that the record has, and a prompt for everything that only people know.
 * What people made of an earlier draft is kept by `postmortemMerge.ts`. Knows no clock: what still goes on has no end.
 */

import { oneLine } from '../text/plainText';
import { labelled, prompt, type DraftSection } from './draftSection';
import { written } from '../frontMatter/fieldEdit';
import { flatText } from '../text/flatText';
import { fieldOf } from '../frontMatter/fields';
import { milestoneChart } from './milestoneChart';
import { actionItems, LESSONS, links, openQuestions, participants, updates } from './postmortemAftermath';
import { detection, hypotheses, impact, keyTimes, leadUp, recovery, response, summary } from './postmortemCourse';
import { gatherFacts, type PostmortemFacts } from './postmortemFacts';
import { leadRole, severityOf, type Process } from '../process/process';
import type { IncidentRecord } from '../record/record';
import type { ShownEntries } from '../timeline/importance';
import { looseTimes, timelineTable } from './timelineTable';

/** The text of `postmortem.md`, with `\n` as line end and a line end at its end. Never throws. */
export function draftPostmortem(record: IncidentRecord, process: Process, shown: ShownEntries = 'all'): string {
  const facts = gatherFacts(record, process);
  const { id, title } = facts.fields;
  const lines = [frontMatter(id), `# Postmortem: ${flatText(oneLine(title ?? id ?? 'incident'))}`];
  const add = (block: readonly string[]): void => {
    if (block.length > 0) {
      lines.push('');
      for (const line of block) {
        lines.push(line);
      }
    }
  };
  add(header(facts));
  for (const { heading, blocks } of sections(facts, shown)) {
    if (blocks.some((block) => block.length > 0)) {
      add([`## ${heading}`]);
      blocks.forEach(add);
    }
  }
  lines.push('');
  return lines.join('\n');
}

function frontMatter(id: string | undefined): string {
  const incident = id === undefined ? [] : [`incident: ${written(oneLine(id))}`];
  return ['---', ...incident, 'generated-from: incident.md', '---'].join('\n');
}

function header(facts: PostmortemFacts): string[] {
  const { fields, process, days, day } = facts;
  const lead = leadRole(process);
  return [
    ...labelled('Incident', [fields.id]),
    '- Record: [incident.md](incident.md) has every entry in full',
    ...labelled('Severity', [fields.severity, worstBefore(facts)]),
    ...labelled('Status', [fields.status]),
    ...(fields.security ? ['- Security: yes. Share this only with people who need to know'] : []),
    ...labelled('Services', fields.services),
    ...labelled(lead.label, leaders(facts, lead.id)),
    `- Times: UTC${days || day === undefined ? '' : `, on ${day}`}`,
    `- Owner: ${prompt('who will finish this postmortem, and by when')}`,
  ];
}

/** `peaked at SEV-1`, where the severity fell; the process's first severity is the worst. */
function worstBefore({ process, severities, fields }: PostmortemFacts): string | undefined {
  const names = process.severities.map(({ name }) => name);
  const rank = (severity: string): number => names.indexOf(severityOf(process, severity)?.name ?? '');
  const had = severities.map(({ severity }) => rank(severity)).filter((place) => place >= 0);
  const worst = had.reduce((a, b) => Math.min(a, b), Infinity);
  return worst < rank(fields.severity ?? '') ? `peaked at ${names[worst]!}` : undefined;
}

/** `@dana until 15:33:00`, then whoever leads in the end. */
function leaders({ fields, tenures, offers, clock }: PostmortemFacts, role: string): string[] {
  const before = (tenures.get(role) ?? []).flatMap(({ holder, until }) => {
    return until === undefined ? [] : [`${holder} until ${clock(until)}`];
  });
  const after = offers.filter((offer) => offer.role === role).map(({ to }) => `offered to ${to}, not confirmed`);
  return [...before, ...(fieldOf(fields.roles, role) ?? []), ...after];
}

function sections(facts: PostmortemFacts, shown: ShownEntries): DraftSection[] {
  return [
    summary(facts),
    impact(facts),
    keyTimes(facts),
    {
      heading: 'Chart of milestones and severities (UTC)',
      blocks: [milestoneChart(facts.moments, facts.severities, facts.days)],
    },
    detection(facts),
    leadUp(facts),
    response(facts),
    hypotheses(facts),
    recovery(facts),
    { heading: 'Timeline (UTC)', blocks: [timelineTable(facts, shown), looseTimes(facts)] },
    updates(facts),
    ...LESSONS,
    actionItems(facts),
    participants(facts),
    links(facts),
    openQuestions(facts),
  ];
}
