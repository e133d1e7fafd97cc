/**
 * A process: the vocabulary, deadlines and texts by which an organisation works on incidents, read from a YAML document.
 * Knows the document's form and nothing of where it lies; a process is data and runs no code.
 */

import { isMap, isNode, isPair, isScalar, isSeq, type Document } from 'yaml';
import type { Status } from './fields';
import { readYaml } from './hardenedYaml';
import { checkForm, type Mistake } from './processForm';
import type { Vocabulary } from './record';
import { suggest } from './suggestion';
import type { TemplateVocabulary } from './updatePlaceholders';
import { parseTemplate, type UpdateTemplate } from './updateTemplate';

export interface Process {
  /** Lower case with hyphens, as in a record's front matter: `incident-manager`. */
  readonly name: string;
  /** For people: `Incident manager`. */
  readonly label: string;
  /** In the order in which they are offered; exactly one leads. */
  readonly roles: readonly Role[];
  /** The gravest first. */
  readonly severities: readonly Severity[];
  /** The name of one of them. */
  readonly defaultSeverity: string;
  /** In the order in which an incident goes through them. */
  readonly milestones: readonly Milestone[];
  /** What the postmortem measures, in its order; none where a process measures nothing. */
  readonly durations: readonly Duration[];
  /** Whom updates are written for, in the order in which they are offered. */
  readonly audiences: readonly Audience[];
  /** Markdown under `## Contacts`, no headings of level 1 or 2, no fences. */
  readonly contacts: string;
  readonly checklists: readonly Checklist[];
  /** Drafts of updates, in the order in which they are offered where nothing speaks for another one. */
  readonly templates: readonly UpdateTemplate[];
}

export interface Role {
  /** `incident-commander`. */
  readonly id: string;
  /** `Incident commander`. */
  readonly label: string;
  readonly leads?: true;
  readonly meaning: string;
}

export interface Severity {
  /** `SEV-1`. */
  readonly name: string;
  readonly meaning: string;
  /** Whether the owners are paged rather than notified. */
  readonly pages: boolean;
  /** Minutes between two updates, by audience; an audience that is absent expects none. */
  readonly cadence: Readonly<Record<string, number>>;
}

export interface Milestone {
  /** `mitigated`. */
  readonly name: string;
  readonly meaning: string;
  /** What the incident's status is from then on; absent where it stays. */
  readonly status?: Status;
  /** Whether somebody is asked for it when it is missing. */
  readonly askedFor: boolean;
}

/** A formula: the time from one milestone to another. */
export interface Duration {
  /** `Time to detect`. */
  readonly label: string;
  /** Names of milestones: `started` and `detected`. */
  readonly from: string;
  readonly to: string;
}

export interface Audience {
  /** `status-page`. */
  readonly name: string;
  /** Whether people read it who must not know of a security incident. */
  readonly open?: true;
  readonly meaning: string;
}

export interface Checklist {
  /** When it applies, in a word or two: `declare`. */
  readonly phase: string;
  /** Whose it is, the id of a role; absent where it is everybody's. */
  readonly role?: string;
  /** One line each. */
  readonly items: readonly string[];
}

/** A mistake in a process document; `line` counts from 1. */
export interface ProcessProblem {
  readonly line: number;
  /** One sentence. */
  readonly message: string;
}

export interface ReadProcess {
  /** Absent as soon as there is a problem: a process with a mistake is refused whole. */
  readonly process?: Process;
  /** In the order of their lines. */
  readonly problems: readonly ProcessProblem[];
}

/** Reads a process document: its form, and whether the names in it mean something. */
export function readProcess(yamlText: string): ReadProcess {
  const { value, document, findings } = readYaml(yamlText);
  const lineAt = (offset: number) => yamlText.slice(0, offset).split('\n').length;
  if (!document || findings.length > 0) {
    return { problems: findings.map(({ start, message }) => ({ line: lineAt(start), message })) };
  }
  const form = checkForm(value);
  const mistakes = 'mistakes' in form ? form.mistakes : mistakenNames(form.process);
  if ('process' in form && mistakes.length === 0) {
    return { process: form.process, problems: [] };
  }
  const problems = mistakes.map(({ path, message }) => ({ line: lineAt(offsetOf(document, path)), message }));
  return { problems: problems.sort((a, b) => a.line - b.line) };
}

