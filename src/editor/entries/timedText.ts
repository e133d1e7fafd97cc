/** Asks for a text that may begin with a time, and shows the instant below the box. */
import { describeInstant, isByMinute, readLeadingTime } from '../../core/time/typedTime';
import { askText, keepUntilDone, offerAgain, type TextQuestion } from '../shell/prompts';
import type { RecordList } from '../records/recordList';
import { localZone } from '../shell/settings';
import { promptTitle } from '../records/target';

export interface TimedText {
  /** All that was typed. */
  readonly typed: string;
  /** What follows the time. */
  readonly text: string;
  /** Milliseconds since the epoch; absent if no time comes first. */
  readonly instant: number | undefined;
  /** Whether that time is only known by the minute. */
  readonly minute?: true;
}

/** Undefined if the question was dismissed. `invoked` is when the command was, in milliseconds since the epoch. */
export async function askTimedText(question: TextQuestion, invoked: number): Promise<TimedText | undefined> {
  const frame = { now: invoked, zone: localZone() };
  const typed = await askText({
    ...question,
    respond: (typed) => {
      const read = readLeadingTime(typed, frame);
      if (read.problem !== undefined) {
        return { problem: read.problem };
      }
      const more = question.respond?.(read.text);
      if (more && 'problem' in more) {
        return more;
      }
      if (read.instant !== undefined) {
        return { echo: `${describeInstant(read.instant, frame)}: ${more?.echo ?? read.text}` };
      }
      return more ?? (read.hint === undefined ? undefined : { echo: read.hint });
    },
  });
  if (typed === undefined) {
    return undefined;
  }
  const { text, instant } = readLeadingTime(typed, frame);
  return { typed, text, instant, ...(instant !== undefined && isByMinute(typed) && { minute: true as const }) };
}

/** A text for an entry: given as an argument, or typed, and then offered again where it couldn't be written. */
export interface Said {
  readonly text: string;
  readonly instant?: number | undefined;
  readonly minute?: true;
  readonly again?: { readonly memory: string; readonly typed: string };
}

/** What is asked for: its name in the title, the prompt, and under which name what was typed is kept for this incident. */
export interface Saying {
  readonly what: string;
  readonly prompt: string;
  readonly memory: string;
}

/**
 * Returns the text as it was given, else as it is typed into a box that names the incident; undefined if that was dismissed.
 * `invoked` is when the command was, in milliseconds since the epoch.
 */
export async function givenOrAsked(
  given: string | undefined,
  records: RecordList,
  path: string,
  { what, prompt, memory }: Saying,
  invoked: number,
): Promise<Said | undefined> {
  if (given !== undefined) {
    return { text: given };
  }
  const kept = `${memory} ${path}`;
  const title = await promptTitle(records, path, what);
  const asked = await askTimedText({ title, prompt, memory: kept }, invoked);
  return asked && { ...asked, again: { memory: kept, typed: asked.typed } };
}

/** Like `keepUntilDone`, for a text after which more is asked. */
export async function keepWhileAsking<T>(said: Said, work: () => Promise<T | undefined>): Promise<T | undefined> {
  return said.again ? keepUntilDone(said.again.memory, said.again.typed, work) : work();
}

/** Writes with a text, which is offered again when that fails. */
export async function keepSaid<T>(said: Said, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (said.again) {
      offerAgain(said.again.memory, said.again.typed);
    }
    throw error;
  }
}
