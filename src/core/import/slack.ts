/**
 * Reads a Slack export: `channels.json`, `users.json`, and a folder of days for each channel, wherever they are in the
 * archive; or the days of just one channel. Joins, parts, and topics are left out.
 */

import { asObject, asObjects, firstText, parseJson, type Json } from './json';
import { inOrder, type LogFile, type LogLine, type ReadLog } from './logLine';
import { slackMarkdown, withoutToken, type SlackNames } from './slackText';
import { IMPORT_SENTENCES } from './sentences';
import { reasonOf } from '../text/reason';
import { endsStep, type Steps } from '../paste/steps';
import { readZone } from '../time/timeZone';

const PEOPLE = /(?:^|\/)(?:org_)?users\.json$/;
const CHANNELS = /(?:^|\/)(?:channels|groups|mpims|dms)\.json$/;
const DAY_FILE = /(?:^|\/)\d{4}-\d\d-\d\d\.json$/;
/** Files that say what the ids in the days of channels mean. */
export const SLACK_LISTS = ['users.json', 'org_users.json', 'channels.json', 'groups.json'] as const;

/** Returns whether there are days of a channel, and nothing that says who wrote them. */
export function lacksLists(names: readonly string[]): boolean {
  return names.some((name) => DAY_FILE.test(name)) && !names.some((name) => PEOPLE.test(name));
}

/** Messages of these kinds say what Slack did. */
const NO_NEWS =
  /^(?:(?:channel|group)_.*|bot_(?:add|remove|enable|disable)|pinned_item|unpinned_item|tombstone|reminder_add|reminder_delete|joiner_notification.*|huddle_thread|sh_room_.*|message_deleted|ekm_access_denied)$/;

export interface SlackOptions {
  /** Only this channel, with or without `#`. */
  readonly channel?: string | undefined;
}

