/**
 * A process: the vocabulary, deadlines, and texts that an organization uses for incidents, read from a YAML document. It's
 * data and runs no code. Doesn't know where the document is.
 */

import { isMap, isNode, isPair, isScalar, isSeq, type Document } from 'yaml';
import { wordsOf } from '../text/plainText';
import type { Status } from '../frontMatter/fields';
import { readYaml } from '../frontMatter/hardenedYaml';
import type { ProcessDocument } from './processForm';
import { mergeProcess, withoutMarks } from './processMerge';
import { checkForm, mistakesInPart, type Mistake } from './processMistakes';
import { foldedName, mistakenNames, templateVocabulary } from './processNames';
import type { Vocabulary } from '../record/record';
import { reasonOf } from '../text/reason';
import { PROCESS_SENTENCES } from './sentences';

export { templateVocabulary };

/** Its parts are described where its form is: `processForm.ts`. */
export type Process = ProcessDocument;
export type Role = Process['roles'][number];
export type Severity = Process['severities'][number];
/** A formula: the time from one milestone to another. */
export type Duration = Process['durations'][number];
export type Checklist = Process['checklists'][number];
export type Gate = Process['gates'][number];
export type Escalation = Process['escalations'][number];

/** A mistake in a process document; `line` counts from 1. */
export interface ProcessProblem {
  readonly line: number;
  readonly code: string;
  /** One sentence. */
  readonly message: string;
}

export interface ReadProcess {
  /** Absent as soon as there is a problem: a process with a mistake is refused whole. */
  readonly process?: Process;
  /** In the order of their lines. */
  readonly problems: readonly ProcessProblem[];
}

/** The processes that another one may extend. */
export interface ExtensibleProcesses {
  readonly names: readonly string[];
  /** Absent if there is none of that name. */
  find(name: string): Process | undefined;
}

const NONE: ExtensibleProcesses = { names: [], find: () => undefined };

/** Reads a process document: its form, and whether the names in it mean something. With `extends` it inherits the rest. */
export function readProcess(yamlText: string, known: ExtensibleProcesses = NONE): ReadProcess {
  const { value, document, findings } = readYaml(yamlText);
  const lineAt = (offset: number) => yamlText.slice(0, offset).split('\n').length;
  if (!document || findings.length > 0) {
    return { problems: findings.map(({ start, what, message }) => ({ line: lineAt(start), code: what, message })) };
  }
  const read = readValue(value, known);
  if ('process' in read) {
    return { process: read.process, problems: [] };
  }
  const problems = read.mistakes.map(({ path, reason }) => ({
    line: lineAt(offsetOf(document, path)),
    ...{ code: reason.code, message: reason.whole },
  }));
  return { problems: problems.sort((a, b) => a.line - b.line) };
}

/** Returns the process of a document that was parsed before; undefined if it has a mistake. */
export function readParsedProcess(value: unknown, known: ExtensibleProcesses): Process | undefined {
  const read = readValue(value, known);
  return 'process' in read ? read.process : undefined;
}

/** What a document that can't be read calls itself and extends, as far as that can be seen. */
export function namesOf(yamlText: string): { readonly name?: string; readonly base?: string } {
  const word = (key: string) => new RegExp(`^${key}:[ \\t]*["']?([a-z0-9-]+)`, 'm').exec(yamlText)?.[1];
  const [name, base] = [word('name'), word('extends')];
  return { ...(name !== undefined && { name }), ...(base !== undefined && { base }) };
}

/** Returns the severity that a person means: `SEV-1`, also typed `sev1`. Absent if the process doesn't know it. */
export function severityOf(process: Process, name: string): Severity | undefined {
  const wanted = foldedName(name);
  return process.severities.find((severity) => foldedName(severity.name) === wanted);
}

/** Returns the incident's status once the milestone is reached; absent if it stays as it was or the milestone is unknown. */
export function statusAfter(process: Process, milestoneName: string): Status | undefined {
  return process.milestones.find(({ name }) => name === milestoneName)?.status;
}

/** Returns what the record's reader needs of the process. */
export function vocabularyOf(process: Process): Vocabulary {
  return {
    statusAfter: (milestone) => statusAfter(process, milestone),
    severities: process.severities.map(({ name }) => name),
    name: process.name,
    headline: process.headline,
  };
}

/** Returns the role that leads the response. */
export function leadRole(process: Process): Role {
  // 'mistakenNames' let no process pass without one.
  return process.roles.find(({ leads }) => leads)!;
}

/** Returns the role's label; of a role that the process doesn't know its words: `Communications lead`. */
export function roleLabel({ roles }: Process, role: string): string {
  return roles.find(({ id }) => id === role)?.label ?? wordsOf(role);
}

type ReadDocument = { readonly process: Process } | { readonly mistakes: readonly Mistake[] };

function readValue(value: unknown, known: ExtensibleProcesses): ReadDocument {
  return isMapping(value) && Object.hasOwn(value, 'extends') ? readExtending(value, known) : checkWhole(value);
}

function checkWhole(value: unknown): ReadDocument {
  const form = checkForm(value);
  const mistakes = 'mistakes' in form ? form.mistakes : mistakenNames(form.process);
  return 'process' in form && mistakes.length === 0 ? form : { mistakes };
}

function readExtending(
  { extends: name, ...own }: Readonly<Record<string, unknown>>,
  known: ExtensibleProcesses,
): ReadDocument {
  if (typeof name !== 'string') {
    return { mistakes: [{ path: ['extends'], reason: reasonOf(PROCESS_SENTENCES, 'extendsNoText') }] };
  }
  const base = known.find(name);
  if (!base) {
    const reason = reasonOf(PROCESS_SENTENCES, 'unknownBase', { name, known: known.names });
    return { mistakes: [{ path: ['extends'], reason }] };
  }
  const merged = mergeProcess(base, own);
  const inPart = mistakesInPart(withoutMarks(own));
  if (inPart.length > 0) {
    return { mistakes: [...merged.mistakes, ...inPart] };
  }
  const read = checkWhole(merged.value);
  const mistakes = 'mistakes' in read ? read.mistakes : [];
  if (mistakes.length + merged.mistakes.length === 0) {
    return read;
  }
  const placed = mistakes.map(({ path, reason }) => {
    const place = merged.ownPath(path);
    return place
      ? { path: place, reason }
      : { path: ['extends'], reason: reasonOf(PROCESS_SENTENCES, 'misfit', { base: base.name, why: reason }) };
  });
  return { mistakes: [...merged.mistakes, ...placed] };
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Where the value at a path is, at its key; if it is missing, what it is missing from. */
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
