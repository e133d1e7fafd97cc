/**
 * The current incident, top to bottom in the order that a person under stress needs it: how bad it is, who leads, what's next,
 * what's open, what happened last, and the checklists.
 */

import { doneSteps, type StepList } from '../entries/checklists';
import { channelOffers } from '../entries/linkEdit';
import { hypothesesIn } from '../entries/newEntry';
import { recordSteps } from '../entries/recordSteps';
import { leadRole, roleLabel, type Process } from '../process/process';
import { currentWording } from '../process/wording';
import type { IncidentRecord } from '../record/record';
import { declarationWords, type DeclaredIncident } from '../status/declaration';
import type { DueItem } from '../status/dueItems';
import type { IncidentStatus } from '../status/status';
import {
  isUnled,
  placeSentence,
  sharedWords,
  titleWithSeverity,
  waitingWords,
  type Waiting,
} from '../status/statusWords';
import { describeAge, isOverdue, shortDue } from '../status/updateClock';
import { flatText } from '../text/flatText';
import { localTime } from '../time/typedTime';
import { readFollowUp } from '../timeline/followUp';
import type { PlacedEntry } from '../timeline/entryHead';
import { formatEntry } from '../timeline/entry';
import { countingEntries } from '../timeline/retraction';
import { readEntry } from '../timeline/timeline';
import { lineCounter, type LineOf, type Row } from './row';
import { say, sayWords } from '../words/say';
import { dueLabel, holderWords } from '../status/dueWords';
import { isNew, LATEST, timelineRows, type ViewFrame } from './timelineRows';

/** Returns the rows of the view; those that have nothing to say are left out. */
export function nowRows(
  record: IncidentRecord,
  process: Process,
  status: IncidentStatus,
  waiting: Waiting,
  frame: ViewFrame,
): Row[] {
  const lineOf = lineCounter(record.text);
  return [
    incidentRow(status, frame),
    ...progressRows(record, status, frame),
    ...leadRows(record, process, status, frame),
    ...channelRows(record, process, status, frame),
    ...stateRows(waiting, frame),
    ...newsRows(record, lineOf, frame),
    ...dueRows(status, frame),
    ...group('open', say`Open`, openRows(record, status, lineOf, frame)),
    ...group('timeline', say`Timeline`, timelineRows(record, lineOf, frame), {
      description: frame.shown === 'important' ? say`important entries, latest first` : say`latest first`,
    }),
    ...checklistRows(record, process, frame),
  ];
}

/** Returns what a colleague declared, and this person hasn't looked at. */
export function declarationRow(declaration: DeclaredIncident, now: number): Row {
  const { id, title, severity, author } = declaration;
  const words = declarationWords(declaration, now);
  return {
    key: `declared ${id}`,
    label: words,
    description: title,
    tooltip: title,
    spoken: say`${severity ?? say`Incident`} declared by @${author}: ${title}. Press Enter to join.`,
    icon: 'megaphone',
    action: { command: 'join', argument: 'declared' },
  };
}

function incidentRow(status: IncidentStatus, { id }: ViewFrame): Row {
  const label = titleWithSeverity(flatText(status.title), status.severity);
  return {
    key: 'incident',
    label,
    spoken: label,
    icon: 'flame',
    action: { command: 'open', argument: { incident: id } },
  };
}

/** A row of its own, because a title fills the first one. */
function progressRows(record: IncidentRecord, status: IncidentStatus, { id }: ViewFrame): Row[] {
  const impact = flatText(record.frontMatter.fields.impact ?? '');
  const age = status.open ? [describeAge(status.age * 1000)] : [];
  const label = capitalized([...(status.status === undefined ? [] : [status.status]), ...age].join(' · '));
  const progress: Row = {
    key: 'progress',
    label,
    spoken: say`Status: ${status.status ?? say`unknown`}`,
    icon: 'pulse',
    action: { command: 'milestone', incident: id },
  };
  const effect: Row = {
    key: 'impact',
    label: impact,
    spoken: say`Impact: ${impact}`,
    icon: 'organization',
    action: { command: 'editSummary', incident: id },
  };
  return [...(label === '' ? [] : [progress]), ...(impact === '' ? [] : [effect])];
}

function leadRows(record: IncidentRecord, process: Process, status: IncidentStatus, { id }: ViewFrame): Row[] {
  const lead = leadRole(process);
  const offered = (role: string): Pick<Row, 'description'> => {
    const offer = status.offers.find((open) => open.role === role);
    return offer ? { description: say`offered to ${offer.to}, not confirmed` } : {};
  };
  const roles = Object.entries(record.frontMatter.fields.roles).filter(([, holders]) => holders.length > 0);
  const leads = roles.find(([role]) => role === lead.id)?.[1];
  const others = roles
    .filter(([role]) => role !== lead.id)
    .map(([role, holders]): Row => {
      const label = `${sayWords(roleLabel(process, role))}: ${holders.join(', ')}`;
      return { key: `role ${role}`, label, spoken: label, icon: 'person', ...offered(role), ...roleMenu(role, id) };
    });
  const label = leads ? `${sayWords(lead.label)}: ${leads.join(', ')}` : say`Nobody is leading yet`;
  const held: Row = {
    key: 'lead',
    label,
    spoken: label,
    icon: 'account',
    ...offered(lead.id),
    ...roleMenu(lead.id, id),
  };
  const free: Row = {
    key: 'lead',
    label,
    description: say`Take the lead`,
    spoken: say`${label}. Press Enter to take the lead.`,
    icon: 'account',
    mood: 'late',
    action: { command: 'takeLead', argument: { incident: id } },
  };
  const first = leads ? [held] : isUnled(status) ? [free] : [];
  const [top] = first;
  return top && others.length > 0 ? [{ ...top, rows: others }] : [...first, ...others];
}

