/** The commands that change what stands in the timeline: complete, correct, take back. */
import { inverse, holdsChange, type Change } from '../../core/change';
import { formatEntry, normaliseText, type Entry } from '../../core/entry';
import { atFreeInstant, findEntry } from '../../core/placement';
import type { IncidentRecord } from '../../core/record';
import { Refusal } from '../../core/refusal';
import { readEntry, readTimeline } from '../../core/timeline';
import { describeInstant, readLeadingTime, type LeadingTime } from '../../core/typedTime';
import { FORMS, instantOf, readArgument, type Invocation } from '../arguments';
import { keepLongText, type EntryWriting, type Written } from '../entryWriting';
import type { OwnChanges } from '../ownChanges';
import { askChoice, askText, offerAgain, type Choice, type TextQuestion } from '../prompts';
import type { RecordList } from '../recordList';
import type { RecordWriter } from '../recordWriter';
import { localZone } from '../settings';
import { findAnyTarget, needTarget, promptTitle } from '../target';

/** So many of the last entries are offered. */
const OFFERED = 50;

export class Revising {
  readonly #records: RecordList;
  readonly #writer: RecordWriter;
  readonly #writing: EntryWriting;
  readonly #own: OwnChanges;

  constructor(records: RecordList, writer: RecordWriter, writing: EntryWriting, own: OwnChanges) {
    this.#records = records;
    this.#writer = writer;
    this.#writing = writing;
    this.#own = own;
  }

  /** Ticks a box; one that is ticked already stays so. */
  async complete(invocation: Invocation): Promise<Written | undefined> {
    const given = readArgument(FORMS.complete, invocation);
    const found = await this.#find(given, 'complete', (entry) => entry.ticked === false);
    if (!found) {
      return undefined;
    }
    const { path, entry } = found;
    if (entry.ticked === undefined) {
      throw new Refusal('This entry has no box to tick: only follow-ups and quests have one.');
    }
    const ticked = { ...entry, ticked: true };
    if (!entry.ticked) {
      await this.#writing.change(path, () => [{ removed: entry, added: ticked }]);
    }
    return { entry: formatEntry(ticked, '\n') };
  }

