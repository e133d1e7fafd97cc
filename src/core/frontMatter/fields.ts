/**
 * The fields of a record's front matter, format 1. Unknown keys are left alone; a value of the wrong form counts as missing
 * and gets a finding. Works on plain YAML data, not on the text.
 */

import { isMap, type Document, type Range } from 'yaml';
import { found, type Finding, type Found } from '../text/finding';
import { readInstant } from '../time/instant';

export const STATUSES = [
  'investigating',
  'identified',
  'mitigated',
  'resolved',
  'closed',
  'canceled',
  'duplicate',
] as const;
export type Status = (typeof STATUSES)[number];

/** The index card of an incident. A field that is missing or of a wrong form is absent, and a finding says so. */
export interface Fields {
  readonly format?: number;
  readonly id?: string;
  readonly title?: string;
  readonly process?: string;
  readonly severity?: string;
  readonly status?: Status;
  readonly security: boolean;
  readonly summary?: Summary;
  readonly impact?: string;
  /** Milliseconds since the epoch, UTC, by the milestone's name. */
  readonly milestones: Readonly<Record<string, number>>;
  /** Holders as they are written, `@dana`, by role. */
  readonly roles: Readonly<Record<string, readonly string[]>>;
  readonly services: readonly string[];
  readonly channels: Readonly<Record<string, string>>;
  readonly links: readonly string[];
  readonly tickets: readonly string[];
  /** An IANA name, as it is written: people may have typed anything. */
  readonly zone?: string;
}

/** Functionality is state for audience. */
export interface Summary {
  readonly functionality: string;
  readonly state: string;
  readonly audience: string;
}

/** The keys in the order in which a record has them. */
export const FIELD_ORDER = [
  'format',
  'id',
  'title',
  'process',
  'severity',
  'status',
  'security',
  'summary',
  'impact',
  'milestones',
  'roles',
  'services',
  'channels',
  'links',
  'tickets',
] as const;

/** What can be said of a front matter that can't be read. */
export const NO_FIELDS: Fields = {
  security: false,
  milestones: {},
  roles: {},
  services: [],
  channels: {},
  links: [],
  tickets: [],
};

/** Returns whether nothing more is expected of an incident with this status. A status that isn't known counts as open. */
export function isOpen(status: Status | undefined): boolean {
  return status !== 'resolved' && status !== 'closed' && status !== 'canceled' && status !== 'duplicate';
}

/** Returns whether the incident still does harm, as far as we know: it isn't mitigated. A status that isn't known counts as acute. */
export function isAcute(status: Status | undefined): boolean {
  return status === undefined || status === 'investigating' || status === 'identified';
}

/** Returns what `name` has in a map of the front matter; a name may be any word, `constructor` too. */
export function fieldOf<T>(map: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(map, name) ? map[name] : undefined;
}

/** Reads the fields from the value of a YAML document whose text begins at `offset` of the record. */
export function readFields(
  value: unknown,
  document: Document.Parsed,
  offset: number,
): { fields: Fields; findings: Finding[] } {
  const map = isRecord(value) ? value : {};
  const findings: Finding[] = [];
  const find: NoteFinding = (what, ...field) => {
    const [start, end] = rangeOfField(document, field);
    findings.push({ ...what, start: offset + start, end: offset + end, field });
  };
  const { readText, readTexts, readMap } = readersOf(map, find);
  const status = readText('status');
  checkFields(map, status, find);
  const summary = readMap('summary', (part) => (typeof part === 'object' ? undefined : textOf(part)));
  const fields = {
    format: typeof map['format'] === 'number' ? map['format'] : undefined,
    id: readText('id'),
    title: readText('title'),
    process: readText('process'),
    severity: readText('severity'),
    status: STATUSES.find((known) => known === status),
    // In doubt, and when it says anything but no, the careful answer.
    security: map['security'] !== undefined && map['security'] !== null && map['security'] !== false,
    summary: isSummary(summary) ? summary : undefined,
    impact: readText('impact'),
    milestones: readMap('milestones', (written, name) => readMilestone(written, name, find)),
    roles: readMap('roles', (holders, role) => readTexts(role, holders, 'roles', role)),
    services: readTexts('services', map['services'], 'services'),
    channels: readMap('channels', (channel) =>
      channel === null || typeof channel === 'object' ? undefined : textOf(channel),
    ),
    links: readTexts('links', map['links'], 'links'),
    tickets: readTexts('tickets', map['tickets'], 'tickets'),
    zone: readText('zone'),
  };
  return { fields: withoutAbsent(fields), findings };
}

