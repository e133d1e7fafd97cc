/** The objects that answer a command's prompts: their forms as data, and the messages for one that doesn't fit. */
import { Uri } from 'vscode';
import * as z from 'zod/mini';
import { readDue } from '../../core/timeline/dueDate';
import { isCalendarDate } from '../../core/timeline/followUp';
import { toHandle } from '../../core/frontMatter/handle';
import { LINK_KINDS } from '../../core/entries/linkEdit';
import { HYPOTHESIS_STATES } from '../../core/entries/newEntry';
import { LOG_KINDS } from '../../core/import/logKinds';
import { REPEATED_HOURS } from '../../core/import/settledTimes';
import { ORDERS } from '../../core/paste/pastedOrder';
import { EXPORTED, EXPORT_FORMATS } from '../../core/export/exportForms';
import { POSTMORTEM_STATES } from '../../core/postmortem/refresh/postmortemTask';
import { readZone } from '../../core/time/timeZone';
import { readTypedTime, type Direction } from '../../core/time/typedTime';

import { localZone } from './settings';
import { Refusal, refusal } from '../../core/text/refusal';
import { oneOf } from '../../core/text/suggestion';
import type { PickedCommit } from './pickedCommit';
import { EDITOR_SENTENCES } from './sentences';

/** What can be done about what looks like a secret. */
const DECISIONS = ['redact', 'leaveOut', 'keepLocal', 'goOn'] as const;
export type Decision = (typeof DECISIONS)[number];

/** What can be done about a record that has lost something. */
const HELD_DECISIONS = ['restore', 'keep'] as const;
export type HeldDecision = (typeof HELD_DECISIONS)[number];

/** What is kept of two versions that couldn't be merged. */
const KEPT_VERSIONS = ['both', 'record', 'other'] as const;
export type KeptVersion = (typeof KEPT_VERSIONS)[number];

/** How a command was called. */
export interface Invocation {
  /** Absent if it was invoked by a key, a menu or the palette: then everything is asked. */
  readonly argument: Readonly<Record<string, unknown>> | undefined;
  /** Milliseconds since the epoch: when it was invoked. */
  readonly instant: number;
  /** What the key says of the focus; absent if nothing is known of it. */
  readonly origin?: Origin | undefined;
  /** What a menu was opened on, or the link that was followed; absent if there is none. */
  readonly uri?: Uri | undefined;
  /** The commit that a menu was opened on; absent where there is none. */
  readonly commit?: PickedCommit | undefined;
}

/**
 * The texts that a key may have for a command's argument: the focus was in an editor or in a terminal with a selection; or
 * what is attached to the open box is to be left out. `declared` means the incident that a colleague declared last.
 */
export const ORIGINS = ['editor', 'terminal', 'detach', 'declared'] as const;
type Origin = (typeof ORIGINS)[number];

const text = z.string('text');
const flag = z.boolean('true or false');
const texts = z.array(text, 'a list of texts');
const optional = <T extends z.ZodMiniType>(form: T) => z.optional(form);

/** What every command that has to do with an entry takes; also those that have no use for all of it. */
const ENTRY = { incident: optional(text), at: optional(text), author: optional(text) };

const isPlace = (given: unknown): boolean => typeof given === 'string' || given instanceof Uri;

const folder = z.custom<string | Uri>(isPlace, 'the name, path, or URI of an open folder');

/** Where an update goes; each way also writes the entry. */
const WAYS_OUT = ['clipboard', 'mail', 'record'] as const;
export type WayOut = (typeof WAYS_OUT)[number];
const wayOut = optional(z.enum(WAYS_OUT, oneOf(WAYS_OUT)));

/** That a message goes to an open audience although there are gaps in it. */
const gaps = optional(z.literal('send', '"send"'));

