/** The commands that undo what this person's last commands did, and redo what was undone. */
import { formatEntry, type Entry } from '../../core/timeline/entry';
import { flatText, shortened } from '../../core/text/flatText';
import { RETRACT } from '../../core/timeline/retraction';
import { addedBy, canTakeBack, doneBy, takenBack, type Done } from '../../core/entries/takeBack';
import { describeInstant } from '../../core/time/typedTime';
import { FORMS, readArgument, type Invocation } from '../shell/arguments';
import type { HandlersOf } from '../shell/commands';
import { settledInstant, type Authored, type EntryWriting, type Written } from '../entries/entryWriting';
import type { OwnChanges, OwnStep, RecordChanges } from '../entries/ownChanges';
import { askChoice, type Choice } from '../shell/prompts';
import type { RecordList } from '../records/recordList';
import type { RecordWriter } from '../records/recordWriter';
import type { ImportedFiles } from '../entries/importedFiles';
import type { SeenEntries } from '../entries/seenEntries';
import { localZone } from '../shell/settings';
import { findAnyTarget, promptTitle } from '../records/target';
import { refusal } from '../../core/text/refusal';
import { EDITOR_SENTENCES } from '../shell/sentences';
import { say } from '../../core/words/say';

/** What was undone or redone. */
interface TakenBack extends Written {
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

interface Needs {
  readonly records: RecordList;
  readonly writer: RecordWriter;
  readonly writing: EntryWriting;
  readonly own: OwnChanges;
  readonly seen: SeenEntries;
  readonly imported: ImportedFiles;
}

export function undoingHandlers(needs: Needs): HandlersOf<'undoLast' | 'redoLast'> {
  return {
    undoLast: (invocation) => undoLast(needs, invocation),
    redoLast: (invocation) => redoLast(needs, invocation),
  };
}

/** Undoes the last thing that a command of this person did, or the one of the last three that they choose. */
async function undoLast(needs: Needs, invocation: Invocation): Promise<TakenBack | undefined> {
  const given = readArgument(FORMS.undoLast, invocation);
  await needs.writing.settled();
  const target = await findStepTarget(needs, given.incident, await needs.own.lastPath(), say`Undo my last entry`);
  if (!target) {
    return undefined;
  }
  const steps = (await possibleOf(needs, await needs.own.of(target.path))).slice(-OFFERED).reverse();
  const [last] = steps;
  if (!last) {
    throw refusal(EDITOR_SENTENCES, 'nothingToUndo');
  }
  const way = invocation.argument
    ? { step: last, retract: given.retract }
    : await ask(needs, target.path, steps, invocation.instant);
  if (!way) {
    return undefined;
  }
  const instant = settledInstant(given, undefined, invocation.instant);
  const by = await takeBack(needs, way, given, { instant, reason: given.reason ?? 'undone' });
  await forgetImport(needs, way.step);
  await needs.own.undo(way.step, by);
  return toldOf(way.step, by);
}

/** An import that was undone can be done again. */
async function forgetImport({ imported }: Needs, step: OwnStep): Promise<void> {
  if (step.imported) {
    await imported.forget(step.parts[0]!.path, step.imported);
  }
}

/** Redoes what was undone last. */
async function redoLast(needs: Needs, invocation: Invocation): Promise<TakenBack | undefined> {
  const given = readArgument(FORMS.redoLast, invocation);
  const target = await findStepTarget(needs, given.incident, await needs.own.lastUndonePath(), say`Redo my last undo`);
  if (!target) {
    return undefined;
  }
  const undone = await needs.own.undoneOf(target.path);
  const possible = await possibleOf(
    needs,
    undone.map(({ by }) => by),
  );
  const last = undone.findLast(({ by }) => possible.includes(by));
  if (!last) {
    throw refusal(EDITOR_SENTENCES, 'nothingToRedo');
  }
  const instant = settledInstant(given, undefined, invocation.instant);
  const back = await takeBack(needs, { step: last.by, retract: undefined }, given, {
    instant,
    reason: given.reason ?? 'redone',
  });
  await needs.imported.add(last.step.parts[0]!.path, last.step.imported ?? []);
  await needs.own.redo(last);
  return toldOf(last.step, back);
}

/** Where this person wrote last: it may have ended the incident, and another one is open. */
async function findStepTarget(
  needs: Needs,
  incident: string | undefined,
  last: string | undefined,
  title: string,
): Promise<{ readonly path: string } | undefined> {
  return incident === undefined && last !== undefined ? { path: last } : findAnyTarget(needs.records, incident, title);
}

/** Returns the steps that are still as their commands left them: what somebody changed since is no longer this person's. */
async function possibleOf(needs: Needs, steps: readonly OwnStep[]): Promise<OwnStep[]> {
  const paths = new Set(steps.flatMap(({ parts }) => parts.map(({ path }) => path)));
  const records = new Map(
    await Promise.all([...paths].map(async (path) => [path, await needs.writer.readWhole(path)] as const)),
  );
  return steps.filter(({ parts }) => parts.every(({ path, changes }) => canTakeBack(records.get(path)!, changes)));
}

/** The last part is taken back first: an entry must be in one record before it leaves the other. */
async function takeBack(
  needs: Needs,
  { step, retract }: Way,
  given: Authored,
  how: { readonly instant: number; readonly reason: string },
): Promise<OwnStep> {
  const parts: RecordChanges[] = [];
  for (const { path, changes } of step.parts.toReversed()) {
    const author = await needs.writing.authorOf(given, path);
    const acted = retract ?? (await actedOn(needs, { path, changes }));
    const retracts = typeof acted === 'boolean' ? () => acted : acted;
    const made = await needs.writer.write(path, (record) => {
      if (!canTakeBack(record, changes)) {
        throw refusal(EDITOR_SENTENCES, 'changedSince');
      }
      return takenBack(record, changes, retracts, { ...how, author });
    });
    parts.push({ path, changes: made });
  }
  return { parts };
}

/** Which of the entries that came with the changes others have acted on. */
async function actedOn(needs: Needs, { path, changes }: RecordChanges): Promise<(entry: Entry) => boolean> {
  return addedBy(changes).length === 0 ? () => false : needs.seen.actedOn(path);
}

/** Each of the steps by name; what others have acted on can be retracted, then removed. */
async function ask(needs: Needs, path: string, steps: readonly OwnStep[], now: number): Promise<Way | undefined> {
  const choices = await Promise.all(
    steps.map(async (step): Promise<Choice<Way>[]> => {
      const done = doneBy(step.parts[0]!.changes);
      const acted = await Promise.all(
        step.parts.map(async (part) => addedBy(part.changes).some(await actedOn(needs, part))),
      );
      const { length } = step.parts[0]!.changes;
      const name = entryName(done.entry);
      const row = (verb: string, retract: boolean | undefined, detail?: string): Choice<Way> => ({
        label: length === 1 ? `${verb}: ${name}` : say`${verb} ${length} entries, the last one: ${name}`,
        description: describeInstant(done.entry.instant, { now, zone: localZone() }),
        ...(detail !== undefined && { detail }),
        answer: { step, retract },
      });
      const moved = step.parts.length > 1;
      return acted.includes(true) && !moved
        ? [row(`$(history) ${say`Retract`}`, undefined, retracts()), row(`$(trash) ${say`Remove`}`, false, removes())]
        : [row(`$(discard) ${moved ? say`Move back` : VERBS[done.what]()}`, undefined)];
    }),
  );
  return askChoice<Way>({
    title: await promptTitle(needs.records, path, say`undo`),
    placeholder: say`What do you want to undo?`,
    choices: choices.flat(),
  });
}

const VERBS: Readonly<Record<Done['what'], () => string>> = {
  logged: () => say`Remove`,
  ticked: () => say`Uncheck`,
  unticked: () => say`Check off again`,
  marked: () => say`Unmark`,
  unmarked: () => say`Mark again`,
  corrected: () => say`Undo the correction of`,
  removed: () => say`Restore`,
};

const retracts = (): string => say`Others may have acted on it. It stays in the record, but no longer counts.`;
const removes = (): string => say`Deletes it from every clone. The record keeps no trace.`;

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