/** Notes a finding about the field at a path. */
type NoteFinding = (what: Found, ...field: string[]) => undefined;

interface FieldReaders {
  readonly readText: (key: string) => string | undefined;
  readonly readTexts: (key: string, field: unknown, ...path: string[]) => string[];
  readonly readMap: <T>(key: string, read: (field: unknown, name: string) => T | undefined) => Record<string, T>;
}

function readersOf(map: Readonly<Record<string, unknown>>, find: NoteFinding): FieldReaders {
  return {
    readText: (key) => {
      const field = map[key];
      if (field === undefined || field === null) {
        return undefined;
      }
      // `title: 500` is a title, too.
      return typeof field === 'object' ? find(found('oneLine', { name: key }), key) : textOf(field);
    },
    readTexts: (key, field, ...path) => {
      if (field === undefined || field === null) {
        return [];
      }
      const items = Array.isArray(field) ? (field as unknown[]) : [field];
      if (items.some((item) => typeof item === 'object')) {
        find(found('texts', { name: key }), ...path);
      }
      return items.filter((item) => typeof item !== 'object').map(String);
    },
    readMap: <T>(key: string, read: (field: unknown, name: string) => T | undefined) => {
      const field = map[key] ?? {};
      if (!isRecord(field)) {
        find(found('map', { name: key }), key);
        return {};
      }
      return Object.fromEntries(
        Object.entries(field).flatMap(([name, item]): [string, T][] => {
          const given = read(item, name);
          return given === undefined ? [] : [[name, given]];
        }),
      );
    },
  };
}

/** Notes what a record must have and doesn't. */
function checkFields(map: Readonly<Record<string, unknown>>, status: string | undefined, find: NoteFinding): void {
  if (status !== undefined && !STATUSES.some((known) => known === status)) {
    find(found('status', { name: status, known: STATUSES }), 'status');
  }
  for (const key of ['id', 'title', 'severity', 'status']) {
    if (map[key] === undefined || map[key] === null || map[key] === '') {
      find(found('missing', { name: key }), key);
    }
  }
  if (map['format'] !== 1) {
    find(map['format'] === undefined ? found('noFormat') : found('otherFormat'), 'format');
  }
  if (map['security'] !== undefined && map['security'] !== null && typeof map['security'] !== 'boolean') {
    find(found('security'), 'security');
  }
}

function readMilestone(written: unknown, name: string, find: NoteFinding): number | undefined {
  const read = typeof written === 'string' ? readInstant(written) : ({ problem: 'badInstant' } as const);
  if ('instant' in read) {
    return read.instant;
  }
  const what = read.problem === 'noOffset' ? found('fieldNoOffset', { name }) : found('fieldNoInstant', { name });
  return find(what, 'milestones', name);
}

/** Returns a scalar as text: `5` is what somebody wrote, too. */
function textOf(scalar: unknown): string {
  return String(scalar);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSummary(parts: Partial<Summary>): parts is Summary {
  return [parts.functionality, parts.state, parts.audience].every((part) => part !== undefined && part !== '');
}

type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

function withoutAbsent<T extends object>(value: T): Present<T> {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as Present<T>;
}

/**
 * Where the value at `path` is, as offsets in the YAML text: the key's place if it is empty; the place of the
 * map it would be in, or the document's start, if it is missing.
 */
export function rangeOfField(document: Document.Parsed, path: readonly string[]): [number, number] {
  let node: unknown = document.contents;
  let range: [number, number] = [0, 0];
  for (const key of path) {
    const pair = isMap(node)
      ? node.items.find((item) => String((item.key as { value?: unknown }).value) === key)
      : undefined;
    if (!pair) {
      break;
    }
    const own = (pair.value as { range?: Range } | null)?.range;
    const name = (pair.key as { range?: Range }).range;
    range = own && own[1] > own[0] ? [own[0], own[1]] : name ? [name[0], name[1]] : range;
    node = pair.value;
  }
  return range;
}
