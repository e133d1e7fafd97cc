/** The commands that undo what this person's last commands did, and redo what was undone. */
import { formatEntry, type Entry } from '../../core/timeline/entry';
import { flatText, shortened } from '../../core/text/flatText';
import { Refusal } from '../../core/text/refusal';
import { RETRACT } from '../../core/timeline/retraction';
import { addedBy, canTakeBack, doneBy, takenBack, type Done } from '../../core/entries/takeBack';
import { describeInstant } from '../../core/time/typedTime';
import { FORMS, readArgument, type Invocation } from '../shell/arguments';
import { settledInstant, type Authored, type EntryWriting, type Written } from '../entries/entryWriting';
import type { OwnChanges, OwnStep, RecordChanges } from '../entries/ownChanges';
import { askChoice, type Choice } from '../shell/prompts';
import type { RecordList } from '../records/recordList';
import type { RecordWriter } from '../records/recordWriter';
import type { SeenEntries } from '../entries/seenEntries';
import { localZone } from '../shell/settings';
import { findAnyTarget, promptTitle } from '../records/target';

/** What was undone or redone. */
export interface TakenBack extends Written {
  /** The `RETRACT` that was written instead of removing what others have acted on. */
  readonly retraction?: string;
}

/** How a step is undone. */
interface Way {
  readonly step: OwnStep;
  /** Whether entries are retracted; undefined: those that others have acted on. */
  readonly retract: boolean | undefined;
}

/** How many of the last steps are offered. */
const OFFERED = 3;
const LONGEST = 80;

export class Undoing {
  readonly #records: RecordList;
  readonly #writer: RecordWriter;
  readonly #writing: EntryWriting;
  readonly #own: OwnChanges;
  readonly #seen: SeenEntries;

  constructor(records: RecordList, writer: RecordWriter, writing: EntryWriting, own: OwnChanges, seen: SeenEntries) {
    this.#records = records;
    this.#writer = writer;
    this.#writing = writing;
    this.#own = own;
    this.#seen = seen;
  }