export function* slackSteps(
  files: readonly LogFile[],
  { channel }: SlackOptions,
): Steps<ReadLog & { readonly channels: readonly string[] }> {
  const users = namesOf(files.filter(({ name }) => PEOPLE.test(name)));
  const channelNames = new Map(
    files
      .filter(({ name }) => CHANNELS.test(name))
      .flatMap(({ text }) => asObjects(parseJson(text)))
      .map((one) => [firstText(one['id']) ?? '', firstText(one['name'], one['id']) ?? '']),
  );
  const names: SlackNames = {
    user: (id) => users.get(id) ?? (id === 'USLACKBOT' ? 'slackbot' : id),
    channel: (id) => channelNames.get(id) ?? id,
  };
  const wanted = channel?.replace(/^#/, '').toLowerCase();
  const warnings: string[] = [];
  const messages = new Map<string, { readonly channel: string; readonly message: Json }>();
  for (const { name, text } of files.filter((file) => isDayFile(file))) {
    yield;
    const folder = name.split('/').at(-2) ?? '';
    const list = parseJson(text);
    if (list === undefined) {
      warnings.push(reasonOf(IMPORT_SENTENCES, 'damagedFile', { name }).whole);
    }
    const own = channelNames.get(folder) ?? folder;
    if (wanted === undefined || own.toLowerCase() === wanted) {
      // A reply that was also sent to the channel may be there twice.
      for (const event of asObjects(list)) {
        const message = asOfNow(event);
        const key = `${folder} ${firstText(message['ts']) ?? ''}`;
        const known = messages.get(key);
        if (!known || message !== event || known.message['subtype'] !== 'thread_broadcast') {
          messages.set(key, { channel: own, message });
        }
      }
    }
  }
  const lines: LogLine[] = [];
  for (const [index, { message }] of [...messages.values()].entries()) {
    if (endsStep(index)) {
      yield;
    }
    const line = lineOf(message, names);
    if (line) {
      lines.push(line);
    }
  }
  const channels = [...new Set([...messages.values()].map((one) => one.channel))].filter((name) => name !== '');
  return { lines: inOrder(lines), chat: true, warnings, channels };
}

/** Returns what a change of an earlier message makes of it; the message itself if it's none. */
function asOfNow(event: Json): Json {
  const { subtype } = event;
  return subtype === 'message_changed'
    ? { ...asObject(event['message']) }
    : subtype === 'message_deleted'
      ? { subtype, ts: event['deleted_ts'] }
      : event;
}

/** Returns the zones that the people in its lists of users are in, the most frequent first. */
export function zonesOf(files: readonly LogFile[]): string[] {
  const counts = new Map<string, number>();
  for (const { text } of files.filter(({ name }) => PEOPLE.test(name))) {
    for (const user of asObjects(parseJson(text))) {
      const zone = firstText(user['tz']);
      if (zone !== undefined && 'zone' in readZone(zone)) {
        counts.set(zone, (counts.get(zone) ?? 0) + 1);
      }
    }
  }
  return [...counts].toSorted(([, one], [, other]) => other - one).map(([zone]) => zone);
}

export function isDayFile({ name, text }: LogFile): boolean {
  return (
    DAY_FILE.test(name) ||
    (/\.json$/.test(name) && /^\s*\[\s*\{/.test(text) && /"ts"\s*:\s*"\d{9,11}\.\d+"/.test(text.slice(0, 5000)))
  );
}

function namesOf(files: readonly LogFile[]): Map<string, string> {
  const users = files.flatMap(({ text }) => asObjects(parseJson(text)));
  return new Map(users.map((user) => [firstText(user['id']) ?? '', nameOf(user, asObject(user['profile']))]));
}

function nameOf(user: Json, profile: Json): string {
  return (
    firstText(profile['display_name'], user['name'], profile['real_name'], user['real_name'], user['id']) ?? 'unknown'
  );
}

function lineOf(message: Json, names: SlackNames): LogLine | undefined {
  const ts = /^(\d{9,11})\.(\d+)$/.exec(firstText(message['ts']) ?? '');
  const subtype = firstText(message['subtype']) ?? '';
  if (!ts || NO_NEWS.test(subtype) || message['hidden'] === true) {
    return undefined;
  }
  const said = typeof message['text'] === 'string' ? slackMarkdown(message['text'], names) : '';
  const parts = [said.trim(), ...attached(message, names), ...filesOf(message)].filter((part) => part !== '');
  const thread = firstText(message['thread_ts']);
  const isReply = thread !== undefined && thread !== ts[0] && subtype !== 'thread_broadcast';
  return parts.length === 0
    ? undefined
    : {
        time: { instant: Number(ts[1]) * 1000 + Number(ts[2]!.slice(0, 3).padEnd(3, '0')) },
        speaker: speakerOf(message, names),
        text: parts.join('\n'),
        id: ts[0],
        ...(isReply && { thread: true as const }),
        ...((asObjects(message['reactions']).length > 0 || isPinned(message)) && { noted: true as const }),
      };
}

function isPinned(message: Json): boolean {
  return Array.isArray(message['pinned_to']) && message['pinned_to'].length > 0;
}

function speakerOf(message: Json, names: SlackNames): string {
  const id = firstText(message['user']);
  const profile = asObject(message['user_profile']);
  const known = id === undefined ? undefined : names.user(id);
  return known !== undefined && known !== id
    ? known
    : (firstText(
        ...[profile['display_name'], profile['name'], profile['real_name']],
        ...[message['username'], asObject(message['bot_profile'])['name'], id, message['bot_id']],
      ) ?? 'unknown');
}

/** A program's attachment says the same in its fallback, and a link's preview says nothing new. */
function attached(message: Json, names: SlackNames): string[] {
  const isBot = message['subtype'] === 'bot_message' || message['bot_id'] !== undefined;
  return isBot && firstText(message['text']) === undefined
    ? asObjects(message['attachments']).flatMap((one) => {
        const words = firstText(one['fallback'], one['text'], one['title']);
        return words === undefined ? [] : [slackMarkdown(words, names)];
      })
    : [];
}

function filesOf(message: Json): string[] {
  return asObjects(message['files']).flatMap((file) => {
    const [title, url] = [firstText(file['title'], file['name']), firstText(file['permalink'], file['url_private'])];
    const words = (title ?? 'file').replace(/[[\]]/g, '\\$&');
    return file['mode'] === 'tombstone' ? [] : [url === undefined ? words : `[${words}](${withoutToken(url)})`];
  });
}