/** The severity that a person means: `SEV-1`, also typed `sev1`. Absent when the process does not know it. */
export function severityOf(process: Process, name: string): Severity | undefined {
  const wanted = folded(name);
  return process.severities.find((severity) => folded(severity.name) === wanted);
}

/** The incident's status once the milestone is reached; absent where it stays as it was or the milestone is unknown. */
export function statusAfter(process: Process, milestoneName: string): Status | undefined {
  return process.milestones.find(({ name }) => name === milestoneName)?.status;
}

/** What the record's reader needs of the process. */
export function vocabularyOf(process: Process): Vocabulary {
  return {
    statusAfter: (milestone) => statusAfter(process, milestone),
    severities: process.severities.map(({ name }) => name),
    name: process.name,
  };
}

/** What a template may name of the process. */
export function templateVocabulary(process: Process): TemplateVocabulary {
  return {
    audiences: process.audiences.map(({ name }) => name),
    roles: process.roles.map(({ id }) => id),
    milestones: process.milestones.map(({ name }) => name),
  };
}

/** The role that leads the response. */
export function leadRole(process: Process): Role {
  // 'mistakenNames' let no process pass without one.
  return process.roles.find(({ leads }) => leads)!;
}

function folded(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** Names that stand twice, or that stand for nothing in this process. */
function mistakenNames(process: Process): Mistake[] {
  const leading = process.roles.filter(({ leads }) => leads).length;
  const audiences = process.audiences.map(({ name }) => name);
  const roles = process.roles.map(({ id }) => id);
  const milestones = process.milestones.map(({ name }) => name);
  const severities = process.severities.map(({ name }) => name);
  return [
    ...twice('roles', 'id', roles),
    ...twice('severities', 'name', severities.map(folded)),
    ...twice('milestones', 'name', milestones),
    ...twice('audiences', 'name', audiences),
    ...(leading === 1
      ? []
      : [{ path: ['roles'], message: `One role leads, with “leads: true”; here it is ${leading}.` }]),
    ...unknown('severity', process.defaultSeverity, severities, ['defaultSeverity']),
    ...process.severities.flatMap(({ cadence }, index) =>
      Object.keys(cadence).flatMap((name) =>
        unknown('audience', name, audiences, ['severities', index, 'cadence', name]),
      ),
    ),
    ...process.durations.flatMap(({ from, to }, index) => [
      ...unknown('milestone', from, milestones, ['durations', index, 'from']),
      ...unknown('milestone', to, milestones, ['durations', index, 'to']),
    ]),
    ...process.checklists.flatMap(({ role }, index) =>
      role === undefined ? [] : unknown('role', role, roles, ['checklists', index, 'role']),
    ),
    ...mistakenTemplates(process),
  ];
}

function mistakenTemplates(process: Process): Mistake[] {
  const known = templateVocabulary(process);
  return [
    ...twice(
      'templates',
      'name',
      process.templates.map(({ name }) => name),
    ),
    ...process.templates.flatMap(({ audience, subject = '', text }, index) => [
      ...unknown('audience', audience, known.audiences, ['templates', index, 'audience']),
      ...Object.entries({ subject, text }).flatMap(([key, template]) =>
        parseTemplate(template, known).findings.map(({ message }) => ({ path: ['templates', index, key], message })),
      ),
    ]),
  ];
}

function twice(list: string, key: string, names: readonly string[]): Mistake[] {
  return names.flatMap((name, index) =>
    names.indexOf(name) < index ? [{ path: [list, index, key], message: `“${name}” stands twice in ${list}.` }] : [],
  );
}

function unknown(what: string, name: string, known: readonly string[], path: Mistake['path']): Mistake[] {
  return known.includes(name) ? [] : [{ path, message: `There is no ${what} “${name}” here${suggest(name, known)}.` }];
}

/** Where the value at a path stands, at its key; where it is missing, what it is missing from. */
function offsetOf(document: Document.Parsed, path: Mistake['path']): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const part of path) {
    const place: unknown = isMap(node)
      ? node.items.find(({ key }) => isScalar(key) && key.value === part)
      : isSeq(node)
        ? node.items[Number(part)]
        : undefined;
    const [start, next] = isPair(place) ? [place.key, place.value] : [place, place];
    if (!isNode(start) || !start.range) {
      break;
    }
    offset = start.range[0];
    node = next;
  }
  return offset;
}
