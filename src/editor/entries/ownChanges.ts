/**
 * What this person's commands wrote, so that it can be undone, and what was undone, so that it can be redone. It's in a file
 * of this workspace that grows by a line per command, because the editor would send its own storage whole each time.
 */
import type { Change } from '../../core/record/change';
import { sameEntry, type Entry } from '../../core/timeline/entry';
import type { LineLog } from '../../store/lineLog';

/** Maximum number of commands that are remembered. */
const MOST = 200;

/** The changes of one record. */
export interface RecordChanges {
  readonly path: string;
  readonly changes: readonly Change[];
}

/** What one command did, all of which is undone together. */
export interface OwnStep {
  /** Of one record, or of several; in the order in which they were made. */
  readonly parts: readonly RecordChanges[];
  /** Whether it's a message that went to the clipboard or into an email. */
  readonly left?: boolean;
  /** Of an import: what its file next to the record says of it. */
  readonly imported?: readonly string[];
}

/** A step that was undone, and what the undo did in its place. */
export interface UndoneStep {
  readonly step: OwnStep;
  readonly by: OwnStep;
}

/** One line of the file: a command, an undo, or a redo. */
export type OwnAct = { readonly done: OwnStep } | { readonly undone: UndoneStep } | { readonly redone: UndoneStep };

/** The steps that can be undone, and redone; the last one last. */
interface OwnSteps {
  readonly done: readonly OwnStep[];
  readonly undone: readonly UndoneStep[];
}

export class OwnChanges {
  readonly #log: LineLog<OwnAct>;
  #steps: Promise<OwnSteps> | undefined;

  constructor(log: LineLog<OwnAct>) {
    this.#log = log;
  }

  /** What this person's commands did to the record at `path`, the last one last. */
  async of(path: string): Promise<readonly OwnStep[]> {
    const { done } = await this.#read();
    return done.filter((step) => touches(step, path));
  }

  /** What was undone in the record at `path`, the last one last. */
  async undoneOf(path: string): Promise<readonly UndoneStep[]> {
    const { undone } = await this.#read();
    return undone.filter(({ step }) => touches(step, path));
  }

  /** The path of the record that the last of all commands wrote to; absent if there is none. */
  async lastPath(): Promise<string | undefined> {
    return (await this.#read()).done.at(-1)?.parts[0]?.path;
  }

  /** The path of the record in which something was undone last; absent if there is none. */
  async lastUndonePath(): Promise<string | undefined> {
    return (await this.#read()).undone.at(-1)?.step.parts[0]?.path;
  }

  /** Tells of each entry whether a command of this person sent it as a message, to the clipboard or into an email. */
  async haveLeft(path: string): Promise<(entry: Entry) => boolean> {
    const messages = (await this.of(path)).flatMap(({ left, parts }) => (left ? parts : []));
    const sent = messages.flatMap((part) =>
      part.path === path ? part.changes.flatMap(({ added }) => added ?? []) : [],
    );
    return (entry) => sent.some((other) => sameEntry(other, entry));
  }

  /** Keeps what a command did. */
  async add(step: OwnStep): Promise<void> {
    await this.#keep({ done: step });
  }

  /** The step is no longer there to be undone, but to be redone. */
  async undo(step: OwnStep, by: OwnStep): Promise<void> {
    await this.#keep({ undone: { step, by } });
  }

  /** The step is there to be undone again. */
  async redo(undone: UndoneStep): Promise<void> {
    await this.#keep({ redone: undone });
  }

  /** Nothing was ever done to the record at `path`. */
  async forget(path: string): Promise<void> {
    const { done, undone } = await this.#read();
    const kept = {
      done: done.filter((step) => !touches(step, path)),
      undone: undone.filter(({ step }) => !touches(step, path)),
    };
    this.#steps = Promise.resolve(kept);
    await this.#log.replace(actsOf(kept));
  }

  /** What was never asked for isn't read: there may be a long import among it. */
  async #keep(act: OwnAct): Promise<void> {
    this.#steps = this.#steps?.then((steps) => after(steps, act));
    await this.#log.add(act);
  }

  async #read(): Promise<OwnSteps> {
    return (this.#steps ??= this.#load());
  }

  async #load(): Promise<OwnSteps> {
    const acts = await this.#log.read().catch(() => []);
    const steps = acts.reduce(after, { done: [], undone: [] });
    if (acts.length > 2 * MOST) {
      await this.#log.replace(actsOf(steps)).catch(() => undefined);
    }
    return steps;
  }
}

/** The steps alone say as much as their whole history. */
function actsOf({ done, undone }: OwnSteps): OwnAct[] {
  return [...undone.flatMap((one) => [{ done: one.step }, { undone: one }]), ...done.map((step) => ({ done: step }))];
}

function after({ done, undone }: OwnSteps, act: OwnAct): OwnSteps {
  if ('done' in act) {
    return { done: [...done, act.done].slice(-MOST), undone };
  }
  return 'undone' in act
    ? { done: without(done, act.undone.step), undone: [...undone, act.undone].slice(-MOST) }
    : { done: [...done, act.redone.step].slice(-MOST), undone: without(undone, act.redone) };
}

/** Without the last one that is the same; what was read from the file is another object. */
function without<T extends object>(all: readonly T[], one: T): T[] {
  const text = JSON.stringify(one);
  const index = all.findLastIndex((other) => other === one || JSON.stringify(other) === text);
  return all.filter((_, at) => at !== index);
}

function touches({ parts }: OwnStep, path: string): boolean {
  return parts.some((part) => part.path === path);
}
