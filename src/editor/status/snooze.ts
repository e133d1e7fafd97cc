/** Snoozes a reminder: the timeline says until when, so that nobody's window reminds before then. */
import { dueItemsOf, type DueItem } from '../../core/status/dueItems';
import { readTypedSnooze, snoozeEntry } from '../../core/entries/snooze';
import { describeInstant } from '../../core/time/typedTime';
import { describeDue } from '../../core/status/updateClock';
import { FORMS, instantOf, readArgument, type Invocation } from '../shell/arguments';
import type { HandlersOf } from '../shell/commands';
import { settledInstant, type EntryWriting, type Written } from '../entries/entryWriting';
import type { Processes } from '../records/processes';
import { askChoice, askText } from '../shell/prompts';
import type { RecordList } from '../records/recordList';
import type { RecordWriter } from '../records/recordWriter';
import { localZone } from '../shell/settings';
import { findAnyTarget, promptTitle } from '../records/target';
import type { Said } from '../entries/timedText';
import { reasonOf } from '../../core/text/reason';
import { refusal } from '../../core/text/refusal';
import { EDITOR_SENTENCES } from '../shell/sentences';
import { dueLabel } from '../../core/status/dueWords';
import { say } from '../../core/words/say';

/** How long a clock is put off where nobody says, in milliseconds, and how that is typed. */
const USUAL = { ms: 15 * 60_000, typed: '+15m' };

interface Needs {
  readonly processes: Processes;
  readonly records: RecordList;
  readonly writer: RecordWriter;
  readonly writing: EntryWriting;
}

export function snoozingHandlers(needs: Needs): HandlersOf<'snooze'> {
  return {
    snooze: (invocation) => snooze(needs, invocation),
  };
}

/** With an argument the clock that is due first is meant if none is named, and a quarter of an hour. */
async function snooze(needs: Needs, invocation: Invocation): Promise<Written | undefined> {
  const given = readArgument(FORMS.snooze, invocation);
  const target = await findAnyTarget(needs.records, given.incident, say`Snooze a reminder`);
  if (!target) {
    return undefined;
  }
  const { path } = target;
  const instant = settledInstant(given, undefined, invocation.instant);
  const clocks = await clocksIn(needs, path);
  const clock =
    given.clock !== undefined
      ? clockNamed(clocks, given.clock)
      : invocation.argument
        ? clocks[0]
        : await askClock(needs, path, clocks, instant);
  if (!clock) {
    return undefined;
  }
  const said =
    invocation.argument === undefined
      ? await askUntil(needs, path, clock, instant)
      : {
          text: given.reason ?? '',
          until: given.until === undefined ? usualEnd(clock, instant) : instantOf(given.until, instant, 'next'),
        };
  return needs.writing.writeSaid(invocation, path, given, said, (_, reason) =>
    snoozeEntry(clock, said!.until, reason, instant),
  );
}

async function clocksIn(needs: Needs, path: string): Promise<[DueItem, ...DueItem[]]> {
  const record = await needs.writer.readWhole(path);
  const [first, ...others] = dueItemsOf(record, needs.processes.of(record, path), localZone());
  if (!first) {
    throw refusal(EDITOR_SENTENCES, 'nothingDue');
  }
  return [first, ...others];
}

/** Without a question if there is only one. */
async function askClock(
  needs: Needs,
  path: string,
  clocks: readonly [DueItem, ...DueItem[]],
  now: number,
): Promise<DueItem | undefined> {
  return clocks.length === 1
    ? clocks[0]
    : askChoice({
        title: await promptTitle(needs.records, path, say`snooze`),
        placeholder: say`Which reminder do you want to snooze?`,
        choices: clocks.map((clock) => ({
          label: dueLabel(clock),
          description: [describeDue(clock.at, now), ...clock.holders].join(' · '),
          answer: clock,
        })),
      });
}

async function askUntil(
  needs: Needs,
  path: string,
  clock: DueItem,
  now: number,
): Promise<(Said & { readonly until: number }) | undefined> {
  const frame = { now, zone: localZone() };
  const memory = `snooze ${clock.key} ${path}`;
  const typed = await askText({
    title: await promptTitle(needs.records, path, say`snooze: ${dueLabel(clock)}`),
    prompt: say`Until when? Type a time such as +15m or 14:30. You can add a reason.`,
    value: USUAL.typed,
    memory,
    respond: (text) => {
      const read = readTypedSnooze(text, frame);
      if ('problem' in read) {
        return read;
      }
      return read.until > Math.max(now, clock.at)
        ? { echo: describeInstant(read.until, frame) }
        : { problem: reasonOf(EDITOR_SENTENCES, 'notAfterDue', { due: describeDue(clock.at, now) }) };
    },
  });
  const read = typed === undefined ? undefined : readTypedSnooze(typed, frame);
  return read && 'until' in read
    ? { text: read.reason, until: read.until, again: { memory, typed: typed! } }
    : undefined;
}

/** @throws Refusal if no clock has that key, name or label. */
function clockNamed(clocks: readonly DueItem[], wanted: string): DueItem {
  const found = clocks.find(({ key, name, label }) =>
    [key, name, label].some((words) => words.toLowerCase() === wanted.trim().toLowerCase()),
  );
  if (!found) {
    const names = clocks.map(({ label }) => label);
    throw refusal(EDITOR_SENTENCES, 'noDueItem', { name: wanted, known: names });
  }
  return found;
}

/** Returns a quarter of an hour from now, or from when it is due. */
function usualEnd({ at }: DueItem, now: number): number {
  return Math.max(now, at) + USUAL.ms;
}
