/**
 * Writes the whole record of an incident that was just declared, as `docs/record.md` describes it. What people typed stays on
 * its line, and is never read as a heading, an entry, or front matter.
 */

import { Document, isSeq } from 'yaml';
import { checkoutLine } from './checkoutLine';
import { draftChecklists } from './checklists';
import { oneLine } from '../text/plainText';
import { compareEntries, formatEntry, type Entry } from '../timeline/entry';
import { normaliseText } from '../text/plainText';
import type { FIELD_ORDER, Summary } from '../frontMatter/fields';
import { formatChannel, formatLine } from '../frontMatter/formats';
import { toHandle } from '../frontMatter/handle';
import { formatInstant, wholeSeconds } from '../time/instant';
import { assignmentEntry } from './roles';
import { ownerLine, ownerSteps, type Owner } from '../process/ownership';
import { leadRole, severityOf, statusAfter, type Process } from '../process/process';

/** Instants are in milliseconds since the epoch, UTC. */
export interface Declaration {
  readonly id: string;
  readonly title: string;
  /** Absent if the title has another form than `X is Y for Z`. */
  readonly summary?: Summary | undefined;
  readonly impact?: string | undefined;
  readonly process: Process;
  readonly severity: string;
  readonly security: boolean;
  /** When it was declared. */
  readonly instant: number;
  /** Whoever declares it; a handle, with or without `@`. */
  readonly author: string;
  readonly services: readonly string[];
  /** How it was noticed: `customers report failed log-ins`. */
  readonly source?: string | undefined;
  readonly started?: number | undefined;
  readonly detected?: number | undefined;
  /** Those who own what is broken. */
  readonly owners?: readonly Owner[];
  /** The command by which somebody without the extension gets the record; absent if a plain clone has it. */
  readonly checkout?: string | undefined;
}

/** What begins like one of these is a block of markdown rather than a sentence. */
const BLOCK = /^(?:#{1,6}(?:\s|$)|`{3}|~{3}|[-*+](?:\s|$)|(?:[-*_]\s*){3}|[-=]+$|[>|<]|\[[^\]]*\]:)/;

/** Returns the text of `incident.md`, with `\n` as line endings, also at the end. */
export function draftRecord(declaration: Declaration): string {
  const milestones = milestoneEntries(declaration);
  const lead = leadEntry(declaration, milestones);
  const entries = lead ? [...milestones, lead].sort(compareEntries) : milestones;
  return [
    `---\n${frontMatter(declaration, milestones, lead)}---\n# ${formatLine(declaration.process.headline, declaration)}`.trimEnd(),
    '## Contacts',
    contacts(declaration),
    '## Summary',
    sentence(declaration.title),
    declaration.impact === undefined ? '' : paragraph(oneLine(declaration.impact)),
    '## Timeline',
    entries.map((entry) => formatEntry(entry, '\n')).join('\n'),
    '## Checklists',
    ...draftChecklists(declaration.process, {
      ...declaration,
      steps: steps(declaration),
      milestones: entries.map(({ qualifier }) => qualifier),
    }),
  ]
    .filter((block) => block !== '')
    .join('\n\n')
    .concat('\n');
}

/**
 * In the order of their instants. One author has one instant once: where two are the same, the earlier step is a second
 * earlier, because the declaration's instant is given.
 */
function milestoneEntries({ author, source = '', started, detected, instant }: Declaration): Entry[] {
  const steps = [
    { name: 'declared', at: instant, text: normaliseText(source) },
    { name: 'detected', at: detected, text: '' },
    { name: 'started', at: started, text: '' },
  ];
  const entries: Entry[] = [];
  const taken = new Set<number>();
  for (const { name, at, text } of steps) {
    if (at === undefined) {
      continue;
    }
    let free = wholeSeconds(at);
    while (taken.has(free)) {
      free -= 1000;
    }
    taken.add(free);
    entries.push({ instant: free, author: toHandle(author) ?? 'unknown', kind: 'MILESTONE', qualifier: name, text });
  }
  return entries.sort(compareEntries);
}

/** Whoever declares leads where the process says so: at the first free second after the declaration. */
function leadEntry({ process, author, instant }: Declaration, milestones: readonly Entry[]): Entry | undefined {
  const handle = toHandle(author);
  if (process.declarerLeads !== true || handle === undefined || handle === 'unknown') {
    return undefined;
  }
  const { kind, qualifier = '', text } = assignmentEntry(leadRole(process).id, handle);
  let free = wholeSeconds(instant) + 1000;
  while (milestones.some((milestone) => milestone.instant === free)) {
    free += 1000;
  }
  return { instant: free, author: handle, kind, qualifier, text };
}

function frontMatter(declaration: Declaration, milestones: readonly Entry[], lead: Entry | undefined): string {
  const { id, title, process, severity, security, summary, impact } = declaration;
  const { defaultService } = process;
  const services = declaration.services.length === 0 && defaultService ? [defaultService] : declaration.services;
  const fields: Record<(typeof FIELD_ORDER)[number], unknown> = {
    format: 1,
    id,
    title: oneLine(title),
    process: process.name,
    severity: oneLine(severity),
    status: statusAfter(process, 'declared') ?? 'investigating',
    security,
    summary: summary
      ? {
          functionality: oneLine(summary.functionality),
          state: oneLine(summary.state),
          audience: oneLine(summary.audience),
        }
      : {},
    impact: oneLine(impact ?? '') || null,
    milestones: Object.fromEntries(milestones.map(({ qualifier, instant }) => [qualifier, formatInstant(instant)])),
    roles: lead ? { [lead.qualifier]: lead.text } : {},
    services: services.map(oneLine).filter((service) => service !== ''),
    channels: channels(declaration),
    links: [],
    tickets: [],
  };
  const filled = Object.entries(fields).filter(([, value]) => !isEmpty(value));
  const document = new Document(Object.fromEntries(filled), { schema: 'core' });
  const listed: unknown = document.get('services');
  if (isSeq(listed)) {
    listed.flow = true;
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** The value that a record is found by has none. */
function isEmpty(value: unknown): boolean {
  return value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}

/** Returns the title as a sentence with its period. */
function sentence(title: string): string {
  const line = oneLine(title);
  return line === '' ? '' : paragraph(/[.!?…]$/.test(line) ? line : `${line}.`);
}

/** One line as a paragraph of markdown. */
function paragraph(line: string): string {
  const escaped = BLOCK.test(line) ? `\\${line}` : line;
  return escaped.replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}

/** In a security incident nobody is sent to the usual places. */
function contacts({ process, security, owners = [], checkout }: Declaration): string {
  if (security) {
    return (process.security?.contacts ?? '').trim();
  }
  const where = checkout === undefined ? '' : checkoutLine(checkout);
  return [process.contacts.trim(), ...owners.map(ownerLine), where].filter((part) => part !== '').join('\n');
}

/** The owners are told first; in a security incident those who lead it decide who may know. */
function steps({ process, security, severity, owners = [] }: Declaration): string[] {
  return security ? [] : ownerSteps(owners, severityOf(process, severity)?.pages ?? false);
}

/** Those by which this process works; a security incident has none that everybody reads. */
function channels(declaration: Declaration): Record<string, string> {
  const { process, security } = declaration;
  return security
    ? {}
    : Object.fromEntries(
        Object.entries(process.channels).map(([name, format]) => [name, formatChannel(format, declaration)]),
      );
}
