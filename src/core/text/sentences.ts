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

/** The codes of findings. */
export type FindingCode =
  // front matter
  | 'noFrontMatter'
  | 'strayText'
  | 'badFence'
  | 'badYaml'
  | 'hiddenValue'
  | 'tooLarge'
  | 'missingField'
  | 'badField'
  | 'unknownStatus'
  | 'unknownSeverity'
  | 'unknownProcess'
  | 'differsFromTimeline'
  // timeline
  | 'noTimeline'
  | 'unclosedFence'
  | 'badInstant'
  | 'badEntry'
  | 'noOffset'
  | 'outOfOrder'
  | 'bareTime'
  | 'endsTimeline'
  | 'style'
  // prose
  | 'doubledHeading'
  // merge: an entry, a field or lines that two people changed differently; a thing that one took away and the other changed
  | 'entryChangedTwice'
  | 'fieldChangedTwice'
  | 'linesChangedTwice'
  | 'removedAndChanged'
  | 'conflictMarkers'
  // template
  | 'badTemplate'
  | 'unknownPlaceholder';

type Row<Data> = readonly [code: FindingCode, sentence: (data: Data) => string];

const row = <Data = void>(code: FindingCode, sentence: (data: Data) => string): Row<Data> => [code, sentence];

interface Name {
  readonly name: string;
}