/** The argument of each command that takes one. */
export const FORMS = {
  declare: z.strictObject({
    title: optional(text),
    functionality: optional(text),
    state: optional(text),
    audience: optional(text),
    impact: optional(text),
    severity: optional(text),
    security: optional(flag),
    process: optional(text),
    services: optional(texts),
    source: optional(text),
    started: optional(text),
    detected: optional(text),
    folder: optional(folder),
    at: optional(text),
    author: optional(text),
  }),
  entry: z.strictObject(ENTRY),
  nothing: z.strictObject({}),
  log: z.strictObject({ ...ENTRY, text: optional(text) }),
  logReference: z.strictObject({
    ...ENTRY,
    uri: optional(z.custom<string | Uri>(isPlace, 'a URI, or a URI as text')),
    line: optional(z.int('a number')),
    commit: optional(text),
    subject: optional(text),
    text: optional(text),
  }),
  logClipboard: z.strictObject({
    ...ENTRY,
    order: optional(z.enum(ORDERS, oneOf(ORDERS))),
    date: optional(text),
    zone: optional(text),
  }),
  import: z.strictObject({
    incident: optional(text),
    author: optional(text),
    uri: optional(z.custom<string | Uri>(isPlace, 'a URI or its text')),
    kind: optional(z.enum(LOG_KINDS, `one of ${LOG_KINDS.join(', ')}`)),
    zone: optional(text),
    date: optional(text),
    all: optional(flag),
    order: optional(z.enum(ORDERS, `one of ${ORDERS.join(', ')}`)),
    channel: optional(text),
    repeatedHour: optional(z.enum(REPEATED_HOURS, `one of ${REPEATED_HOURS.join(', ')}`)),
  }),
  milestone: z.strictObject({
    ...ENTRY,
    name: optional(text),
    potential: optional(flag),
    text: optional(text),
    reason: optional(text),
  }),
  todo: z.strictObject({ ...ENTRY, text: optional(text), owner: optional(text), due: optional(text) }),
  update: z.strictObject({
    ...ENTRY,
    template: optional(text),
    fields: optional(z.record(text, text, 'an object whose values are text')),
    to: wayOut,
    gaps,
  }),
  sendUpdate: z.strictObject({ at: optional(text), author: optional(text), to: wayOut, gaps }),
  severity: z.strictObject({ ...ENTRY, severity: optional(text), reason: optional(text) }),
  hypothesis: z.strictObject({
    ...ENTRY,
    text: optional(text),
    state: optional(z.enum(HYPOTHESIS_STATES, oneOf(HYPOTHESIS_STATES))),
  }),
  quest: z.strictObject({ ...ENTRY, text: optional(text), owner: optional(text), until: optional(text) }),
  snooze: z.strictObject({ ...ENTRY, clock: optional(text), until: optional(text), reason: optional(text) }),
  cancel: z.strictObject({ ...ENTRY, reason: optional(text) }),
  markSecurity: z.strictObject({ ...ENTRY, reason: optional(text), knows: optional(texts) }),
  duplicate: z.strictObject({ ...ENTRY, of: optional(text) }),
  check: z.strictObject({ ...ENTRY, name: optional(text), done: optional(flag) }),
  editSummary: z.strictObject({
    ...ENTRY,
    title: optional(text),
    impact: optional(text),
    services: optional(texts),
  }),
  setLink: z.strictObject({
    ...ENTRY,
    kind: optional(z.enum(LINK_KINDS, oneOf(LINK_KINDS))),
    name: optional(text),
    value: optional(text),
  }),
  assignRole: z.strictObject({ ...ENTRY, role: optional(text), to: optional(text) }),
  handOff: z.strictObject({ ...ENTRY, role: optional(text), to: optional(text), reason: optional(text) }),
  confirmHandOff: z.strictObject({
    ...ENTRY,
    role: optional(text),
    voice: optional(flag),
    checked: optional(flag),
  }),
  moveRecord: z.strictObject({ ...ENTRY, to: optional(z.enum(['own', 'current'], 'own or current')) }),
  mergeLocations: z.strictObject({
    folder: optional(folder),
    to: optional(z.enum(['own', 'current'], 'own or current')),
  }),
  leaveOut: z.strictObject({ incident: optional(text), file: optional(text), include: optional(flag) }),
  join: z.strictObject({ ...ENTRY, link: optional(text) }),
  sync: z.strictObject({
    ...ENTRY,
    approve: optional(z.union([flag, text], 'true, false, "private", or the name of a remote')),
  }),
  decideSecret: z.strictObject({
    ...ENTRY,
    decision: optional(z.enum(DECISIONS, oneOf(DECISIONS))),
  }),
  decideHeld: z.strictObject({
    incident: optional(text),
    decision: optional(z.enum(HELD_DECISIONS, oneOf(HELD_DECISIONS))),
  }),
  resolveMergeConflict: z.strictObject({
    incident: optional(text),
    uri: optional(z.custom<string | Uri>(isPlace, 'a URI, or a URI as text')),
    keep: optional(z.enum(KEPT_VERSIONS, oneOf(KEPT_VERSIONS))),
  }),
  search: z.strictObject({ query: optional(text) }),
  setUpRepository: z.strictObject({ folder: optional(folder), process: optional(text) }),
  undoLast: z.strictObject({ ...ENTRY, retract: optional(flag), reason: optional(text) }),
  redoLast: z.strictObject({ ...ENTRY, reason: optional(text) }),
  moveEntry: z.strictObject({ ...ENTRY, entry: optional(text), to: optional(text) }),
  complete: z.strictObject({ ...ENTRY, entry: optional(text) }),
  fileIssue: z.strictObject({ ...ENTRY, entry: optional(text), issue: optional(text), opens: optional(flag) }),
  copyOverdue: z.strictObject({ owner: optional(text) }),
  postmortem: z.strictObject({ ...ENTRY, open: optional(flag) }),
  postmortemState: z.strictObject({
    incident: optional(text),
    state: optional(z.enum(POSTMORTEM_STATES, oneOf(POSTMORTEM_STATES))),
    reason: optional(text),
  }),
  export: z.strictObject({
    incident: optional(text),
    what: optional(z.enum(EXPORTED, oneOf(EXPORTED))),
    format: optional(z.enum(EXPORT_FORMATS, oneOf(EXPORT_FORMATS))),
    target: optional(z.custom<string | Uri>(isPlace, 'the URI or absolute path of a file')),
    redact: optional(texts),
    sensitive: optional(flag),
  }),
  report: z.strictObject({
    from: optional(text),
    until: optional(text),
    format: optional(z.enum(['markdown', 'csv'], 'markdown or csv')),
    target: optional(z.custom<string | Uri>(isPlace, 'the URI or absolute path of a file')),
  }),
  showEntries: z.strictObject({ entries: optional(z.enum(['all', 'important'], 'all or important')) }),
  markImportant: z.strictObject({ ...ENTRY, entry: optional(text), important: optional(flag) }),
  correct: z.strictObject({ ...ENTRY, entry: optional(text), text: optional(text) }),
};

