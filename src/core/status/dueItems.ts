/**
 * Everything that's due in an incident: the next update for each audience, deadlines, quests that end. Knows when each is due,
 * who owns it, and what to do about it; `reminders.ts` decides who is reminded.
 */

import { dueDeadlines, type DueDeadline } from './deadlines';
import { formatEntry } from '../timeline/entry';
import { fieldOf } from '../frontMatter/fields';
import { flatText, shortened } from '../text/flatText';
import { formatInstant } from '../time/instant';
import { leadRole, type Process } from '../process/process';
import { openQuests, type Quest } from '../entries/quests';
import { isOpenRecord, type IncidentRecord } from '../record/record';
import { readSnoozes } from '../entries/snooze';
import { dueUpdates, type DueUpdate } from './updateClock';
import { say } from '../words/say';

export interface DueItem {
  /** `update internal`, `deadline report`, `quest 2026-11-20T15:15:00Z @dana`: the same in every clone, whenever it is due. */
  readonly key: string;
  /** One word: `update`, `quest`, the name of a deadline. */
  readonly word: string;
  /** `Update for internal`, `Incident report`, `Quest for @lee`. */
  readonly name: string;
  /** The name, with the words of a quest behind it: `Quest for @lee: look at the certificates`. */
  readonly label: string;
  /** When it is due, snoozing counted in; milliseconds since the epoch. */
  readonly at: number;
  readonly snoozed: boolean;
  /** The id of the role that it belongs to; a quest belongs to its owner alone. */
  readonly role?: string;
  /** Whose it is, with `@`; nobody where the role has no holder and nobody leads. */
  readonly holders: readonly string[];
  /** Of an update. */
  readonly audience?: string;
  /** Of a quest. */
  readonly quest?: Pick<Quest, 'owner' | 'text'>;
  readonly action: DueAction;
}

/** What its holder does about it. */
export interface DueAction {
  /** On a button. */
  readonly label: string;
  /** A command without its prefix. */
  readonly command: 'update' | 'postmortem' | 'complete';
  /** What the command is called with, next to the incident; absent if it asks. */
  readonly argument?: Readonly<Record<string, string | boolean>>;
}

const LONGEST_OWNER = 64;

/** A due item before anybody put it off. */
type Running = Omit<DueItem, 'snoozed'> & { readonly since: number };

/**
 * Returns what is due, the first one before the others. None where the incident is closed or came to nothing;
 * after it is resolved only what is owed. `zone` is an IANA name: whose days a deadline counts.
 */
export function dueItemsOf(record: IncidentRecord, process: Process, zone: string): DueItem[] {
  const open = isOpenRecord(record);
  if (!open && record.frontMatter.fields.status !== 'resolved') {
    return [];
  }
  const running = [
    ...dueUpdates(record, process).map((update) => updateClock(record, process, update)),
    ...dueDeadlines(record, process, zone)
      .filter(({ met }) => !met)
      .map((deadline) => deadlineClock(record, process, deadline)),
    ...(open ? openQuests(record).flatMap(questClock) : []),
  ];
  const snoozes = readSnoozes(record, running);
  return running
    .map(({ since, ...clock }): DueItem => {
      const snooze = snoozes.get(clock.key);
      // An update that was sent since then starts over.
      const put = snooze !== undefined && snooze.instant >= since && snooze.until > clock.at;
      return { ...clock, at: put ? snooze.until : clock.at, snoozed: put };
    })
    .sort((a, b) => a.at - b.at);
}

function updateClock(record: IncidentRecord, process: Process, { audience, at, since }: DueUpdate): Running {
  const name = `Update for ${audience}`;
  const writers = process.roles.filter(({ writes }) => writes.includes(audience)).map(({ id }) => id);
  const action = { label: say`Write Update`, command: 'update' } as const;
  return {
    key: `update ${audience}`,
    word: 'update',
    name,
    label: name,
    at,
    since,
    ...holding(record, process, writers),
    audience,
    action,
  };
}

function deadlineClock(record: IncidentRecord, process: Process, deadline: DueDeadline): Running {
  const { name: word, label, at, since, role } = deadline;
  const action = { label: say`Open Postmortem`, command: 'postmortem', argument: { open: true } } as const;
  return { key: `deadline ${word}`, word, name: label, label, at, since, ...holding(record, process, [role]), action };
}

/** Returns the key of a quest that ends. */
export function questKey({ instant, author }: Quest['entry']): string {
  return `quest ${formatInstant(instant)} @${author}`;
}

/** None if it has no end. */
function questClock({ owner, text, until, entry }: Quest): Running[] {
  const shortOwner = shortened(flatText(owner), LONGEST_OWNER);
  const name = `Quest for ${shortOwner}`;
  const argument = { entry: formatEntry(entry, '\n') };
  return until === undefined
    ? []
    : [
        {
          key: questKey(entry),
          word: 'quest',
          name,
          label: `${name}: ${text}`,
          at: until,
          since: entry.instant,
          holders: owner.match(/@[^\s,]+/g) ?? [],
          action: { label: say`Complete Quest`, command: 'complete', argument },
          quest: { owner: shortOwner, text },
        },
      ];
}

/** The first of these roles that somebody holds, else the one that leads. */
function holding({ frontMatter }: IncidentRecord, process: Process, roles: readonly string[]) {
  const holdersOf = (role: string): readonly string[] => fieldOf(frontMatter.fields.roles, role) ?? [];
  const role = roles.find((id) => holdersOf(id).length > 0) ?? leadRole(process).id;
  return { role, holders: holdersOf(role) };
}
