/**
 * What can be completed while somebody types in a record or a template: names from the process, people, steps, and whole
 * entries with their time. Offers nothing in plain prose.
 */

import { formatEntry, type Entry } from '../timeline/entry';
import { STATUSES, FIELD_ORDER } from '../frontMatter/fields';
import { templateVocabulary, type Process } from '../process/process';
import { atFreeInstant } from '../record/placement';
import type { IncidentRecord } from '../record/record';
import { placeholders } from '../template/updatePlaceholders';
import { TEMPLATE_KEYS } from '../template/updateTemplateFile';
import { countingEntries } from '../timeline/retraction';
import { HYPOTHESIS_STATES } from '../entries/newEntry';
import { say, sayWords } from '../words/say';

export interface Completion {
  /** What is shown and, without `text`, what replaces what is typed. */
  readonly label: string;
  readonly detail?: string;
  readonly text?: string;
  /** Where what is typed of it begins: an offset. */
  readonly start: number;
}

export interface CompletionFrame {
  readonly process: Process;
  /** The names of the processes that there are. */
  readonly processes: readonly string[];
  /** The handle of whoever types, without `@`. */
  readonly author: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The kinds that people write by hand, each with what it means. */
const KINDS: Readonly<Record<string, () => string>> = {
  TL: () => say`something observed, decided, or done`,
  MILESTONE: () => say`a milestone that was reached`,
  TODO: () => say`a follow-up for later`,
  UPDATE: () => say`a message that was sent`,
  ROLE: () => say`who has a role`,
  SEVERITY: () => say`a new severity`,
  HYPOTHESIS: () => say`what might be the cause`,
  QUEST: () => say`a time-boxed task`,
  CHECK: () => say`a checklist step that is done`,
};
const WITH_BOX: ReadonlySet<string> = new Set(['TODO', 'QUEST']);
/** They name something between the kind and the colon. */
const QUALIFIED: ReadonlySet<string> = new Set(['MILESTONE', 'UPDATE', 'ROLE', 'SEVERITY', 'HYPOTHESIS', 'QUEST']);

const HEAD = /^[-*+] (?:\[[ xX]\] )?\S+ @\S+ /;
/** `MILESTONE mit`, `CHECK: call`: a kind and what follows it in the line. */
const TYPED_KIND = /^([A-Z]+)(:?) ([^:]*)$/;

/** Returns what could come at `at` in a record. */
export function recordCompletions(record: IncidentRecord, at: number, frame: CompletionFrame): Completion[] {
  const { text, frontMatter, timeline } = record;
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  const typed = text.slice(lineStart, at);
  if (at < frontMatter.bodyStart) {
    return at < frontMatter.start || at > frontMatter.end ? [] : cardCompletions(record, lineStart, typed, frame);
  }
  const person = /(?:^|[\s(])@([^\s,()]*)$/.exec(typed);
  if (person) {
    return peopleOf(record, frame).map((name) => ({ label: `@${name}`, start: at - person[1]!.length - 1 }));
  }
  return timeline.found && at >= timeline.start && at <= timeline.end
    ? entryCompletions(record, lineStart, typed, frame)
    : [];
}

/** Returns what could come at `at` in a team's template: its keys, and placeholders. */
export function templateCompletions(text: string, bodyStart: number, at: number, frame: CompletionFrame): Completion[] {
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  const typed = text.slice(lineStart, at);
  if (at < bodyStart) {
    const value = /^audience:\s*(\S*)$/.exec(typed);
    return value
      ? frame.process.audiences.map(({ name, meaning }) => ({
          label: name,
          detail: meaning,
          start: at - value[1]!.length,
        }))
      : /^[\w-]*$/.test(typed)
        ? TEMPLATE_KEYS.map((key) => ({ label: key, text: `${key}: `, start: lineStart }))
        : [];
  }
  const open = /\{\{([#^/]?)([\w.-]*)$/.exec(typed);
  const known = open ? placeholders(undefined, templateVocabulary(frame.process)) : [];
  return known.map((label) => ({ label, start: at - open![2]!.length }));
}

function cardCompletions(
  record: IncidentRecord,
  lineStart: number,
  typed: string,
  frame: CompletionFrame,
): Completion[] {
  const end = lineStart + typed.length;
  const { process } = frame;
  const value = /^([\w-]+):[ \t]+(\S*)$/.exec(typed);
  if (value) {
    return valuesOf(value[1]!, frame).map((one) => ({ ...one, start: end - value[2]!.length }));
  }
  const nested = /^[ \t]+([\w-]*)$/.exec(typed);
  if (nested) {
    const parent = /(?:^|\n)([\w-]+):[^\n]*(?:\n[ \t][^\n]*)*\n$/.exec(record.text.slice(0, lineStart))?.[1];
    const names = { roles: rolesOf(process), milestones: milestonesOf(process) }[parent ?? ''] ?? [];
    return names.map((name) => ({ ...name, text: `${name.label}: `, start: end - nested[1]!.length }));
  }
  const there = new Set(record.text.slice(record.frontMatter.start, record.frontMatter.end).match(/^[\w-]+(?=:)/gm));
  return /^[\w-]*$/.test(typed)
    ? FIELD_ORDER.filter((key) => !there.has(key)).map((key) => ({ label: key, text: `${key}: `, start: lineStart }))
    : [];
}

type Named = Pick<Completion, 'label' | 'detail'>;

function valuesOf(key: string, { process, processes }: CompletionFrame): readonly Named[] {
  switch (key) {
    case 'severity':
      return severitiesOf(process);
    case 'status':
      return STATUSES.map((label) => ({ label }));
    case 'process':
      return processes.map((label) => ({ label }));
    case 'security':
      return [{ label: 'true' }, { label: 'false' }];
    default:
      return [];
  }
}

function entryCompletions(
  record: IncidentRecord,
  lineStart: number,
  typed: string,
  frame: CompletionFrame,
): Completion[] {
  const end = lineStart + typed.length;
  const begun = /^(?:[-*+] )?([A-Z]+) ?$/.exec(typed)?.[1];
  if (begun !== undefined) {
    return Object.keys(KINDS)
      .filter((kind) => kind.startsWith(begun))
      .map((kind) => ({ ...stamped(record, kind, frame), start: lineStart }));
  }
  const head = HEAD.exec(typed)?.[0];
  if (head === undefined) {
    return [];
  }
  const rest = typed.slice(head.length);
  if (/^[A-Z]*$/.test(rest)) {
    return Object.entries(KINDS).map(([kind, detail]) => ({
      label: kind,
      detail: detail(),
      text: QUALIFIED.has(kind) ? `${kind} ` : `${kind}: `,
      start: end - rest.length,
    }));
  }
  const [, kind = '', colon = '', name = ''] = TYPED_KIND.exec(rest) ?? [];
  return namesFor(kind, colon === ':', frame.process).map((one) => ({
    ...one,
    ...(colon === '' && { text: `${one.label}: ` }),
    start: end - name.length,
  }));
}

/** Returns what a kind names between itself and the colon; of a `CHECK` behind it. */
function namesFor(kind: string, isBehind: boolean, process: Process): readonly Named[] {
  switch (isBehind ? `${kind}:` : kind) {
    case 'MILESTONE':
      return milestonesOf(process);
    case 'ROLE':
      return rolesOf(process);
    case 'SEVERITY':
      return severitiesOf(process);
    case 'UPDATE':
      return process.audiences.map(({ name, meaning }) => ({ label: name, detail: sayWords(meaning) }));
    case 'HYPOTHESIS':
      return HYPOTHESIS_STATES.map((label) => ({ label }));
    case 'CHECK:':
      return process.checklists.flatMap(({ phase, items }) =>
        items.map((label) => ({ label, detail: sayWords(phase) })),
      );
    default:
      return [];
  }
}

/** Returns a whole entry of that kind, at now, by whoever types it. */
function stamped(record: IncidentRecord, kind: string, { author, now }: CompletionFrame): Omit<Completion, 'start'> {
  const entry: Entry = {
    instant: now,
    author,
    kind,
    qualifier: '',
    text: '',
    ...(WITH_BOX.has(kind) && { ticked: false }),
  };
  const head = formatEntry(atFreeInstant(record.timeline, entry), '\n');
  return {
    label: kind,
    detail: KINDS[kind]!(),
    text: QUALIFIED.has(kind) ? head.replace(/:$/, ' ') : `${head} `,
  };
}

const milestonesOf = (process: Process): Named[] =>
  process.milestones.map(({ name, meaning }) => ({ label: name, detail: sayWords(meaning) }));
const rolesOf = (process: Process): Named[] =>
  process.roles.map(({ id, label }) => ({ label: id, detail: sayWords(label) }));
const severitiesOf = (process: Process): Named[] =>
  process.severities.map(({ name, meaning }) => ({ label: name, detail: sayWords(meaning) }));

/** Everyone in the record, and whoever types, without `@`. */
function peopleOf(record: IncidentRecord, { author }: CompletionFrame): string[] {
  const holders = Object.values(record.frontMatter.fields.roles).flat();
  const authors = countingEntries(record).map((entry) => entry.author);
  return [...new Set([...holders.map((name) => name.replace(/^@/, '')), ...authors, author])];
}