export const FINDING_SENTENCES = {
  // front matter
  noCard: row('noFrontMatter', () => 'There is no front matter: a record begins with a line “---”.'),
  stray: row(
    'strayText',
    () => "There's something above the front matter. Other tools and older versions can't read it there.",
  ),
  openingFence: row(
    'badFence',
    () => 'The line that opens the front matter is exactly “---”: nothing else is read or run.',
  ),
  neverClosed: row('badFence', () => 'The front matter is never closed: a second line “---” is missing.'),
  fenceInside: row('badFence', () => 'A line inside the front matter begins with “---”: indent it.'),
  cardTooLarge: row('tooLarge', () => 'The front matter has too many characters, lines or blanks in a row to be read.'),
  hidden: row(
    'hiddenValue',
    ({ value }: { readonly value: string }) => `“${value}” is read as a comment: put the value in quotes.`,
  ),

  // YAML
  invalid: row(
    'badYaml',
    ({ said }: { readonly said: string }) => `This is not valid YAML: ${said.replace(/\.?$/, '.')}`,
  ),
  anchor: row(
    'badYaml',
    ({ token }: { readonly token: string }) => `Anchors and aliases are not read here (${token}): write the value out.`,
  ),
  tag: row('badYaml', ({ token }: { readonly token: string }) => `Tags are not read here (${token}): leave it out.`),
  directive: row('badYaml', () => 'YAML directives are not read here: leave the line out.'),
  protoKey: row('badYaml', () => 'The key __proto__ is not read: leave it out.'),
  mergeKey: row('badYaml', () => 'Merge keys (<<) are not read here: write the keys out.'),
  doubledKey: row('badYaml', ({ name }: Name) => `The key ${name} stands here twice: keep one of them.`),
  yamlTooLong: row(
    'tooLarge',
    ({ limit }: { readonly limit: number }) => `This YAML is longer than ${limit} characters and is not read.`,
  ),
  yamlTooDeep: row(
    'tooLarge',
    ({ levels }: { readonly levels: number }) => `This YAML nests deeper than ${levels} levels and is not read.`,
  ),
  yamlTooMuch: row('tooLarge', () => 'This YAML has too many parts to be read and is not read.'),

  // fields
  missing: row('missingField', ({ name }: Name) => `“${name}” is missing.`),
  noFormat: row('missingField', () => '“format: 1” is missing.'),
  otherFormat: row('badField', () => 'This record is not of format 1, the only one known.'),
  oneLine: row('badField', ({ name }: Name) => `“${name}” is one line of text.`),
  texts: row('badField', ({ name }: Name) => `“${name}” is a text or a list of texts.`),
  map: row('badField', ({ name }: Name) => `“${name}” has a line “name: value” for each item.`),
  security: row('badField', () => '“security” is true or false: anything else counts as true.'),
  status: row('unknownStatus', ({ name, known }: Unknown) => `“${name}” is no status: ${known.join(', ')} are.`),
  fieldNoOffset: row('noOffset', ({ name }: Name) => `The time of “${name}” has no offset: end it with Z.`),
  fieldNoInstant: row('badInstant', ({ name }: Name) => `The time of “${name}” is no instant.`),

  // what the timeline says
  process: row(
    'unknownProcess',
    ({ name, serving }: Name & { readonly serving: string }) =>
      `“${name}” is no process that is known here: “${serving}” serves.`,
  ),
  severity: row(
    'unknownSeverity',
    ({ name, known }: Unknown) => `“${name}” is no severity of this process: ${known.join(', ')} are.`,
  ),
  otherStatus: row('differsFromTimeline', ({ name }: Name) => `The timeline says that the status is “${name}”.`),
  otherSeverity: row('differsFromTimeline', ({ name }: Name) => `The timeline says that the severity is “${name}”.`),
  otherMilestone: row(
    'differsFromTimeline',
    ({ name, instant }: Name & { readonly instant: string }) => `The timeline says that “${name}” was at ${instant}.`,
  ),
  noMilestone: row('differsFromTimeline', ({ name }: Name) => `The timeline has no milestone “${name}”.`),
  otherHolders: row(
    'differsFromTimeline',
    ({ name, holders }: Name & { readonly holders: readonly string[] }) =>
      `The timeline says that ${holders.join(', ')} holds the role “${name}”.`,
  ),

  // the timeline
  noTimeline: row('noTimeline', () => 'There is no heading “## Timeline” outside a code fence: no entry can be read.'),
  outOfOrder: row('outOfOrder', () => 'This entry is earlier than the one above it.'),
  slipped: row('badEntry', () => "This line looks like an entry, but its bullet or box isn't right."),
  unclosed: row('unclosedFence', () => 'This code fence is never closed: nothing after it is read as an entry.'),
  tab: row('style', () => 'This line continues the entry with a tab: two spaces are expected.'),
  noEntry: row('badEntry', () => 'This line is not read as an entry: “- INSTANT @author KIND: text” is expected.'),
  unusual: row('style', () => 'This entry is read, but written in an unusual form.'),
  arrow: row('style', () => 'This hand-off is read, but its arrow is usually “→”.'),
  joined: row('badEntry', () => 'There are two entries on this line, and only the first is read.'),
  badInstant: row('badInstant', () => 'This is no date and time: write it like 2026-11-20T15:02:00Z.'),
  noOffset: row('noOffset', () => 'This time has no offset: end it with Z for UTC, or with one like +01:00.'),
  bareTime: row(
    'bareTime',
    () => "This line has a time, but isn't an entry yet: its date, author, and kind are missing.",
  ),
  endsTimeline: row('endsTimeline', () => "This heading ends the timeline: what's below it isn't read as entries."),

  // prose
  doubledHeading: row(
    'doubledHeading',
    ({ name }: Name) => `The heading “${name}” stands here twice: only the first is read.`,
  ),
  proseTooLong: row('tooLarge', () => 'This is too long or too deep to be read: its headings and boxes are not seen.'),

  // merges
  markers: row(
    'conflictMarkers',
    () => 'Git left two versions of these lines: “Incident: Resolve Merge Conflict” puts them together.',
  ),
  bothLines: row(
    'linesChangedTwice',
    () => 'Two people changed these lines: both versions are here, keep what is right.',
  ),
  fieldStays: row(
    'removedAndChanged',
    ({ name, now }: Name & { readonly now: string }) =>
      `One person changed “${name}”, another took it away: it stays, “${now}”.`,
  ),
  bothFields: row(
    'fieldChangedTwice',
    ({ name, now, lost }: Name & { readonly now: string; readonly lost: string }) =>
      `Two people changed “${name}”: it is now “${now}”, not “${lost}”.`,
  ),
  bothEntries: row(
    'entryChangedTwice',
    ({ name }: Name) => `The entry “${name}” was changed by two people: both versions are in the timeline.`,
  ),
  entryStays: row(
    'removedAndChanged',
    ({ name }: Name) => `The entry “${name}” was taken away by one person and changed by another: it stays, changed.`,
  ),
  bothBelow: row(
    'linesChangedTwice',
    ({ name }: Name) => `The entry “${name}” has lines below it that two people changed: both versions are there.`,
  ),

  // templates
  noCardOfTemplate: row(
    'noFrontMatter',
    () => 'There is no front matter: a template begins with “---”, a line “audience: …” and “---”.',
  ),
  key: row('badField', ({ name, known }: Unknown) => `There is no key “${name}” here${suggest(name, known)}.`),
  noAudience: row('missingField', () => '“audience” is missing: whom the update is written for.'),
  audience: row(
    'badField',
    ({ name, known }: Unknown) => `There is no audience “${name}” here${suggest(name, known)}.`,
  ),
  moment: row(
    'badField',
    ({ name, known }: Unknown) =>
      `“${name}” is no status and no moment: ${known.join(', ')} are${suggest(name, known)}.`,
  ),
  noText: row('badTemplate', () => 'This template has no text.'),
  templateTooLarge: row('badTemplate', () => 'This template has too many characters, or blanks in a row, to be read.'),
  delimiters: row('badTemplate', () => 'Other delimiters than “{{” and “}}” are not read here.'),
  openTag: row('badTemplate', () => 'A placeholder is never closed: “}}” is missing.'),
  unopened: row('badTemplate', ({ name }: Name) => `The section “${name}” is closed here and was never opened.`),
  openSection: row(
    'badTemplate',
    ({ name }: Name) => `The section “${name}” is never closed: {{/${name}}} is missing.`,
  ),
  partial: row('badTemplate', () => 'A template takes no other one in: write its text here.'),
  nestedList: row('badTemplate', ({ name }: Name) => `“${name}” is a list, and no list stands inside another.`),
  bareList: row(
    'unknownPlaceholder',
    ({ name, known }: Unknown) =>
      `“${name}” is a list: write {{#${name}}} … {{/${name}}} with ${known.join(', ')} inside.`,
  ),
  placeholder: row(
    'unknownPlaceholder',
    ({ name, known }: Unknown) => `There is no placeholder “${name}”${suggest(name, known)}.`,
  ),
  formatWord: row(
    'unknownPlaceholder',
    ({ name, known }: Unknown) =>
      `There is no “${name}” to fill in here: ${known.join(', ')} are${suggest(name, known)}.`,
  ),

  // ownership
  services: row('badField', () => 'This file has a line “service:” for each service, with “team:” and more below it.'),
  noService: row('badField', ({ name }: Name) => `“${name}” is missing.`),
  service: row('badField', ({ name }: Name) => `“${name}” has “team:” and more below it.`),
  serviceText: row('badField', ({ name }: Name) => `“${name}” is text on one line.`),
};
