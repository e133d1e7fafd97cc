/**
 * What a template can say about an incident: texts and lists by placeholder, from the record and its process. What the record
 * doesn't say is left out.
 */

import { dueDeadlines } from '../status/deadlines';
import { formatSentence } from '../entries/declaration';
import { normaliseText } from '../text/plainText';
import { type Entry } from '../timeline/entry';
import type { PlacedEntry } from '../timeline/entryHead';
import { fieldOf, isOpen } from '../frontMatter/fields';
import { withoutException } from '../entries/gate';
import { headlineOf } from '../record/headline';
import { isFirstLinkLine } from '../entries/linkEdit';
import { leadRole, roleLabel, severityOf, type Process } from '../process/process';
import type { IncidentRecord } from '../record/record';
import { isOutside } from './updateChoice';
import { countingEntries } from '../timeline/retraction';
import { readUntil } from '../timeline/textParts';
import { openOffers } from '../entries/roles';
import { INFORMED } from '../entries/security';
import { isSnoozeLine } from '../entries/snooze';
import { readEntry } from '../timeline/timeline';
import { describeInstant } from '../time/typedTime';

export interface TemplateFacts {
  /** By placeholder, `impact`, `role.scribe`; normalized and never empty. */
  readonly texts: Readonly<Record<string, string>>;
  /** By placeholder, `entries`; one text for each of its words. */
  readonly lists: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;
}

export interface FactsFrame {
  /** The incident's id, where the front matter has none. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** An IANA name: the zone of whoever looks, by whose working days deadlines count. */
  readonly zone: string;
  /** The only zone of the message's times, an IANA name; where absent they are in `zone` and UTC. */
  readonly onlyZone?: string | undefined;
  /** Whom the update is written for: its cadence gives the next update's time. */
  readonly audience: string;
  /** A handle without `@`: who writes. */
  readonly author?: string;
  /** Where colleagues read a file of the incident, `incident.md`, in a browser; absent if that isn't known. */
  readonly pageOf?: ((file: string) => string | undefined) | undefined;
  /** The link by which colleagues join in their editor; only whoever works with the responders gets it. */
  readonly joinLink?: string | undefined;
}

const MINUTE = 60_000;
const LAST = 5;
/** What is told: what was seen, done and decided. */
const TOLD = new Set(['TL', 'MILESTONE', 'SEVERITY', 'HYPOTHESIS', INFORMED]);

export function templateFacts(record: IncidentRecord, process: Process, frame: FactsFrame): TemplateFacts {
  const source = sourceOf(record, process, frame);
  const texts = { ...frontMatterTexts(source), ...timelineTexts(source), ...handOffTexts(source), ...families(source) };
  return {
    texts: Object.fromEntries(
      Object.entries(texts)
        .map(([name, text]): [string, string] => [name, normaliseText(text ?? '')])
        .filter(([, text]) => text !== ''),
    ),
    lists: listsOf(source),
  };
}

/** What the texts and lists are made of. */
interface FactSource {
  readonly record: IncidentRecord;
  readonly process: Process;
  readonly frame: FactsFrame;
  readonly entries: readonly PlacedEntry[];
  /** The words for an instant. */
  readonly time: (instant: number) => string;
  readonly read: (placed: PlacedEntry) => Entry;
  readonly ofKind: (kind: string) => Entry[];
  /** What was said of each milestone. */
  readonly said: ReadonlyMap<string, string>;
  /** The milestones of the front matter, earliest first. */
  readonly reached: readonly (readonly [name: string, instant: number])[];
  /** The hypotheses that are in this state now. */
  readonly inState: (state: string) => string[];
  readonly offer: ReturnType<typeof openOffers>[number] | undefined;
}

type Texts = Readonly<Record<string, string | undefined>>;

