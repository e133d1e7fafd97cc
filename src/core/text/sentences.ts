/** What the core says for each code: whole sentences, and short forms that stand behind a colon or in the status bar. */

import { suggest } from './suggestion';

/** A name that is unknown, and those that are known. */
interface Unknown {
  readonly name: string;
  readonly known: readonly string[];
}

interface Role {
  readonly role: string;
}

export const CORE_SENTENCES = {
  // the record
  cardUnread: () => 'The front matter of this record cannot be read: mend it first.',
  entryGone: () => 'That entry is no longer in the record: somebody changed or removed it.',
  emptyEntry: ({ what }: { readonly what: 'hypothesis' | 'quest' | 'reason' }) =>
    `There is nothing to log: the ${what} is empty.`,

  // severities, milestones, quests
  unknownSeverity: ({ name, known }: Unknown) =>
    `“${name}” is no severity here: ${known.join(', ')} are${suggest(name, known)}.`,
  sameSeverity: ({ severity }: { readonly severity: string }) => `The severity is ${severity} already.`,
  questOver: ({ until }: { readonly until: string }) => `${until} is past already: give a quest a time to come.`,
  ownDuplicate: () => 'An incident is no duplicate of itself: name the other one.',

  // steps
  unknownStep: ({ name, known }: Unknown) => `“${name}” is no step of this record’s checklists${suggest(name, known)}.`,
  neverChecked: ({ step, ticked }: { readonly step: string; readonly ticked: boolean }) =>
    `No entry says that “${step}” is done${ticked ? ': its box was ticked by hand' : ''}.`,

  // channels, links, tickets
  linkHasNoName: ({ kind }: { readonly kind: string }) => `A ${kind} has no name: leave “name” out.`,
  emptyLink: ({ kind }: { readonly kind: string }) => `There is nothing to set: the ${kind} is empty.`,
  sameLink: ({ kind, value }: { readonly kind: string; readonly value: string }) =>
    `The ${kind} ${value} stands in the record already.`,
  noChannel: ({ name }: { readonly name: string }) => `There is no channel “${name}” here.`,
  sameChannel: ({ name, value }: { readonly name: string; readonly value: string }) =>
    `The channel ${name} is ${value} already.`,
  badChannel: ({ name }: { readonly name: string }) =>
    `“${name}” is no name of a channel: write one word, such as bridge.`,

  // the summary
  emptyTitle: () => 'The title is empty: say in one sentence what is how, for whom.',
  sameSummary: () => 'Nothing changes: title, impact and services are so already.',

  // roles
  badRole: ({ role }: Role) => `“${role}” is no role: write it like incident-commander.`,
  noHolder: ({ role }: Role) => `Nobody holds the role “${role}”: assign it instead.`,
  sameHolder: ({ role, to }: Role & { readonly to: string }) => `@${to} holds the role “${role}” already.`,
  noOffer: ({ role }: Role) => `No hand-off of the role “${role}” waits to be confirmed.`,

  // security incidents
  nobodyNamed: () => 'This is marked as a security incident already: name who else may know of it.',

  // due items
  snoozeTooShort: ({ label, due }: { readonly label: string; readonly due: string }) =>
    `“${label}” is not due before ${due}: snooze it until later.`,
  snoozeOver: () => 'That is past already: snooze it until later.',

  // moving and retracting an entry
  staysInRecord: ({ kind }: { readonly kind: string }) =>
    `Can't move this entry: a ${kind} of this kind belongs to its own record.`,
  notCounting: () => "Can't move this entry: it was retracted, or it's no longer in the record.",
  staysSecret: () => "Can't move an entry out of a security incident: more people can read the other record.",
  evidenceAway: () => "Can't move this entry: the file that it links to is in another folder of records.",
  twoOfOneTime: ({ kind }: { readonly kind: string }) =>
    `Can't retract this entry: another ${kind} has the same time and author. Correct the time of one of them first.`,

  // updates
  gapsLeft: ({ template, audience, gaps }: GapsLeft) => {
    const left = gaps.length === 1 ? 'a gap is left' : `${gaps.length} gaps are left`;
    return `Can't send "${template}" to the open audience "${audience}": ${left} (${gaps.join(', ')}). Fill them with "fields", or send it with gaps: "send".`;
  },
  openAudience: ({ audience, way }: { readonly audience: string; readonly way: string | undefined }) =>
    `This is a security incident: nothing is written for “${audience}”, which is open. ${way ?? "Use the security team's way."}`,
  unknownTemplate: ({ name, known }: Unknown) =>
    `“${name}” is no template here: ${known.join(', ')} are${suggest(name, known)}.`,
  unknownField: ({ name, known }: Unknown) =>
    `“fields” has “${name}”, which stands for no text of an update${suggest(name, known)}.`,

  /** After the incident's name: `its title and severity are missing or unknown`. */
  partsLost: ({ fields, lists }: { readonly fields: readonly string[]; readonly lists: readonly string[] }) => {
    const short = [
      ...(fields.length === 0
        ? []
        : [`its ${listed(fields)} ${fields.length === 1 ? 'is' : 'are'} missing or unknown`]),
      ...(lists.length === 0 ? [] : [`some of its ${listed(lists)} can't be read anymore`]),
    ].join(', and ');
    return { whole: `The record has lost something: ${short}.`, short };
  },

  // times that people type
  notTime: ({ typed }: { readonly typed: string }) =>
    `${typed} isn't a time. Use one such as -5m, 14:03, 14:03 CET, or yesterday 23:50.`,
  noOffset: ({ typed }: { readonly typed: string }) =>
    `${typed} has no offset. End it with Z for UTC, or with one such as +01:00.`,
  unknownLocalZone: ({ zone }: { readonly zone: string }) =>
    `Unknown time zone "${zone}". Write the time in UTC, such as 14:03 UTC.`,
  unknownZone: ({ zone }: { readonly zone: string }) =>
    `Unknown time zone "${zone}". Use an offset such as +02:00, or a name such as Europe/Berlin.`,
  severalZones: ({ zone, choices }: { readonly zone: string; readonly choices: readonly string[] }) =>
    `"${zone}" could be several time zones. Use ${oneOf(choices)}.`,
  zoneOrWord: ({ written, zone, word }: { readonly written: string; readonly zone: string; readonly word: string }) =>
    `"${written}" after the time could be ${zone} or ${word}. Write a zone such as Europe/Berlin or UTC-5, or put a colon after the time.`,
  dayOrWord: ({ written }: { readonly written: string }) =>
    `"${written}" after the time could be its day or a word. Write the day first, or put a colon after the time.`,
  morningOrAfternoon: ({ written }: { readonly written: string }) =>
    `"${written}" could be in the morning or in the afternoon. Write it like 14:03 or 2:03 PM.`,
  otherWeekday: ({ date, weekday }: { readonly date: string; readonly weekday: string }) =>
    `${date} is a ${weekday}. Check the day of the week or the date.`,
  twoDates: ({ written, example }: { readonly written: string; readonly example: string }) =>
    `"${written}" could be two dates. Write it like ${example}.`,
  twoDueDates: ({ written, dates: [one, other] }: { readonly written: string; readonly dates: [string, string] }) =>
    `"${written}" could be ${one} or ${other}. Write one of them.`,
  noSuchDay: ({ written }: { readonly written: string }) => `There is no ${written}. Check the year, month, and day.`,
  skippedTime: ({ time, zone, date }: { readonly time: string; readonly zone: string; readonly date: string }) =>
    `There is no ${time} in ${zone} on ${date}: the clocks went forward over it. Write it in UTC.`,

  // merges
  notUtf8: () => ({ whole: 'What came is not UTF-8.', short: 'what came is not UTF-8' }),
  changedTwice: ({ path }: { readonly path: string }) => ({
    whole: `${path} was changed here and there, and isn't a record.`,
    short: `${path} was changed here and there, and isn't a record`,
  }),
  versionUnread: ({ side, file, said }: UnreadVersion) => {
    const words = `version of the ${file} cannot be read and is left as it is`;
    const [whole, short] = side === 'ours' ? ['Your', 'your'] : ['The other', 'the other'];
    return { whole: `${whole} ${words}. ${said ?? ''}`.trimEnd(), short: `${short} ${words}` };
  },
  versionNotUtf8: () => 'One version is not UTF-8.',
  notMerged: () => ({
    whole: 'The two versions cannot be put together so that every entry is read again: merge them by hand.',
    short: 'the two versions cannot be put together so that every entry is read again: merge them by hand',
  }),

  // where records are
  noRepository: () => ({ whole: 'There is no git repository.', short: 'no git repository' }),
  notTrusted: () => ({ whole: 'This folder is not trusted.', short: 'this folder is not trusted' }),
};

/** `a or b`, `a, b, or c`. */
function oneOf(choices: readonly string[]): string {
  return choices.length === 2 ? choices.join(' or ') : `${choices.slice(0, -1).join(', ')}, or ${choices.at(-1)}`;
}

function listed(words: readonly string[]): string {
  return words.length < 3 ? words.join(' and ') : `${words.slice(0, -1).join(', ')}, and ${words.at(-1)!}`;
}

interface GapsLeft {
  readonly template: string;
  readonly audience: string;
  readonly gaps: readonly string[];
}

interface UnreadVersion {
  readonly side: 'ours' | 'theirs';
  readonly file: 'record' | 'postmortem';
  /** A sentence; absent where there is none. */
  readonly said: string | undefined;
}
