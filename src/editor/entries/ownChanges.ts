/**
 * What this person's commands wrote, so that the last of it can be undone, and what was undone, so that it can be redone: per
 * record, in this window's memory. What one command changes there is changed in one go: each go sends the editor all of it.
 */
import type { Memento } from 'vscode';
import type { Change } from '../../core/record/change';
import { sameEntry, type Entry } from '../../core/timeline/entry';

/** Maximum number of commands that are remembered for each record. */
const MOST = 50;

/** Where the memory keeps a path for each step, the last step's last. */
const DONE_ORDER = 'own order';
const UNDONE_ORDER = 'undone order';

/** The changes of one record. */
export interface RecordChanges {
  readonly path: string;
  readonly changes: readonly Change[];
}

/** What one command did, all of which is undone together. */
export interface OwnStep {
  /** Of one record, or of several; in the order in which they were made. */
  readonly parts: readonly RecordChanges[];
  /** Whether it's a message that went to the clipboard or into a mail. */
  readonly left?: boolean;
  /** Of an import: what its file beside the record says of it. */
  readonly imported?: readonly string[];
}

/** A step that was undone, and what the undo did in its place. */
export interface UndoneStep {
  readonly step: OwnStep;
  readonly by: OwnStep;
}

export class OwnChanges {
  readonly #memory: Memento;

  constructor(memory: Memento) {
    this.#memory = memory;
  }

  /** What this person's commands did to the record at `path`, the last one last. */
  of(path: string): readonly OwnStep[] {
    const kept = this.#memory.get<(OwnStep | readonly Change[])[]>(doneKey(path), []);
    // The first version kept the bare changes.
    return kept.map((step) => ('parts' in step ? step : { parts: [{ path, changes: step }] }));
  }

  /** What was undone in the record at `path`, the last one last. */
  undoneOf(path: string): readonly UndoneStep[] {
    return this.#memory.get<UndoneStep[]>(undoneKey(path), []);
  }

  /** The path of the record that the last of all commands wrote to; absent where there is none. */
  get lastPath(): string | undefined {
    return this.#order(DONE_ORDER).findLast((path) => this.of(path).length > 0);
  }

  /** The path of the record in which something was undone last; absent where there is none. */
  get lastUndonePath(): string | undefined {
    return this.#order(UNDONE_ORDER).findLast((path) => this.undoneOf(path).length > 0);
  }

  /** Whether a command of this person sent the entry as a message, to the clipboard or into a mail. */
  hasLeft(path: string, entry: Entry): boolean {
    return this.of(path).some(
      ({ left, parts }) =>
        left === true &&
        parts.some((part) => part.path === path && part.changes.some(({ added }) => added && sameEntry(added, entry))),
    );
  }

  /** Keeps what a command did. */
  async add(step: OwnStep): Promise<void> {
    await Promise.all([
      this.#change(step, doneKey, (path) => [...this.of(path), step]),
      this.#setOrder(DONE_ORDER, [...this.#order(DONE_ORDER), ...pathOf(step)]),
    ]);
  }

  /** The step is no longer there to be undone, but to be redone. */
  async undo(step: OwnStep, by: OwnStep): Promise<void> {
    await Promise.all([
      this.#change(step, doneKey, (path) => this.of(path).filter((other) => !isSame(other, step))),
      this.#change(step, undoneKey, (path) => [...this.undoneOf(path), { step, by }]),
      this.#setOrder(DONE_ORDER, withoutLast(this.#order(DONE_ORDER), step)),
      this.#setOrder(UNDONE_ORDER, [...this.#order(UNDONE_ORDER), ...pathOf(step)]),
    ]);
  }

  /** The step is there to be undone again. */
  async redo(undone: UndoneStep): Promise<void> {
    const { step } = undone;
    await Promise.all([
      this.#change(step, undoneKey, (path) => this.undoneOf(path).filter((other) => !isSame(other, undone))),
      this.#setOrder(UNDONE_ORDER, withoutLast(this.#order(UNDONE_ORDER), step)),
      this.add(step),
    ]);
  }

  #order(key: string): readonly string[] {
    return this.#memory.get<string[]>(key, []);
  }

  async #setOrder(key: string, order: readonly string[]): Promise<void> {
    await this.#memory.update(key, order.slice(-MOST));
  }

  async #change<T>({ parts }: OwnStep, keyOf: (path: string) => string, make: (path: string) => T[]): Promise<void> {
    await Promise.all(parts.map(async ({ path }) => this.#memory.update(keyOf(path), make(path).slice(-MOST))));
  }
}

/** A step counts for the record that it wrote to first. */
function pathOf({ parts }: OwnStep): string[] {
  return parts.slice(0, 1).map(({ path }) => path);
}

function withoutLast(order: readonly string[], step: OwnStep): string[] {
  const last = order.lastIndexOf(pathOf(step)[0] ?? '');
  return order.filter((_, index) => index !== last);
}

function doneKey(path: string): string {
  return `own ${path}`;
}

function undoneKey(path: string): string {
  return `undone ${path}`;
}

/** What is kept is read back as another object. */
function isSame(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