function sourceOf(record: IncidentRecord, process: Process, frame: FactsFrame): FactSource {
  const entries = countingEntries(record);
  const read = (placed: PlacedEntry): Entry => {
    const entry = readEntry(record.text, placed);
    // Which steps were passed over is for those who respond.
    return entry.kind === 'MILESTONE' ? { ...entry, text: withoutException(entry.text) } : entry;
  };
  const ofKind = (kind: string): Entry[] => entries.filter((placed) => placed.kind === kind).map(read);
  const milestones = ofKind('MILESTONE').filter(({ qualifier }) => qualifier !== '' && !qualifier.endsWith('?'));
  const states = new Map(ofKind('HYPOTHESIS').map(({ text, qualifier }) => [text, qualifier]));
  return {
    ...{ record, process, frame, entries, read, ofKind },
    time: timeWords(frame),
    said: new Map(milestones.map(({ qualifier, text }) => [qualifier, text])),
    reached: Object.entries(record.frontMatter.fields.milestones).sort(([, a], [, b]) => a - b),
    inState: (state) => [...states].filter(([, now]) => now === state).map(([text]) => text),
    offer: openOffers(record)[0],
  };
}

function timeWords({ now, zone, onlyZone }: FactsFrame): (instant: number) => string {
  // Telling a time asks Intl for the zone's names, a millisecond each.
  const times = new Map<number, string>();
  return (instant) => {
    const minute = Math.floor(instant / MINUTE) * MINUTE;
    const told =
      times.get(minute) ??
      (onlyZone === undefined
        ? describeInstant(minute, { zone, now }).replace(/ = (.*)$/, ' ($1)')
        : describeInstant(minute, { zone: onlyZone, now }).replace(/ = .*$/, ''));
    times.set(minute, told);
    return told;
  };
}

function frontMatterTexts({ record, process, frame }: FactSource): Texts {
  const { fields } = record.frontMatter;
  const lead = leadRole(process);
  const id = fields.id ?? frame.id;
  return {
    id,
    title: fields.title || (fields.summary && formatSentence(fields.summary)),
    headline: headlineOf(record),
    functionality: fields.summary?.functionality,
    state: fields.summary?.state,
    audience: fields.summary?.audience,
    severity: fields.severity,
    severityMeaning: severityOf(process, fields.severity ?? '')?.meaning,
    status: fields.status,
    open: isOpen(fields.status) ? 'open' : undefined,
    impact: fields.impact,
    services: fields.services.join(', '),
    lead: several(fieldOf(fields.roles, lead.id) ?? []),
    leadRole: lead.label,
    sender: frame.author && `@${frame.author}`,
    chat: fieldOf(fields.channels, 'chat'),
    bridge: fieldOf(fields.channels, 'bridge'),
    links: fields.links.join(', '),
    tickets: fields.tickets.join(', '),
    join: isOutside(process, frame.audience) ? undefined : frame.joinLink,
    record: frame.pageOf?.('incident.md') ?? `${id}/incident.md`,
    postmortem: frame.pageOf?.('postmortem.md') ?? `${id}/postmortem.md`,
  };
}

function timelineTexts({ record, process, frame, entries, time, said, inState }: FactSource): Texts {
  const { fields } = record.frontMatter;
  const { now, audience } = frame;
  const at = (name: string): number | undefined => fieldOf(fields.milestones, name);
  const since = at('started') ?? at('detected') ?? at('declared') ?? entries[0]?.instant;
  const reopened = at('reopened') ?? -Infinity;
  const over = ['mitigated', 'resolved', 'closed'].map(at).find((end) => end !== undefined && end >= reopened);
  const severity = severityOf(process, fields.severity ?? process.defaultSeverity);
  const minutes = isOpen(fields.status) ? severity && fieldOf(severity.cadence, audience) : undefined;
  return {
    since: since === undefined ? undefined : time(since),
    now: time(now),
    duration: since === undefined ? undefined : span((over ?? now) - since),
    nextUpdate: minutes === undefined ? undefined : time(now + minutes * MINUTE),
    nextUpdateIn: minutes === undefined ? undefined : span(minutes * MINUTE),
    cause: said.get('identified') || inState('confirmed').at(-1),
    over: over === undefined ? undefined : time(over),
    outcome: over === undefined ? undefined : said.get('resolved') || said.get('mitigated'),
  };
}

function handOffTexts({ record, process, offer }: FactSource): Texts {
  const lead = leadRole(process);
  return {
    'handOff.role': (offer ? roleLabel(process, offer.role) : lead.label).toLowerCase(),
    'handOff.from': offer?.from ?? several(fieldOf(record.frontMatter.fields.roles, lead.id) ?? []),
    'handOff.to': offer?.to,
    'handOff.reason': offer?.reason,
  };
}