  /** Changes an entry's time or text; it moves to its place. */
  async correct(invocation: Invocation): Promise<Written | undefined> {
    const given = readArgument(FORMS.correct, invocation);
    const found = await this.#find(given, 'correct', () => true);
    if (!found) {
      return undefined;
    }
    const { path, entry } = found;
    let { text } = given;
    let instant = given.at === undefined ? undefined : instantOf(given.at, invocation.instant);
    if (text === undefined && instant === undefined) {
      const answer = await this.#askCorrection(path, entry, invocation.instant);
      if (answer === undefined) {
        return undefined;
      }
      ({ text, instant } = answer);
    }
    const whole = { ...entry, instant: instant ?? entry.instant, text: text ?? entry.text };
    const kept = text === undefined ? whole : await keepLongText(path, entry.author, whole);
    const wanted = { ...kept, text: normaliseText(kept.text) };
    let corrected = wanted;
    try {
      await this.#writing.change(path, (record) => {
        corrected = instant === undefined ? wanted : atFreeInstant(without(record, entry), wanted);
        return corrected.instant === entry.instant && corrected.text === entry.text
          ? []
          : [{ removed: entry, added: corrected }];
      });
    } catch (error) {
      offerAgain(correctionMemory(path, entry), wanted.text.split('\n', 1)[0]!);
      throw error;
    }
    return { entry: formatEntry(corrected, '\n') };
  }

  /** Takes back what this person's last command wrote, the front matter included. */
  async undoLast(invocation: Invocation): Promise<Written | undefined> {
    const given = readArgument(FORMS.entry, invocation);
    // It may be what ended the incident, and another one is open.
    const lastPath = given.incident === undefined ? this.#own.lastPath : undefined;
    const target =
      lastPath === undefined
        ? await findAnyTarget(this.#records, given.incident, 'Take back the last entry')
        : { path: lastPath };
    if (!target) {
      return undefined;
    }
    const { path } = target;
    let taken: readonly Change[] = [];
    let dropped = 0;
    await this.#writer.write(path, (record) => {
      const own = this.#own.of(path);
      // What somebody changed or removed since is no longer this person's to take back.
      const index = own.findLastIndex((changes) => changes.every((change) => holdsChange(record, change)));
      taken = own[index] ?? [];
      dropped = own.length - Math.max(index, 0);
      if (taken.length === 0) {
        throw new Refusal('There is nothing to take back: no command of yours wrote into this record.');
      }
      return taken.map(inverse).reverse();
    });
    await this.#own.dropLast(path, dropped);
    const last = taken.at(-1)!;
    return { entry: formatEntry((last.added ?? last.removed)!, '\n') };
  }

  async #find(
    given: { readonly entry?: string | undefined; readonly incident?: string | undefined },
    what: string,
    offered: (entry: Entry) => boolean,
  ): Promise<{ path: string; entry: Entry } | undefined> {
    const target = await needTarget(
      this.#records,
      given.incident,
      `${what[0]!.toUpperCase()}${what.slice(1)} an entry`,
    );
    if (!target) {
      return undefined;
    }
    const { path } = target;
    const record = await this.#writer.readWhole(path);
    const entry = given.entry === undefined ? await this.#ask(path, record, what, offered) : named(record, given.entry);
    return entry && { path, entry };
  }

  async #ask(
    path: string,
    record: IncidentRecord,
    what: string,
    offered: (entry: Entry) => boolean,
  ): Promise<Entry | undefined> {
    const entries = record.timeline.entries.slice(-500).map((placed) => readEntry(record.text, placed));
    const choices = entries.filter(offered).slice(-OFFERED).reverse();
    if (choices.length === 0) {
      throw new Refusal(`There is no entry to ${what}.`);
    }
    return askChoice<Entry>({
      title: await promptTitle(this.#records, path, what),
      placeholder: `Which entry? The last comes first.`,
      choices: choices.map((entry): Choice<Entry> => {
        const [head, ...rest] = formatEntry(entry, '\n').slice(2).split('\n');
        return { label: head!, ...(rest.length > 0 ? { detail: rest.join(' ').slice(0, 200) } : {}), answer: entry };
      }),
    });
  }

  async #askCorrection(
    path: string,
    entry: Entry,
    now: number,
  ): Promise<{ text: string | undefined; instant: number | undefined } | undefined> {
    const frame = { now, zone: localZone() };
    const [first = '', ...below] = entry.text.split('\n');
    // A time that the text has begun with all along is part of the text.
    const own = readLeadingTime(first, frame);
    const head = own.instant === undefined ? undefined : first.slice(0, first.length - own.text.length);
    const read = (text: string) =>
      head !== undefined && text.startsWith(head) ? { text } : readLeadingTime(text, frame);
    const stays = below.length === 0 ? '' : ` The ${below.length} lines below stay.`;
    const typed = await askText({
      title: await promptTitle(this.#records, path, 'correct'),
      prompt: `It was at ${describeInstant(entry.instant, frame)}. A time that comes first moves it there.${stays}`,
      value: first,
      memory: correctionMemory(path, entry),
      respond: (text): ReturnType<NonNullable<TextQuestion['respond']>> => {
        const { instant, problem }: LeadingTime = read(text);
        return problem !== undefined
          ? { problem }
          : instant === undefined
            ? undefined
            : { echo: describeInstant(instant, frame) };
      },
    });
    if (typed === undefined) {
      return undefined;
    }
    const { text: words, instant }: LeadingTime = read(typed);
    // A time alone moves the entry, and its words stay.
    const text = words === '' && instant !== undefined ? first : words;
    if (text === '' && first !== '') {
      throw new Refusal('A correction leaves no entry empty: take it back instead.');
    }
    return { text: [text, ...below].join('\n'), instant };
  }
}

function correctionMemory(path: string, entry: Entry): string {
  return `correct ${path} ${entry.instant} ${entry.author}`;
}

/** The entry that stands in the record as the argument has it. */
function named(record: IncidentRecord, written: string): Entry {
  const text = `## Timeline\n\n${written.trim()}\n`;
  const [placed] = readTimeline(text).entries;
  if (!placed) {
    throw new Refusal('“entry” must be a whole entry as it is written: “- INSTANT @author KIND: text”.');
  }
  const found = findEntry(record.text, record.timeline, readEntry(text, placed));
  if (!found) {
    throw new Refusal('That entry is no longer in the record: somebody changed or removed it.');
  }
  return readEntry(record.text, found);
}

/** The timeline without the entry, so that its own instant is free again. */
function without(record: IncidentRecord, entry: Entry): IncidentRecord['timeline'] {
  const own = findEntry(record.text, record.timeline, entry);
  return { ...record.timeline, entries: record.timeline.entries.filter((placed) => placed !== own) };
}
