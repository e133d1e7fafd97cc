/**
 * Drafts a postmortem from a record: every fact in the record, and a prompt for everything that only people know.
 * `postmortemMerge.ts` keeps what people made of an earlier draft. Doesn't use a clock: what's still going on has no end.
 */

import { oneLine } from '../text/plainText';
import { labelled } from './draftSection';
import { written } from '../frontMatter/fieldEdit';
import { flatText } from '../text/flatText';
import { fieldOf } from '../frontMatter/fields';
import { gatherFacts, type PostmortemFacts } from './postmortemFacts';
import { draftSections } from './draftSections';
import { leadRole, severityOf, type Process } from '../process/process';
import type { IncidentRecord } from '../record/record';
import type { ShownEntries } from '../timeline/importance';

/** Returns the text of `postmortem.md`, with `\n` as line endings, also at the end. Never throws. */
export function draftPostmortem(record: IncidentRecord, process: Process, shown: ShownEntries = 'all'): string {
  const facts = gatherFacts(record, process);
  const { id, title } = facts.fields;
  const lines = [frontMatter(facts), `# Postmortem: ${flatText(oneLine(title ?? id ?? 'incident'))}`];
  const add = (block: readonly string[]): void => {
    if (block.length > 0) {
      lines.push('');
      for (const line of block) {
        lines.push(line);
      }
    }
  };
  add(titleBlock(facts));
  for (const { heading, blocks } of draftSections(facts, shown)) {
    add([heading]);
    blocks.forEach(add);
  }
  lines.push('');
  return lines.join('\n');
}

/** Whose task it is and how far it is come first; what only the tool needs is last. */
function frontMatter({ fields, process }: PostmortemFacts): string {
  const field = (key: string, value: string | undefined): string[] =>
    value === undefined ? [] : [`${key}: ${written(oneLine(value))}`];
  const owing = process.deadlines.find(({ name }) => name === 'report')?.role ?? leadRole(process).id;
  return [
    '---',
    ...field('incident', fields.id),
    ...field('owner', fieldOf(fields.roles, owing)?.[0]),
    'state: draft',
    'generated-from: incident.md',
    '---',
  ].join('\n');
}

function titleBlock(facts: PostmortemFacts): string[] {
  const { fields, process } = facts;
  const lead = leadRole(process);
  const severity = [fields.severity, worstBefore(facts)].filter((part) => part !== undefined).join(', ');
  const state = [fields.status, severity, fields.services.join(', ')]
    .map((part) => flatText(oneLine(part ?? '')))
    .filter((part) => part !== '');
  return [
    ...(state.length === 0 ? [] : [`- Status: ${state.join(' · ')}`]),
    ...labelled(lead.label, leaders(facts, lead.id)),
    `- Time: ${timeSpan(facts)} · [every entry](incident.md)`,
    ...(fields.security ? ['- Security: yes. Share this only with people who need to know'] : []),
  ];
}

/** `2022-09-05, 12:49 to 16:30 UTC (08:49 to 12:30 EDT)`; of what is still going on its beginning alone. */
function timeSpan({ moments, entries, open, day, days, clock, range, local }: PostmortemFacts): string {
  const first = moments[0]?.instant ?? entries[0]?.instant;
  if (day === undefined || first === undefined) {
    return 'UTC';
  }
  const end = open.at(-1)?.to;
  const told = end === undefined ? `since ${clock(first)}` : range(first, end);
  const there = local?.clock(first);
  const own = local ? ` (${end === undefined ? there : `${there} to ${local.clock(end)}`} ${local.name})` : '';
  return `${days ? '' : `${day}, `}${told} UTC${own}`;
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