function roleMenu(role: string, incident: string): Pick<Row, 'kind' | 'menu'> {
  return { kind: 'role', menu: { handOff: { role, incident }, assignRole: { role, incident } } };
}

/** Where people meet, and while it continues one row for all that is missing. */
function channelRows(record: IncidentRecord, process: Process, { open }: IncidentStatus, { id }: ViewFrame): Row[] {
  const missing = channelOffers(record, process, id).filter(({ value }) => value === undefined);
  const [first, ...more] = missing.map(({ name }) => name);
  if (first === undefined || !open) {
    return setChannels(record, id);
  }
  const label = say`No ${[first, ...more].join(', ').replace(/, (?=[^,]*$)/, say` or `)} yet`;
  const row: Row = {
    key: 'channels',
    label,
    description: say`Set it`,
    spoken: say`${label}. Press Enter to set it.`,
    icon: 'add',
    action:
      more.length === 0
        ? { command: 'setLink', argument: { kind: 'channel', name: first, incident: id } }
        : { command: 'setLink', incident: id },
  };
  return [...setChannels(record, id), row];
}

function setChannels(record: IncidentRecord, id: string): Row[] {
  const channels = Object.entries(record.frontMatter.fields.channels).filter(([, channel]) => channel !== '');
  return channels.map(([name, channel]): Row => {
    const label = `${name}: ${flatText(channel)}`;
    return {
      key: `channel ${name}`,
      label,
      spoken: label,
      icon: name === 'chat' ? 'comment-discussion' : 'link-external',
      action: /^https:\/\//.test(channel) ? { link: channel } : { command: 'open', argument: { incident: id } },
    };
  });
}

