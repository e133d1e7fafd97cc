/** Sets an incident's channels, links, and tickets: the front matter, and a line in the timeline. */

import type { FieldStep } from '../record/change';
import { oneLine } from '../text/plainText';
import { fieldOf } from '../frontMatter/fields';
import { formatChannel, type FormatFacts } from '../frontMatter/formats';
import type { NewEntry } from './newEntry';
import type { Process } from '../process/process';
import type { IncidentRecord } from '../record/record';
import { refusal, type Refusal } from '../text/refusal';
import { declaredAt } from '../record/record';
import { CORE_SENTENCES } from '../text/sentences';

/** `LINK: Added the ticket AUTH-311`: what the front matter has as well, so no message tells it. */
export const LINK = 'LINK';

export const LINK_KINDS = ['channel', 'link', 'ticket'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

export interface LinkEdit {
  readonly kind: LinkKind;
  /** Which channel, `bridge`; `chat` if it is absent. Links and tickets have no names. */
  readonly name?: string | undefined;
  /** An empty one takes the channel away. */
  readonly value: string;
}

/** A channel of the record, or one that it could have. */
export interface ChannelOffer {
  readonly name: string;
  /** As the record has it; absent if it has none. */
  readonly value?: string;
  /** What the process would call it; absent if it has no format for it. */
  readonly usual?: string;
}

/** Where people meet in every process: updates name them. */
const MEETING_PLACES = ['chat', 'bridge'];

/**
 * `LINK: Set the channel bridge to https://meet.example.com/inc (was …)` · `LINK: Added the ticket AUTH-311`.
 * @throws Refusal if the value is empty, no address, or there already, the name is none, or the front matter can't be read.
 */
export function linkEntry({ frontMatter }: IncidentRecord, { kind, name, value }: LinkEdit): NewEntry {
  if (!frontMatter.document) {
    throw refusal(CORE_SENTENCES, 'cardUnread');
  }
  const { fields } = frontMatter;
  const becomes = oneLine(value);
  if (kind === 'channel') {
    return channelEntry(channelName(name), fields.channels, becomes);
  }
  if (name !== undefined) {
    throw refusal(CORE_SENTENCES, 'linkHasNoName', { kind });
  }
  const path = kind === 'link' ? 'links' : 'tickets';
  const problem = linkProblem(kind, becomes);
  if (problem) {
    throw problem;
  }
  if (fields[path].includes(becomes)) {
    throw refusal(CORE_SENTENCES, 'sameLink', { kind, value: becomes });
  }
  const step: FieldStep = { path, was: fields[path], becomes: [...fields[path], becomes] };
  return { kind: LINK, text: `Added the ${kind} ${becomes}`, fields: [step] };
}

/** Why the value, on one line, can't be a link or a ticket; undefined if it can. A note may follow a link's address. */
export function linkProblem(kind: Exclude<LinkKind, 'channel'>, value: string): Refusal | undefined {
  if (value === '') {
    return refusal(CORE_SENTENCES, 'emptyLink', { kind });
  }
  const isAddress = /^[a-z][a-z0-9+.-]*:\/\/[^\s/]/i.test(value);
  return kind === 'link' && !isAddress ? refusal(CORE_SENTENCES, 'notALink', { value }) : undefined;
}

/** Returns the channels of the record first, then those of the process, then where people meet in any case. */
export function channelOffers(record: IncidentRecord, process: Process, id: string): ChannelOffer[] {
  const { fields } = record.frontMatter;
  const instant = declaredAt(record);
  // Its usual name would tell everybody what a security incident is about.
  const formats = fields.security || instant === undefined ? {} : process.channels;
  const facts: FormatFacts = {
    id,
    title: fields.title ?? id,
    severity: fields.severity ?? '',
    summary: fields.summary,
    instant: instant ?? 0,
  };
  const names = new Set([...Object.keys(fields.channels), ...Object.keys(formats), ...MEETING_PLACES]);
  return [...names].map((name) => {
    const [value, format] = [fieldOf(fields.channels, name), fieldOf(formats, name)];
    return {
      name,
      ...(value !== undefined && value !== '' && { value }),
      ...(format !== undefined && { usual: formatChannel(format, facts) }),
    };
  });
}

/** Returns whether the text of a `TL` is what version 0.1.0 writes where this one writes a `LINK`. */
export function isFirstLinkLine(text: string): boolean {
  return /^(?:(?:Set|Removed|Took away) the channel|Added the (?:link|ticket)) \S/.test(text);
}

function channelEntry(name: string, channels: Readonly<Record<string, string>>, value: string): NewEntry {
  const was = fieldOf(channels, name) ?? null;
  const becomes = value === '' ? null : value;
  if (was === becomes) {
    throw becomes === null
      ? refusal(CORE_SENTENCES, 'noChannel', { name })
      : refusal(CORE_SENTENCES, 'sameChannel', { name, value });
  }
  const text =
    becomes === null
      ? `Removed the channel ${name} (was ${was})`
      : `Set the channel ${name} to ${becomes}${was === null ? '' : ` (was ${was})`}`;
  return { kind: LINK, text, fields: [{ path: `channels.${name}`, was, becomes }] };
}

/** Returns a word, as processes and templates name a channel: `{{channel.ops}}`. */
function channelName(given = 'chat'): string {
  const name = oneLine(given).toLowerCase().replace(/\s+/g, '-');
  if (!/^[\p{L}\p{M}\p{N}._-]+$/u.test(name)) {
    throw refusal(CORE_SENTENCES, 'badChannel', { name: given });
  }
  return name;
}
