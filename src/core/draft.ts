/**
 * The record of an incident that was just declared, whole, as `record.md` describes it. What people typed stays on its
 * line and is never read as a heading, an entry or front matter.
 */

import { Document, type YAMLSeq } from 'yaml';
import { formatHeadline, oneLine } from './declaration';
import { compareEntries, formatEntry, normaliseText, type Entry } from './entry';
import type { FIELD_ORDER, Summary } from './fields';
import { toHandle } from './handle';
import { formatInstant } from './instant';
import { statusAfter, type Checklist, type Process } from './process';

/** Instants are in milliseconds since the epoch, UTC. */
export interface Declaration {
  readonly id: string;
  readonly title: string;
  /** Absent where the title has another form than `X is Y for Z`. */
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
}

/** What begins like one of these is a block of markdown rather than a sentence. */
const BLOCK = /^(?:#{1,6}(?:\s|$)|`{3}|~{3}|[-*+](?:\s|$)|(?:[-*_]\s*){3}|[-=]+$|[>|<]|\[[^\]]*\]:)/;

/** The text of `incident.md`, with `\n` as line end and a line end at its end. */
export function draftRecord(declaration: Declaration): string {
  const entries = milestoneEntries(declaration);
  return [
    `---\n${frontMatter(declaration, entries)}---\n${formatHeadline(declaration)}`,
    '## Contacts',
    declaration.process.contacts.trim(),
    '## Summary',
    sentence(declaration.title),
    declaration.impact === undefined ? '' : paragraph(oneLine(declaration.impact)),
    '## Timeline',
    entries.map((entry) => formatEntry(entry, '\n')).join('\n'),
    '## Checklists',
    ...declaration.process.checklists.map((checklist) => formatChecklist(checklist, declaration.process)),
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
    let free = Math.floor(at / 1000) * 1000;
    while (taken.has(free)) {
      free -= 1000;
    }
    taken.add(free);
    entries.push({ instant: free, author: toHandle(author) ?? 'unknown', kind: 'MILESTONE', qualifier: name, text });
  }
  return entries.sort(compareEntries);
}

function frontMatter(declaration: Declaration, entries: readonly Entry[]): string {
  const { id, title, process, severity, security, summary, impact, services } = declaration;
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
    milestones: Object.fromEntries(entries.map(({ qualifier, instant }) => [qualifier, formatInstant(instant)])),
    roles: {},
    services: services.map(oneLine).filter((service) => service !== ''),
    channels: {},
    links: [],
    tickets: [],
  };
  const document = new Document(fields, { schema: 'core' });
  (document.get('services') as YAMLSeq).flow = true;
  return document.toString({ nullStr: '', lineWidth: 0, flowCollectionPadding: false });
}

/** The title as a sentence with its full stop. */
function sentence(title: string): string {
  const line = oneLine(title);
  return line === '' ? '' : paragraph(/[.!?…]$/.test(line) ? line : `${line}.`);
}

/** One line as a paragraph of markdown. */
function paragraph(line: string): string {
  const escaped = BLOCK.test(line) ? `\\${line}` : line;
  return escaped.replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}

function formatChecklist({ phase, role, items }: Checklist, process: Process): string {
  const label = process.roles.find(({ id }) => id === role)?.label;
  const heading = `### ${phase}${label === undefined ? '' : ` (${label.toLowerCase()})`}`;
  return `${heading}\n\n${items.map((item) => `- [ ] ${item}`).join('\n')}`;
}
