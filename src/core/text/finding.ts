/**
 * What a reader noticed in a person's text, with its place, and the sentences for it. Core never throws on such text: it
 * returns findings.
 */

import { suggest } from './suggestion';

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

/** A finding; `start` and `end` are offsets in UTF-16 code units into the text that was read. */
export interface Finding {
  readonly code: FindingCode;
  /** Which sentence of the table it is, and what the sentence says beside that. */
  readonly what: FindingName;
  readonly data: unknown;
  /** One sentence for the person who reads the record. */
  readonly message: string;
  readonly start: number;
  readonly end: number;
  /** The path of the field that it is about, in the front matter: `['milestones', 'declared']`. */
  readonly field?: readonly string[];
}

/** A finding without its place. */
export type Found = Omit<Finding, 'start' | 'end' | 'field'>;

/** `{ ...found('slipped'), start, end }` */
export function found<Name extends FindingName>(what: Name, ...[data]: GivenOf<Name>): Found {
  const [code, sentence] = FINDING_SENTENCES[what];
  return { code, what, data, message: (sentence as (data: unknown) => string)(data) };
}

type DataOf<Name extends FindingName> = Parameters<(typeof FINDING_SENTENCES)[Name][1]>[0];
type GivenOf<Name extends FindingName> = void extends DataOf<Name> ? [] : [data: DataOf<Name>];

type Row<Data> = readonly [code: FindingCode, sentence: (data: Data) => string];

const row = <Data = void>(code: FindingCode, sentence: (data: Data) => string): Row<Data> => [code, sentence];

interface Name {
  readonly name: string;
}

/** A name that is unknown, and those that are known. */
interface Unknown extends Name {
  readonly known: readonly string[];
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

type FindingName = keyof typeof FINDING_SENTENCES;
