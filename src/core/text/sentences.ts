/** What the core says for each code: whole sentences, and short forms for after a colon or in the status bar. */

import { instead, oneOf, suggest } from './suggestion';
import { say } from '../words/say';

/** A name that is unknown, and those that are known. */
interface Unknown {
  readonly name: string;
  readonly known: readonly string[];
}

interface OfRole {
  readonly role: string;
}

export const CORE_SENTENCES = {
  // the record
  cardUnread: () => say`Can't read this record's front matter. Fix it, then try again.`,
  entryGone: () => say`That entry isn't in the record anymore: someone changed or removed it.`,
  emptyEntry: ({ what }: { readonly what: 'hypothesis' | 'quest' | 'reason' }) =>
    say`Nothing to log: the ${what} is empty.`,

  // severities, milestones, quests
  unknownSeverity: ({ name, known }: Unknown) => say`Unknown severity "${name}".${instead(name, known)}`,
  sameSeverity: ({ severity }: { readonly severity: string }) => say`No changes: the severity is already ${severity}.`,
  questOver: ({ until }: { readonly until: string }) =>
    say`${until} has already passed. Choose a later time for the quest.`,
  ownDuplicate: () => say`An incident can't be a duplicate of itself. Choose the other incident.`,

  // steps
  unknownStep: ({ name, known }: Unknown) =>
    say`This record's checklists don't have the step "${name}".${suggest(name, known)}`,
  neverChecked: ({ step, ticked }: { readonly step: string; readonly ticked: boolean }) =>
    ticked
      ? say`Can't uncheck "${step}": no entry says it's done. Its box was checked by hand, so uncheck it by hand.`
      : say`Can't uncheck "${step}": no entry says it's done.`,

  // channels, links, tickets
  linkHasNoName: ({ kind }: { readonly kind: string }) => say`A ${kind} doesn't take a name. Leave out "name".`,
  emptyLink: ({ kind }: { readonly kind: string }) => say`Nothing to set: the ${kind} is empty.`,
  notALink: ({ value }: { readonly value: string }) =>
    say`"${value}" isn't a link. Begin with a full address, such as https://status.example.com.`,
  sameLink: ({ kind, value }: { readonly kind: string; readonly value: string }) =>
    say`No changes: the record already has the ${kind} ${value}.`,
  noChannel: ({ name }: { readonly name: string }) => say`This record has no channel "${name}".`,
  sameChannel: ({ name, value }: { readonly name: string; readonly value: string }) =>
    say`No changes: the channel ${name} is already ${value}.`,
  badChannel: ({ name }: { readonly name: string }) =>
    say`Can't name a channel "${name}". Use one word, such as bridge.`,

  // the summary
  emptyTitle: () => say`The title is empty. In one sentence: what's broken, and who's affected?`,
  sameSummary: () => say`No changes: title, impact, and services already have these values.`,

  // roles
  badRole: ({ role }: OfRole) => say`"${role}" isn't a role name. Write it like incident-commander.`,
  leadHeld: ({ holders }: { readonly holders: string }) =>
    say`Can't take the lead: ${holders} already has it. Hand it off, or assign the role to someone else.`,
  leadUnnamed: () => say`Can't take the lead: your handle isn't known. Set it in the settings, then try again.`,
  noHolder: ({ role }: OfRole) => say`Can't hand off "${role}": nobody has the role yet. Assign it instead.`,
  sameHolder: ({ role, to }: OfRole & { readonly to: string }) =>
    say`No changes: @${to} already has the role "${role}".`,
  noOffer: ({ role }: OfRole) => say`No hand-off of the role "${role}" is waiting to be confirmed.`,

  // security incidents
  nobodyNamed: () => say`This is already a security incident. To let more people know about it, name them.`,

  // due items
  snoozeTooShort: ({ label, due }: { readonly label: string; readonly due: string }) =>
    say`"${label}" isn't due until ${due} anyway. Snooze it for longer.`,
  snoozeOver: () => say`That time has already passed. Snooze it for longer.`,

  // moving and retracting an entry
  staysInRecord: ({ kind }: { readonly kind: string }) =>
    say`Can't move this entry: ${kind} entries stay with their own incident.`,
  notCounting: () => say`Can't move this entry: it was retracted, or it's no longer in the record.`,
  staysSecret: () => say`Can't move an entry out of a security incident: more people can read the other record.`,
  evidenceAway: () => say`Can't move this entry: the file that it links to is in another folder of records.`,
  twoOfOneTime: ({ kind }: { readonly kind: string }) =>
    say`Can't retract this entry: another ${kind} has the same time and author. Correct the time of one of them first.`,

  // updates
  gapsLeft: ({ template, audience, gaps }: GapsLeft) => {
    const left = gaps.length === 1 ? say`a gap` : say`${gaps.length} gaps`;
    return say`Can't send "${template}" to the open audience "${audience}": it still has ${left} (${gaps.join(', ')}). Fill ${gaps.length === 1 ? 'it' : 'them'} in with "fields", or set "gaps" to "send" to send it as is.`;
  },
  openAudience: ({ audience, way }: { readonly audience: string; readonly way: string | undefined }) =>
    say`Can't write for "${audience}" in a security incident: the audience isn't restricted. ${way ?? say`Use the security team's channel.`}`,
  unknownTemplate: ({ name, known }: Unknown) => say`Unknown template "${name}".${instead(name, known)}`,
  unknownField: ({ name, known }: Unknown) => say`Unknown placeholder "${name}" in "fields".${suggest(name, known)}`,

  /** After the incident's name: `its title and severity are missing or unknown`. */
  partsLost: ({ fields, lists }: { readonly fields: readonly string[]; readonly lists: readonly string[] }) => {
    const short = [
      ...(fields.length === 0
        ? []
        : [say`its ${listed(fields)} ${fields.length === 1 ? 'is' : 'are'} missing or unknown`]),
      ...(lists.length === 0 ? [] : [say`some of its ${listed(lists)} can't be read anymore`]),
    ].join(say`, and `);
    return { whole: say`The record has lost something: ${short}.`, short };
  },

  // times that people type
  notTime: ({ typed }: { readonly typed: string }) =>
    say`${typed} isn't a time. Use one such as -5m, 14:03, 14:03 CET, or yesterday 23:50.`,
  notDeadline: ({ typed }: { readonly typed: string }) =>
    say`${typed} isn't a time. Use one such as +20m, 14:30, 14:30 CET, or tomorrow 9:00.`,
  noOffset: ({ typed }: { readonly typed: string }) =>
    say`${typed} has no offset. End it with Z for UTC, or with one such as +01:00.`,
  unknownLocalZone: ({ zone }: { readonly zone: string }) =>
    say`Unknown time zone "${zone}". Write the time in UTC, such as 14:03 UTC.`,
  unknownZone: ({ zone }: { readonly zone: string }) =>
    say`Unknown time zone "${zone}". Use an offset such as +02:00, or a name such as Europe/Berlin.`,
  severalZones: ({ zone, choices }: { readonly zone: string; readonly choices: readonly string[] }) =>
    say`"${zone}" could be several time zones. Use ${oneOf(choices)}.`,
  zoneOrWord: ({ written, zone, word }: { readonly written: string; readonly zone: string; readonly word: string }) =>
    say`"${written}" after the time could be ${zone} or ${word}. Write a zone such as Europe/Berlin or UTC-5, or put a colon after the time.`,
  laterZone: ({ written }: { readonly written: string }) =>
    say`Only "${written}" after the time has a time zone. Write the zone after the first time too, or put a colon after it.`,
  dayOrWord: ({ written }: { readonly written: string }) =>
    say`"${written}" after the time could be its day or a word. Write the day first, or put a colon after the time.`,
  morningOrAfternoon: ({ written }: { readonly written: string }) =>
    say`"${written}" could be in the morning or in the afternoon. Write it like 14:03 or 2:03 PM.`,
  otherWeekday: ({ date, weekday }: { readonly date: string; readonly weekday: string }) =>
    say`${date} is a ${weekday}. Check the day of the week or the date.`,
  twoDates: ({ written, example }: { readonly written: string; readonly example: string }) =>
    say`"${written}" could be two dates. Write it like ${example}.`,
  twoDueDates: ({ written, dates: [one, other] }: { readonly written: string; readonly dates: [string, string] }) =>
    say`"${written}" could be ${one} or ${other}. Write one of them.`,
  noSuchDay: ({ written }: { readonly written: string }) =>
    say`There is no ${written}. Check the year, month, and day.`,
  skippedTime: ({ time, zone, date }: { readonly time: string; readonly zone: string; readonly date: string }) =>
    say`${time} doesn't exist in ${zone} on ${date}: the clocks were set forward. Write it in UTC.`,

  // merges
  notUtf8: () => ({ whole: say`The incoming version isn't UTF-8.`, short: say`the incoming version isn't UTF-8` }),
  changedTwice: ({ path }: { readonly path: string }) => ({
    whole: say`${path} was changed both here and on the remote. Only records are merged, so merge it with git.`,
    short: say`${path} was changed both here and on the remote`,
  }),
  twoIncidents: ({ path }: { readonly path: string }) => ({
    whole: say`Another incident has the same id: ${path}. Rename the folder of one of them, then try again.`,
    short: say`another incident has the same id: ${path}`,
  }),
  versionUnread: ({ side, file, said }: UnreadVersion) => {
    const words = say`version of the ${file} can't be read, so nothing was merged`;
    const [whole, short] = side === 'ours' ? ['Your', 'your'] : [say`The other`, say`the other`];
    return { whole: `${whole} ${words}. ${said ?? ''}`.trimEnd(), short: `${short} ${words}` };
  },
  versionNotUtf8: () => say`One of the two versions isn't UTF-8.`,
  notMerged: () => ({
    whole: say`Can't merge the two versions without losing entries. Merge them by hand.`,
    short: say`the two versions can't be merged without losing entries: merge them by hand`,
  }),

  // a postmortem that is refreshed
  keptWords: ({ words }: { readonly words: string }) =>
    say`The record now says "${words}", but someone edited this line, so it was kept.`,
  staysDeleted: ({ words }: { readonly words: string }) =>
    say`The record now says "${words}", but the line was deleted here, so it wasn't added.`,
  leftOut: ({ words }: { readonly words: string }) =>
    say`New in the record: "${words}". Its section was deleted here, so it wasn't added.`,

  // where records are
  noRepository: () => ({ whole: say`There is no git repository here.`, short: say`no git repository` }),
  notTrusted: () => ({ whole: say`This folder isn't trusted.`, short: say`this folder isn't trusted` }),
};

