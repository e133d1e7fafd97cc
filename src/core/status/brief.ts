/**
 * One screen for somebody who has just joined: the state and where people meet, who leads, what was tried, what's open, and
 * what was found last; then what was sent, what's due, and whom to ask. Lines are short, and nothing is guessed.
 */

import { questKey } from './dueItems';
import { flatText, shortened } from '../text/flatText';
import { entryText } from '../timeline/entryText';
import { formatInstant } from '../time/instant';
import { hypothesesIn } from '../entries/newEntry';
import type { PlacedEntry } from '../timeline/entryHead';
import { leadRole, roleLabel, severityOf, type Process } from '../process/process';
import { readProse, sectionText } from '../record/prose';
import type { IncidentRecord } from '../record/record';
import { countingEntries } from '../timeline/retraction';
import { knowers } from '../entries/security';
import { incidentStatus, type StatusFrame } from './status';
import { describeInstant } from '../time/typedTime';
import { describeAge, describeDue, isOverdue } from './updateClock';
import { say, sayWords } from '../words/say';

const LAST = 10;
/** Maximum number of characters of an entry's text. */
const LONGEST = 160;

/** Markdown with a line ending at its end; a part of which nothing is known is left out, but for impact and lead. */
export function draftBrief(record: IncidentRecord, process: Process, frame: StatusFrame): string {
  const { text } = record;
  const entries = countingEntries(record);
  const { fields } = record.frontMatter;
  const status = incidentStatus(record, process, frame);
  const words = (placed: PlacedEntry): string => flatText(entryText(text, placed));
  const ofKind = (kind: string): readonly PlacedEntry[] => entries.filter((placed) => placed.kind === kind);

  const meaning = severityOf(process, status.severity ?? '')?.meaning;
  const roles = Object.entries(fields.roles).map(([role, holders]) => ({
    role: sayWords(roleLabel(process, role)),
    id: role,
    holders: holders.join(', '),
  }));
  const state = status.status ?? say`unknown`;
  const lead = leadRole(process);
  const channels = Object.entries(fields.channels).map(([name, channel]) => `- ${name}: ${flatText(channel)}`);
  const overdue = status.clocks.filter(({ audience, at }) => audience !== undefined && isOverdue(at, frame.now));
  /** When it is due, as the clock of that key has it: it may be snoozed. */
  const due = (key: string, at: number): string => {
    const clock = status.clocks.find((other) => other.key === key);
    const words = describeDue(clock?.at ?? at, frame.now);
    return clock?.snoozed ? say`${words}, snoozed` : words;
  };

  const parts: [heading: string, lines: readonly string[]][] = [
    [
      say`Status`,
      [
        `- ${status.open ? say`Status: ${state}, open for ${describeAge(status.age * 1000)}` : say`Status: ${state}`}`,
        ...(status.severity === undefined
          ? []
          : [
              `- ${say`Severity: ${flatText(status.severity)}`}${meaning === undefined ? '' : `: ${sayWords(meaning)}`}`,
            ]),
        `- ${say`Impact: ${flatText(fields.impact ?? '') || say`not known yet`}`}`,
        ...(fields.services.length > 0 ? [`- ${say`Services: ${flatText(fields.services.join(', '))}`}`] : []),
        ...channels,
      ],
    ],
    [
      say`Roles`,
      [
        `- ${sayWords(lead.label)}: ${roles.find(({ id }) => id === lead.id)?.holders ?? say`nobody yet`}`,
        ...roles.filter(({ id }) => id !== lead.id).map(({ role, holders }) => `- ${flatText(role)}: ${holders}`),
        ...(status.open && status.unassigned.length > 0
          ? [`- ${say`Nobody yet: ${status.unassigned.map(sayWords).join(', ')}`}`]
          : []),
        ...status.offers.map(({ role, from, to }) => `- ${say`Hand-off not confirmed: ${role}, ${from} → ${to}`}`),
      ],
    ],
    [
      say`Who knows`,
      fields.security === true
        ? knowers(record).map(
            ({ name, since }) => `- ${say`${flatText(name)}, since ${formatInstant(since).slice(11, 16)}`}`,
          )
        : [],
    ],
    [
      say`Officially begins when`,
      status.startConditions.map(({ step, at }) => {
        return `- ${at === undefined ? say`not yet` : formatInstant(at).slice(11, 16)}: ${flatText(step)}`;
      }),
    ],
    [
      say`Tried so far`,
      [
        ...(['confirmed', 'refuted'] as const).flatMap((state) =>
          hypothesesIn(record, state).map((hypothesis) => `- ${state}: ${flatText(hypothesis)}`),
        ),
        ...ofKind('MILESTONE')
          .filter(({ qualifier }) => ['identified', 'mitigated', 'resolved'].includes(qualifier.replace(/\?$/, '')))
          .map((placed) => `- ${placed.qualifier}: ${words(placed)}`),
        ...ofKind('QUEST')
          .filter(({ ticked }) => ticked === true)
          .map((placed) => `- ${say`done by ${placed.qualifier}: ${words(placed)}`}`),
      ],
    ],
    [
      say`Open`,
      [
        ...hypothesesIn(record, 'open').map((hypothesis) => `- ${say`hypothesis: ${flatText(hypothesis)}`}`),
        ...status.quests.map(({ owner, text: quest, entry, until }) => {
          const end = until === undefined ? '' : ` (${due(questKey(entry), until)})`;
          return `- ${say`quest for ${flatText(owner)}: ${quest}`}${end}`;
        }),
      ],
    ],
    [
      say`Latest entries`,
      entries
        .filter(({ kind }) => kind !== 'UPDATE')
        .slice(-LAST)
        .map((placed) =>
          [
            `- ${formatInstant(placed.instant).slice(11, 16)} @${placed.author}`,
            headOf(placed),
            shortened(words(placed), LONGEST),
          ]
            .filter((part) => part !== '')
            .join(' '),
        ),
    ],
    [
      say`Updates`,
      [
        ...overdue.map(({ audience, at }) => `- ${audience}: ${describeDue(at, frame.now)}`),
        ...sentUpdates(ofKind('UPDATE')),
      ],
    ],
    [
      say`Deadlines`,
      status.deadlines
        .filter(({ met }) => !met)
        .map(({ name, label, at, latest }) => {
          const late = latest !== undefined && frame.now > latest ? say`, past the hard deadline` : '';
          return `- ${sayWords(label)}: ${due(`deadline ${name}`, at)}${late}`;
        }),
    ],
    [
      say`Consider`,
      [
        ...status.escalations.map(({ sign, action }) => `- ${sayWords(sign)}: ${sayWords(action)}`),
        ...(status.span.hint === undefined ? [] : [`- ${status.span.hint}`]),
        ...status.tips.slice(0, 1).map((tip) => `- ${sayWords(tip)}`),
      ],
    ],
    [say`Contacts`, filled(sectionText(record, readProse(record), 'Contacts'))],
  ];
  const title = [status.severity, status.title].filter((part) => part !== undefined).join(' ');
  return [
    `# ${flatText(title)}`,
    say`As of ${describeInstant(frame.now, { now: frame.now, zone: frame.zone })}. Entry times are in UTC.`,
    ...parts.filter(([, lines]) => lines.length > 0).map(([heading, lines]) => `## ${heading}\n\n${lines.join('\n')}`),
  ]
    .join('\n\n')
    .concat('\n');
}

/** `- Last sent: internal at 16:00 (2 so far), customer at 15:40`; nothing before the first one. */
function sentUpdates(updates: readonly PlacedEntry[]): string[] {
  const audiences = [...new Set(updates.map(({ qualifier }) => qualifier))];
  const sent = audiences.map((audience) => {
    const own = updates.filter(({ qualifier }) => qualifier === audience);
    const last = formatInstant(own.at(-1)!.instant).slice(11, 16);
    const words = say`${flatText(audience)} at ${last}`;
    return own.length > 1 ? say`${words} (${own.length} so far)` : words;
  });
  return sent.length === 0 ? [] : [`- ${say`Last sent: ${sent.join(', ')}`}`];
}

/** `MILESTONE declared:`, and nothing for a plain line. */
function headOf({ kind, qualifier }: PlacedEntry): string {
  return kind === 'TL' ? '' : `${`${kind} ${qualifier}`.trim()}:`;
}

function filled(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}