/** Returns the texts whose names have a part of the record or the process in them: `role.scribe`. */
function families({ record, process, frame, time, said, reached }: FactSource): Texts {
  const { fields } = record.frontMatter;
  const deadlines = dueDeadlines(record, process, frame.zone).map(({ name, at }) => [name, at] as const);
  return {
    ...family('status', fields.status === undefined ? [] : [[fields.status, fields.status]], (status) => status),
    ...family('role', Object.entries(fields.roles), several),
    ...family('milestone', reached, time),
    ...family('said', [...said], (text) => text),
    ...family('due', deadlines, time),
    ...family('channel', Object.entries(fields.channels), (channel) => channel),
  };
}

/** Returns what a quest is about, with its end in the reader's time. */
function questText(text: string, time: (instant: number) => string): string {
  const quest = readUntil(text);
  const words = oneLine(quest.text).trim();
  return quest.until === undefined ? words : `${words}, until ${time(quest.until)}`;
}

function listsOf(source: FactSource): TemplateFacts['lists'] {
  const { record, process, frame, entries, time, read, ofKind, said, reached, inState, offer } = source;
  const told = entries.filter(({ kind }) => TOLD.has(kind)).filter((placed) => !isBookkeeping(read(placed).text));
  const sent = entries.filter((placed) => placed.kind === 'UPDATE' && read(placed).qualifier === frame.audience);
  const lastSent = sent.reduce((last, { instant }) => Math.max(last, instant), -Infinity);
  const item = (placed: PlacedEntry) => {
    const entry = read(placed);
    return { time: time(entry.instant), author: `@${entry.author}`, text: words(entry) };
  };
  return {
    entries: told.slice(-LAST).map(item),
    news: told
      .filter(({ instant }) => instant > lastSent)
      .slice(-LAST)
      .map(item),
    hypotheses: inState('open').map((text) => ({ text: oneLine(text) })),
    quests: ofKind('QUEST')
      .filter(({ ticked }) => ticked !== true)
      .map(({ qualifier, text }) => ({ owner: qualifier, text: questText(text, time) })),
    milestones: reached.map(([name, instant]) => ({
      name,
      time: time(instant),
      text: oneLine(said.get(name) ?? ''),
    })),
    roles: Object.entries(record.frontMatter.fields.roles).map(([role, holders]) => ({
      role: roleLabel(process, role),
      holders: several(holders) + (offer?.role === role ? `, handing off to ${offer.to}` : ''),
    })),
  };
}

/** Returns whether a line of version 0.1.0 only keeps the books, as entries of their own kinds do today. */
function isBookkeeping(text: string): boolean {
  return isFirstLinkLine(text) || isSnoozeLine(text);
}

/** Returns what an entry says, for people who don't know the record's kinds. */
function words({ kind, qualifier, text }: Entry): string {
  const said = oneLine(text);
  const head =
    kind === 'TL'
      ? ''
      : kind === 'MILESTONE'
        ? qualifier.replace(/^(.*)\?$/, 'possibly $1')
        : kind === 'SEVERITY'
          ? `severity changed to ${qualifier}`
          : `${kind.toLowerCase()} ${qualifier}`.trim();
  return [head, said].filter((part) => part !== '').join(': ') || '…';
}

/** Returns the first line that says something; the rest, such as pasted output, stays in the record. */
function oneLine(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  const first = lines.find((line) => line !== '' && !/^(?:```|~~~)/.test(line));
  return first === undefined ? '' : lines.length > 1 ? `${first} …` : first;
}

function family<T>(
  name: string,
  items: readonly (readonly [string, T])[],
  told: (item: T) => string,
): Record<string, string> {
  return Object.fromEntries(items.map(([word, item]) => [`${name}.${word}`, told(item)]));
}

/** `@dana`, `@dana and @lee`, `@a, @b and @c`. */
function several(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** Returns a span of milliseconds in words: `1 minute`, `3 hours 5 minutes`, `2 days 4 hours`; rounded down, at least a minute. */
function span(ms: number): string {
  const minutes = Math.max(1, Math.floor(ms / MINUTE));
  const parts: [number, string][] =
    minutes < 24 * 60
      ? [
          [Math.floor(minutes / 60), 'hour'],
          [minutes % 60, 'minute'],
        ]
      : [
          [Math.floor(minutes / 1440), 'day'],
          [Math.floor(minutes / 60) % 24, 'hour'],
        ];
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`)
    .join(' ');
}