function listed(words: readonly string[]): string {
  return words.length < 3 ? words.join(' and ') : say`${words.slice(0, -1).join(', ')}, and ${words.at(-1)!}`;
}

interface GapsLeft {
  readonly template: string;
  readonly audience: string;
  readonly gaps: readonly string[];
}

interface UnreadVersion {
  readonly side: 'ours' | 'theirs';
  readonly file: 'record' | 'postmortem';
  /** A sentence; absent if there is none. */
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
  // merge: an entry, a field or lines that two people changed differently; a thing that one removed and the other changed
  | 'entryChangedTwice'
  | 'fieldChangedTwice'
  | 'linesChangedTwice'
  | 'removedAndChanged'
  | 'conflictMarkers'
  // template
  | 'badTemplate'
  | 'unknownPlaceholder';

type FindingRow<Data> = readonly [code: FindingCode, sentence: (data: Data) => string];

const row = <Data = void>(code: FindingCode, sentence: (data: Data) => string): FindingRow<Data> => [code, sentence];

interface Name {
  readonly name: string;
}

export const FINDING_SENTENCES = {
  // front matter
  noCard: row('noFrontMatter', () => say`There is no front matter. A record starts with a line "---".`),
  stray: row(
    'strayText',
    () => say`There's something above the front matter. Other tools and older versions can't read it there.`,
  ),
  openingFence: row(
    'badFence',
    () => say`The line that opens the front matter must be exactly "---". Code in front matter is never run.`,
  ),
  neverClosed: row('badFence', () => say`The front matter is never closed. Add a line "---" below it.`),
  fenceInside: row('badFence', () => say`A line inside the front matter starts with "---". Indent it.`),
  cardTooLarge: row(
    'tooLarge',
    () => say`The front matter is too large to read: too many characters, lines, or blanks in a row.`,
  ),
  hidden: row(
    'hiddenValue',
    ({ value }: { readonly value: string }) => say`YAML reads "${value}" as a comment. Put the value in quotes.`,
  ),

  // YAML
  invalid: row(
    'badYaml',
    ({ said }: { readonly said: string }) => say`This isn't valid YAML: ${said.replace(/\.?$/, '.')}`,
  ),
  anchor: row(
    'badYaml',
    ({ token }: { readonly token: string }) =>
      say`Anchors and aliases aren't supported here (${token}). Write out the value.`,
  ),
  tag: row(
    'badYaml',
    ({ token }: { readonly token: string }) => say`Tags aren't supported here (${token}). Remove it.`,
  ),
  directive: row('badYaml', () => say`YAML directives aren't supported here. Remove the line.`),
  protoKey: row('badYaml', () => say`The key __proto__ isn't allowed. Remove it.`),
  mergeKey: row('badYaml', () => say`Merge keys (<<) aren't supported here. Write out the keys.`),
  doubledKey: row('badYaml', ({ name }: Name) => say`The key ${name} appears twice. Keep one of them.`),
  yamlTooLong: row(
    'tooLarge',
    ({ limit }: { readonly limit: number }) => say`Can't read this YAML: it's longer than ${limit} characters.`,
  ),
  yamlTooDeep: row(
    'tooLarge',
    ({ levels }: { readonly levels: number }) =>
      say`Can't read this YAML: it's nested more than ${levels} levels deep.`,
  ),
  yamlTooMuch: row('tooLarge', () => say`Can't read this YAML: it has too many values.`),

  // fields
  missing: row('missingField', ({ name }: Name) => say`"${name}" is missing.`),
  noFormat: row('missingField', () => say`"format: 1" is missing.`),
  otherFormat: row(
    'badField',
    () => say`Unknown record format. This version of Incident Notes only supports format 1.`,
  ),
  oneLine: row('badField', ({ name }: Name) => say`"${name}" must be one line of text.`),
  texts: row('badField', ({ name }: Name) => say`"${name}" must be text or a list of texts.`),
  map: row('badField', ({ name }: Name) => say`"${name}" must have one "name: value" per line.`),
  security: row('badField', () => say`"security" must be true or false. Anything else counts as true.`),
  status: row('unknownStatus', ({ name, known }: Unknown) => say`Unknown status "${name}".${instead(name, known)}`),
  fieldNoOffset: row('noOffset', ({ name }: Name) => say`The time of "${name}" has no offset. End it with Z for UTC.`),
  fieldNoInstant: row(
    'badInstant',
    ({ name }: Name) => say`"${name}" isn't a date and time. Write it like 2026-11-20T15:02:00Z.`,
  ),

  // what the timeline says
  process: row(
    'unknownProcess',
    ({ name, serving }: Name & { readonly serving: string }) =>
      say`Unknown process "${name}". Using "${serving}" instead.`,
  ),
  severity: row(
    'unknownSeverity',
    ({ name, known }: Unknown) => say`Unknown severity "${name}".${instead(name, known)}`,
  ),
  otherStatus: row('differsFromTimeline', ({ name }: Name) => say`According to the timeline, the status is "${name}".`),
  otherSeverity: row(
    'differsFromTimeline',
    ({ name }: Name) => say`According to the timeline, the severity is "${name}".`,
  ),
  otherMilestone: row(
    'differsFromTimeline',
    ({ name, instant }: Name & { readonly instant: string }) =>
      say`According to the timeline, "${name}" was at ${instant}.`,
  ),
  noMilestone: row('differsFromTimeline', ({ name }: Name) => say`The timeline has no milestone "${name}".`),
  otherHolders: row(
    'differsFromTimeline',
    ({ name, holders }: Name & { readonly holders: readonly string[] }) =>
      say`According to the timeline, the role "${name}" belongs to ${listed(holders)}.`,
  ),

  // the timeline
  noTimeline: row(
    'noTimeline',
    () => say`There is no "## Timeline" heading outside a code fence, so no entries can be read.`,
  ),
  outOfOrder: row('outOfOrder', () => say`This entry is earlier than the one above it.`),
  slipped: row('badEntry', () => say`This line looks like an entry, but its bullet or box isn't right.`),
  unclosed: row('unclosedFence', () => say`This code fence is never closed, so nothing below it is read as an entry.`),
  tab: row('style', () => say`This line continues the entry with a tab. Indent it with two spaces.`),
  noEntry: row('badEntry', () => say`This line doesn't count as an entry. Write it as "- INSTANT @author KIND: text".`),
  unusual: row('style', () => say`This entry counts, but not in the standard format.`),
  arrow: row('style', () => say`This hand-off counts, but its arrow is usually written "→".`),
  joined: row('badEntry', () => say`There are two entries on this line, and only the first one counts.`),
  badInstant: row('badInstant', () => say`This isn't a date and time. Write it like 2026-11-20T15:02:00Z.`),
  noOffset: row('noOffset', () => say`This time has no offset. End it with Z for UTC, or with one such as +01:00.`),
  bareTime: row(
    'bareTime',
    () => say`This line has a time, but isn't an entry yet: its date, author, and kind are missing.`,
  ),
  endsTimeline: row('endsTimeline', () => say`This heading ends the timeline: entries below it don't count.`),

  // prose
  doubledHeading: row(
    'doubledHeading',
    ({ name }: Name) => say`The heading "${name}" appears twice, and only the first one is read.`,
  ),
  proseTooLong: row(
    'tooLarge',
    () => say`This text is too long or too deeply nested: its headings and boxes are ignored.`,
  ),

  // merges
  markers: row(
    'conflictMarkers',
    () => say`Git left two versions of these lines. Run "Incident: Resolve Merge Conflict" to merge them.`,
  ),
  bothLines: row(
    'linesChangedTwice',
    () => say`Two people changed these lines. Both versions are here: keep the right one.`,
  ),
  fieldStays: row(
    'removedAndChanged',
    ({ name, now }: Name & { readonly now: string }) =>
      say`One person changed "${name}" to "${now}", and another removed it. It was kept.`,
  ),
  bothFields: row(
    'fieldChangedTwice',
    ({ name, now, lost }: Name & { readonly now: string; readonly lost: string }) =>
      say`Two people changed "${name}". It's now "${now}", not "${lost}".`,
  ),
  bothEntries: row(
    'entryChangedTwice',
    ({ name }: Name) => say`Two people changed the entry "${name}". Both versions are in the timeline.`,
  ),
  entryStays: row(
    'removedAndChanged',
    ({ name }: Name) => say`One person changed the entry "${name}", and another removed it. The changed one was kept.`,
  ),
  bothBelow: row(
    'linesChangedTwice',
    ({ name }: Name) => say`Two people changed the lines below the entry "${name}". Both versions are there.`,
  ),

  // templates
  noCardOfTemplate: row(
    'noFrontMatter',
    () => say`There is no front matter. A template starts with "---", a line "audience: …", and "---".`,
  ),
  key: row('badField', ({ name, known }: Unknown) => say`Unknown key "${name}".${suggest(name, known)}`),
  noAudience: row('missingField', () => say`"audience" is missing. Say who the update is for.`),
  audience: row('badField', ({ name, known }: Unknown) => say`Unknown audience "${name}".${instead(name, known)}`),
  moment: row(
    'badField',
    ({ name, known }: Unknown) => say`"${name}" isn't a status or an event.${instead(name, known)}`,
  ),
  noText: row('badTemplate', () => say`This template has no text.`),
  templateTooLarge: row(
    'badTemplate',
    () => say`This template is too large to read: too many characters, or blanks in a row.`,
  ),
  delimiters: row('badTemplate', () => say`Only "{{" and "}}" can be used as delimiters here.`),
  openTag: row('badTemplate', () => say`A placeholder is never closed: "}}" is missing.`),
  unopened: row('badTemplate', ({ name }: Name) => say`The section "${name}" is closed here, but it was never opened.`),
  openSection: row(
    'badTemplate',
    ({ name }: Name) => say`The section "${name}" is never closed: {{/${name}}} is missing.`,
  ),
  partial: row('badTemplate', () => say`A template can't include another one. Write its text here.`),
  nestedList: row('badTemplate', ({ name }: Name) => say`"${name}" is a list, and lists can't be nested.`),
  bareList: row(
    'unknownPlaceholder',
    ({ name, known }: Unknown) =>
      say`"${name}" is a list. Write {{#${name}}} … {{/${name}}} with ${known.join(', ')} inside.`,
  ),
  placeholder: row(
    'unknownPlaceholder',
    ({ name, known }: Unknown) => say`Unknown placeholder "${name}".${suggest(name, known)}`,
  ),
  formatWord: row(
    'unknownPlaceholder',
    ({ name, known }: Unknown) => say`Unknown placeholder "${name}".${instead(name, known)}`,
  ),

  // ownership
  services: row(
    'badField',
    () => say`This file must have a line "service:" for each service, with "team:" and the other fields below it.`,
  ),
  noService: row('badField', ({ name }: Name) => say`"${name}" is missing.`),
  service: row('badField', ({ name }: Name) => say`"${name}" must have "team:" and the other fields below it.`),
  serviceText: row('badField', ({ name }: Name) => say`"${name}" must be one line of text.`),
};
