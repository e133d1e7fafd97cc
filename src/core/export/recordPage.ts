/**
 * A record or a postmortem as one page of markdown that reads without the extension: no front matter, times as people tell
 * them, each entry with its whole text. How a page becomes a file is `pages.ts`'s.
 */

import { capitalized, labelled } from '../postmortem/draftSection';
import { milestoneChart } from '../postmortem/milestoneChart';
import { links } from '../postmortem/postmortemAftermath';
import { keyTimes, summary } from '../postmortem/postmortemCourse';
import type { PostmortemFacts } from '../postmortem/postmortemFacts';
import { entryLabel } from '../postmortem/timelineTable';
import { roleLabel } from '../process/process';
import { readProse, sectionText, type Prose } from '../record/prose';
import { readFrontMatter } from '../frontMatter/frontMatter';
import { readTask } from '../postmortem/refresh/postmortemTask';
import { normaliseText, oneLine } from '../text/plainText';
import { flatText } from '../text/flatText';
import { formatInstant } from '../time/instant';
import type { PlacedEntry } from '../timeline/entryHead';
import { entryText } from '../timeline/entryText';

/** Returns the record's facts, its prose, and its whole timeline, oldest first. */
export function recordPage(facts: PostmortemFacts): string {
  const prose = readProse(facts.record);
  return page([
    [`# ${pageTitle(facts)}`],
    card(facts),
    ...summary(facts),
    ...proseSection(facts, prose, 'Summary'),
    ['## Key times'],
    milestoneChart(facts.moments, facts.severities, facts.days),
    ...keyTimes(facts),
    ...timeline(facts),
    ...otherSections(facts, prose),
  ]);
}

/** Returns the postmortem as its people wrote it, below whose it is and how far it is. */
export function postmortemPage(postmortem: string): string {
  const text = postmortem.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const body = text.slice(readFrontMatter(text).bodyStart).trim();
  const { owner, state, since, reason } = readTask(text);
  const why = reason === undefined ? '' : ` (${reason})`;
  const task = [
    `Postmortem state: ${state}${since === undefined ? '' : ` since ${since}`}${why}`,
    ...(owner === undefined ? [] : [`owner: ${owner}`]),
  ].join(' · ');
  const [, title = '', rest = ''] = /^(# [^\n]*(?:\n|$))?([^]*)$/.exec(body)!;
  return page([[title.trim()], [`- ${flatText(task)}`, ...rest.trim().split('\n')]]);
}

/** Returns what a page is called: the incident's title, else its id. */
export function pageTitle({ fields: { title, id } }: PostmortemFacts): string {
  return flatText(oneLine(title ?? id ?? 'Incident'));
}

function page(blocks: readonly (readonly string[])[]): string {
  const told = blocks.map((lines) => lines.join('\n')).filter((block) => block.trim() !== '');
  return `${told.join('\n\n')}\n`;
}

function card(facts: PostmortemFacts): string[] {
  const { fields, process } = facts;
  return [
    ...labelled('Incident', [fields.id]),
    ...labelled('Status', [fields.status]),
    ...labelled('Severity', [fields.severity]),
    ...labelled('Impact', [fields.impact]),
    ...labelled('Services', fields.services),
    ...Object.entries(fields.roles).flatMap(([role, holders]) => labelled(roleLabel(process, role), holders)),
    ...links(facts).flat(),
    ...(fields.security ? ['- Security: yes. Share this only with people who need to know'] : []),
  ];
}

function proseSection({ record }: PostmortemFacts, prose: Prose, heading: string): string[][] {
  const text = sectionText(record, prose, heading);
  return text === '' ? [] : [[`## ${heading}`], [normaliseText(text)]];
}

/** Returns the sections that people added; contacts and checklists are for the time of the incident. */
function otherSections({ record }: PostmortemFacts, { sections, findings }: Prose): string[][] {
  const own = sections.filter(({ level, heading }) => level === 2 && !KNOWN.has(heading));
  // What nobody should read as markdown is there as it's written.
  const unread = findings.filter(({ code }) => code === 'tooLarge');
  return [...own.map(({ headingStart, end }) => ({ start: headingStart, end })), ...unread].map(({ start, end }) => [
    normaliseText(record.text.slice(start, end)),
  ]);
}

const KNOWN: ReadonlySet<string> = new Set(['Contacts', 'Summary', 'Timeline', 'Checklists']);

function timeline({ record, entries, exactClock, days, local }: PostmortemFacts): string[][] {
  const zone = local ? ` (${local.name})` : '';
  const blocks = [['## Timeline'], [`Times are UTC${zone}.`]];
  let day = '';
  let lines: string[] = [];
  for (const placed of entries) {
    const date = formatInstant(placed.instant).slice(0, 10);
    if (days && date !== day) {
      lines = [];
      blocks.push([`### ${date}`], lines);
      day = date;
    } else if (lines.length === 0) {
      blocks.push(lines);
    }
    const time = exactClock(placed.instant);
    lines.push(item(record.text, placed, days ? time.slice('2026-11-20 '.length) : time));
  }
  return entries.length === 0 ? [] : blocks;
}

/** `- **15:02:00** @dana Milestone declared: customers report it`, further lines indented as in the record. */
function item(text: string, placed: PlacedEntry, time: string): string {
  const words = entryText(text, placed);
  const [first = '', ...rest] = words.split('\n');
  const label = [entryLabel(placed), placed.ticked === true ? 'done' : ''].filter((part) => part !== '').join(', ');
  const head = `- **${time}** @${flatText(placed.author)}${label === '' ? '' : ` ${capitalized(label)}`}`;
  // A block begins on a line of its own.
  const body = BLOCK.test(first) ? ['', first, ...rest] : [first, ...rest];
  const [begin = '', ...more] = body;
  return [`${head}${begin === '' ? '' : `: ${begin}`}`, ...more.map((line) => (line === '' ? '' : `  ${line}`))].join(
    '\n',
  );
}

const BLOCK = /^(?:```|~~~|[-*+](?:\s|$)|\d{1,9}[.)](?:\s|$)|>|\||#{1,6}(?:\s|$))/;