/**
 * Returns the argument in its form; an empty one if there was none.
 * @throws Refusal that names the first part that doesn't fit.
 */
export function readArgument<T extends z.ZodMiniType>(form: T, { argument }: Invocation): z.output<T> {
  const read = z.safeParse(form, argument ?? {});
  if (!read.success) {
    const issue = read.error.issues[0]!;
    if (issue.code === 'unrecognized_keys') {
      throw refusal(EDITOR_SENTENCES, 'unknownKey', { key: issue.keys[0]! });
    }
    throw refusal(EDITOR_SENTENCES, 'badArgument', { key: issue.path.join('.'), form: issue.message });
  }
  return read.data;
}

/** Returns whether a command's first argument is a plain object that answers prompts; a Uri or a tree's item is none. */
export function isArgument(given: unknown): given is Readonly<Record<string, unknown>> {
  if (typeof given !== 'object' || given === null) {
    return false;
  }
  const prototype: unknown = Object.getPrototypeOf(given);
  // An object from another extension's context has another Object.prototype, which has no prototype either.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/**
 * Returns the instant that `at` means, in milliseconds since the epoch, seen from when the command was invoked; that moment itself
 * when `at` is absent. A bare time of day is the next one where `direction` says so.
 * @throws Refusal if it isn't a time, or means two.
 */
export function instantOf(at: string | undefined, invoked: number, direction: Direction = 'past'): number {
  if (at === undefined) {
    return invoked;
  }
  const read = readTypedTime(at, { now: invoked, zone: localZone(), direction });
  if ('problem' in read) {
    throw new Refusal(read.problem);
  }
  return read.instant;
}

/**
 * Returns the name of the zone that was given, else of the person's own.
 * @throws Refusal if it's no zone, or means several.
 */
export function zoneOf(given: string | undefined): string {
  const read = given === undefined ? undefined : readZone(given.trim());
  if (read && 'problem' in read) {
    throw new Refusal(read.problem);
  }
  return read?.zone.name ?? localZone();
}

/**
 * Returns the calendar date that a due date means, `2026-11-27`; `friday` and `27 Nov` are seen from `now`.
 * @throws Refusal if it's no date, or means two.
 */
export function dueOf(given: string, frame: { readonly now: number; readonly zone: string }): string {
  const read = readDue(given, frame);
  if (read && 'problem' in read) {
    throw new Refusal(read.problem);
  }
  return read?.due ?? dateOf(given);
}

/** @throws Refusal if it's no date of the calendar. */
export function dateOf(given: string): string {
  if (!isCalendarDate(given)) {
    throw refusal(EDITOR_SENTENCES, 'badDate', { given });
  }
  return given;
}

/** @throws Refusal if nothing of the text can be a handle. */
export function handleOf(written: string): string {
  const handle = toHandle(written);
  if (handle === undefined) {
    throw refusal(EDITOR_SENTENCES, 'badHandle', { given: written });
  }
  return handle;
}