function capitalized(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** Returns what is pending and why, and whether others have the record. */
function stateRows(waiting: Waiting, { id }: ViewFrame): Row[] {
  const words = [...waitingWords(waiting), ...sharedWords(waiting)];
  if (words.length === 0) {
    return [];
  }
  const label = capitalized(words.join(' · '));
  const place = waiting.place === undefined ? '' : placeSentence(waiting.place);
  return [
    {
      key: 'state',
      label,
      tooltip: [label, place].filter((line) => line !== '').join('\n'),
      spoken: [label, place].filter((line) => line !== '').join('. '),
      icon: waiting.why === undefined ? 'cloud' : 'cloud-upload',
      action: { command: 'sync', incident: id },
    },
  ];
}

/** Who wrote what came in; Enter goes to the first of it. */
function newsRows(record: IncidentRecord, lineOf: LineOf, frame: ViewFrame): Row[] {
  const isQuiet = (frame.arrivals?.at.size ?? 0) === 0;
  const fresh = isQuiet ? [] : countingEntries(record).filter((placed) => isNew(record, placed, frame));
  const [first] = fresh;
  if (!first) {
    return [];
  }
  const authors = [...new Set(fresh.map(({ author }) => `@${author}`))].join(', ');
  const label = say`${fresh.length} new from ${authors}`;
  const action = { incident: frame.id, line: lineOf(first.start) };
  return [{ key: 'news', label, spoken: say`${label}. Press Enter to go there.`, icon: 'comment', action }];
}

function dueRows({ clocks }: IncidentStatus, frame: ViewFrame): Row[] {
  const late = clocks.filter(({ at }) => isOverdue(at, frame.now)).length;
  return group(
    'due',
    say`Due`,
    clocks.map((clock) => clockRow(clock, frame)),
    late === 0 ? {} : { description: say`${late} overdue` },
  );
}

/**
 * When it is due is first, because a long label fills the row. What Enter does about a clock is the same as what its
 * notification's button does.
 */
function clockRow(clock: DueItem, { id, now, zone }: ViewFrame): Row {
  const late = isOverdue(clock.at, now);
  const whose = holderWords(clock);
  const called = dueLabel(clock);
  const at = localTime(clock.at, { now, zone });
  const details = clock.snoozed ? say`Due at ${at}, snoozed, ${whose}` : say`Due at ${at}, ${whose}`;
  const { command, argument, label } = clock.action;
  return {
    key: `due ${clock.key}`,
    label: `${shortDue(clock.at, now)}  ${called}`,
    description: clock.snoozed ? say`${whose} · snoozed` : whose,
    tooltip: `${called}\n${details}\n${say`Enter: ${label}`}`,
    spoken: late ? say`${called}, overdue, ${whose}` : say`${called}, due, ${whose}`,
    icon: late ? 'bell-dot' : clock.snoozed ? 'bell-slash' : 'bell',
    ...(late && { mood: 'late' }),
    action: argument ? { command, argument: { ...argument, incident: id } } : { command, incident: id },
    kind: 'clock',
    menu: { snooze: { clock: clock.key, incident: id } },
  };
}

function openRows(record: IncidentRecord, status: IncidentStatus, lineOf: LineOf, { id }: ViewFrame): Row[] {
  const offers = status.offers.map(({ role, from, to }): Row => {
    const label = say`Hand-off not confirmed: ${role}, ${from} → ${to}`;
    const action = { command: 'confirmHandOff', argument: { role, incident: id } };
    return { key: `offer ${role}`, label, spoken: label, icon: 'arrow-right', action };
  });
  const hypotheses = hypothesesIn(record, 'open')
    .slice(-LATEST)
    .map((words): Row => {
      const label = flatText(words);
      return {
        key: `hypothesis ${words}`,
        label,
        description: say`hypothesis`,
        spoken: say`Open hypothesis: ${label}`,
        icon: 'lightbulb',
        action: { command: 'hypothesis', incident: id },
      };
    });
  const quests = status.quests
    .filter(({ until }) => until === undefined)
    .map(({ owner, text, entry }): Row => {
      const label = `${owner}: ${text}`;
      const action = { command: 'complete', argument: { entry: formatEntry(entry, '\n'), incident: id } };
      return { key: `quest ${label}`, label, spoken: say`Open quest for ${label}`, icon: 'watch', action };
    });
  const followUps = countingEntries(record).filter(({ kind, ticked }) => kind === 'TODO' && ticked !== true);
  const count = followUps.length;
  return [
    ...offers,
    ...hypotheses,
    ...quests,
    ...(count === 0
      ? []
      : [
          {
            key: 'followUps',
            label: count === 1 ? say`1 follow-up` : say`${count} follow-ups`,
            spoken: count === 1 ? say`1 open follow-up` : say`${count} open follow-ups`,
            icon: 'tasklist',
            rows: followUps.slice(-LATEST).map((placed) => followUpRow(record, placed, id, lineOf(placed.start))),
          },
        ]),
  ];
}

/** Returns a follow-up of the record; Enter checks it off. */
export function followUpRow(record: IncidentRecord, placed: PlacedEntry, id: string, line: number): Row {
  const entry = readEntry(record.text, placed);
  const { text, owner, due } = readFollowUp(entry.text);
  const label = flatText(text);
  const description = [...(owner === undefined ? [] : [`@${owner}`]), ...(due === undefined ? [] : [say`due ${due}`])];
  const argument = { entry: formatEntry(entry, '\n'), incident: id };
  return {
    key: `followUp ${id} ${placed.start}`,
    label,
    description: description.join(' · '),
    spoken: [say`Follow-up`, label, ...description].join(', '),
    kind: 'followUp',
    action: { incident: id, line },
    menu: { complete: argument, fileIssue: { ...argument, opens: true } },
    box: { ticked: false, tick: { command: 'complete', argument } },
  };
}

/** Returns the process's lists, whether or not they are in the record yet; the first that is needed and isn't done is open. */
function checklistRows(record: IncidentRecord, process: Process, { id }: ViewFrame): Row[] {
  const done = doneSteps(record, process);
  const isDone = (step: string): boolean => done.has(currentWording(process, step));
  const countOf = ({ steps }: StepList) => `${doneIn(steps)}/${steps.length}`;
  const doneIn = (steps: readonly string[]): number => steps.filter(isDone).length;
  const lists = recordSteps(record, process);
  const current = lists.find(({ needed, steps }) => needed && !steps.every(isDone));
  return group(
    'checklists',
    say`Checklists`,
    lists.map((list): Row => {
      const { heading: label, needed, written, of } = list;
      const isLater = !needed && !written && of !== undefined;
      const spoken = say`${label}, ${doneIn(list.steps)} of ${list.steps.length} done`;
      return {
        key: `checklist ${label}`,
        label,
        description: isLater ? say`${countOf(list)}, not started` : countOf(list),
        spoken: isLater ? say`${spoken}, not started` : spoken,
        open: list === current,
        rows: list.steps.map((step): Row => {
          const ticked = isDone(step);
          const action = (is: boolean) => ({ command: 'check', argument: { name: step, done: is, incident: id } });
          return {
            key: `step ${label} ${step}`,
            label: flatText(step),
            tooltip: step,
            spoken: ticked ? say`${flatText(step)}, done` : say`${flatText(step)}, not done`,
            // By keyboard Enter does what a click on the box does.
            action: action(!ticked),
            box: { ticked, tick: action(true), untick: action(false) },
          };
        }),
      };
    }),
    { open: false, ...(current && { description: `${current.heading} ${countOf(current)}` }) },
  );
}

function group(
  key: string,
  label: string,
  rows: readonly Row[],
  { open = true, description }: { readonly open?: boolean; readonly description?: string } = {},
): Row[] {
  const spoken = `${label}, ${rows.length}`;
  return rows.length === 0 ? [] : [{ key, label, spoken, rows, open, ...(description && { description }) }];
}