  /** Undoes the last thing that a command of this person did, or the one of the last three that they choose. */
  async undoLast(invocation: Invocation): Promise<TakenBack | undefined> {
    const given = readArgument(FORMS.undoLast, invocation);
    const target = await this.#target(given.incident, this.#own.lastPath, 'Undo my last entry');
    if (!target) {
      return undefined;
    }
    const steps = (await this.#possible(this.#own.of(target.path))).slice(-OFFERED).reverse();
    const [last] = steps;
    if (!last) {
      throw new Refusal('Nothing to undo: none of your commands wrote to this record.');
    }
    const way = invocation.argument
      ? { step: last, retract: given.retract }
      : await this.#ask(target.path, steps, invocation.instant);
    if (!way) {
      return undefined;
    }
    const instant = settledInstant(given, undefined, invocation.instant);
    const by = await this.#takeBack(way, given, { instant, reason: given.reason ?? 'undone' });
    await this.#own.undo(way.step, by);
    return toldOf(way.step, by);
  }

  /** Redoes what was undone last. */
  async redoLast(invocation: Invocation): Promise<TakenBack | undefined> {
    const given = readArgument(FORMS.redoLast, invocation);
    const target = await this.#target(given.incident, this.#own.lastUndonePath, 'Redo my last undo');
    if (!target) {
      return undefined;
    }
    const undone = this.#own.undoneOf(target.path);
    const possible = await this.#possible(undone.map(({ by }) => by));
    const last = undone.findLast(({ by }) => possible.includes(by));
    if (!last) {
      throw new Refusal('Nothing to redo: you have undone nothing in this record.');
    }
    const instant = settledInstant(given, undefined, invocation.instant);
    const back = await this.#takeBack({ step: last.by, retract: undefined }, given, {
      instant,
      reason: given.reason ?? 'redone',
    });
    await this.#own.redo(last);
    return toldOf(last.step, back);
  }

  /** Where this person wrote last: it may have ended the incident, and another one is open. */
  async #target(
    incident: string | undefined,
    last: string | undefined,
    title: string,
  ): Promise<{ readonly path: string } | undefined> {
    return incident === undefined && last !== undefined
      ? { path: last }
      : findAnyTarget(this.#records, incident, title);
  }

  /** The steps that are still as their commands left them: what somebody changed since is no longer this person's. */
  async #possible(steps: readonly OwnStep[]): Promise<OwnStep[]> {
    const paths = new Set(steps.flatMap(({ parts }) => parts.map(({ path }) => path)));
    const records = new Map(
      await Promise.all([...paths].map(async (path) => [path, await this.#writer.readWhole(path)] as const)),
    );
    return steps.filter(({ parts }) => parts.every(({ path, changes }) => canTakeBack(records.get(path)!, changes)));
  }

  /** The last part first, as what comes back comes back before the other goes. */
  async #takeBack(
    { step, retract }: Way,
    given: Authored,
    how: { readonly instant: number; readonly reason: string },
  ): Promise<OwnStep> {
    const parts: RecordChanges[] = [];
    for (const { path, changes } of step.parts.toReversed()) {
      const author = await this.#writing.authorOf(given, path);
      const acted = retract ?? (await this.#actedOn({ path, changes }));
      const retracts = typeof acted === 'boolean' ? () => acted : acted;
      const made = await this.#writer.write(path, (record) => {
        if (!canTakeBack(record, changes)) {
          throw new Refusal("Can't undo this: somebody has changed it in the meantime.");
        }
        return takenBack(record, changes, retracts, { ...how, author });
      });
      parts.push({ path, changes: made });
    }
    return { parts };
  }

  /** Which of the entries that came with the changes others have acted on. */
  async #actedOn({ path, changes }: RecordChanges): Promise<(entry: Entry) => boolean> {
    return addedBy(changes).length === 0 ? () => false : this.#seen.actedOn(path);
  }

  /** Each of the steps by name; what others have acted on can be retracted, then removed. */
  async #ask(path: string, steps: readonly OwnStep[], now: number): Promise<Way | undefined> {
    const choices = await Promise.all(
      steps.map(async (step): Promise<Choice<Way>[]> => {
        const done = doneBy(step.parts[0]!.changes);
        const acted = await Promise.all(
          step.parts.map(async (part) => addedBy(part.changes).some(await this.#actedOn(part))),
        );
        const { length } = step.parts[0]!.changes;
        const several = length === 1 ? '' : ` ${length} entries, the last one`;
        const row = (verb: string, retract: boolean | undefined, detail?: string): Choice<Way> => ({
          label: `${verb}${several}: ${entryName(done.entry)}`,
          description: describeInstant(done.entry.instant, { now, zone: localZone() }),
          ...(detail !== undefined && { detail }),
          answer: { step, retract },
        });
        const moved = step.parts.length > 1;
        return acted.includes(true) && !moved
          ? [row('$(history) Retract', undefined, RETRACTS), row('$(trash) Remove', false, REMOVES)]
          : [row(`$(discard) ${moved ? 'Move back' : VERBS[done.what]}`, undefined)];
      }),
    );
    return askChoice<Way>({
      title: await promptTitle(this.#records, path, 'undo'),
      placeholder: 'What do you want to undo?',
      choices: choices.flat(),
    });
  }
}

const VERBS: Readonly<Record<Done['what'], string>> = {
  logged: 'Remove',
  ticked: 'Untick',
  unticked: 'Tick again',
  corrected: 'Undo the correction of',
  removed: 'Restore',
};

const RETRACTS = 'Others may have acted on it. It stays in the record, but no longer counts.';
const REMOVES = 'Deletes it in every clone, without a trace in the record.';

/** `UPDATE customer: We're investigating a problem with checkout.`, on one line; of a plain line its words alone. */
function entryName({ kind, qualifier, text }: Entry): string {
  const head = kind === 'TL' ? '' : `${kind} ${qualifier}`.trim();
  return shortened([head, flatText(text)].filter((part) => part !== '').join(': '), LONGEST);
}

function toldOf(step: OwnStep, by: OwnStep): TakenBack {
  const retraction = by.parts.flatMap(({ changes }) => addedBy(changes)).find(({ kind }) => kind === RETRACT);
  return {
    entry: formatEntry(doneBy(step.parts[0]!.changes).entry, '\n'),
    ...(retraction && { retraction: formatEntry(retraction, '\n') }),
  };
}
