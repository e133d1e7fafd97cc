/**
 * Prompts: boxes that stay open when the focus leaves, name what they write to, and offer a dismissed text again. Every prompt
 * returns undefined if it's dismissed.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  commands,
  EventEmitter,
  InputBoxValidationSeverity,
  QuickPickItemKind,
  ThemeIcon,
  window,
  type InputBox,
  type QuickPick,
  type QuickPickItem,
} from 'vscode';
import type { Reason } from '../../core/text/reason';
import { say } from '../../core/words/say';
import type { EarlyBox } from './earlyBox';

type Attached = NonNullable<TextQuestion['attached']>;

export interface TextQuestion {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder?: string;
  /** What's in the box at first; what was typed and dismissed under the same `memory` goes before it. */
  readonly value?: string;
  /** Under which name a dismissed text is kept; absent if it isn't. */
  readonly memory?: string;
  /** What goes along with the text, in words, and what happens when the person leaves it out. */
  readonly attached?: { readonly words: string; readonly leaveOut: () => void } | undefined;
  /** What is said when Enter is pressed without an answer; absent if an empty box is an answer, too. */
  readonly needed?: string | ((text: string) => string | undefined);
  /** What is said under the box of a text while it is typed: an echo, or a problem that Enter doesn't pass. */
  readonly respond?: (text: string) => { readonly echo: string } | { readonly problem: Reason } | undefined;
}

/** What was typed and not written, by memory; and the boxes that are open, because a second key press replaces the first's box. */
const dismissed = new Map<string, string>();
const open = new Map<string, InputBox>();

/** How long an answered box stays, so that another Enter doesn't reach what gets the focus next; in ms. */
const LINGERS = 300;

/** What its title ends with in the meantime: Enter was taken. */
const ANSWERED = '⏎';

/** Settled once the box that was answered last is off the screen. */
let left: Promise<void> = Promise.resolve();

/** Waits as long as an answered box does: for what takes a confirming key otherwise. */
export async function linger(): Promise<void> {
  await sleep(LINGERS);
}

/** Waits until no answered box is on the screen: what takes the focus from it would get an Enter that was pressed twice. */
export async function boxLeft(): Promise<void> {
  return left;
}

/** Closes an answered box: soon, at once if the person types on, and not while they keep pressing Enter. */
function close(box: InputBox | QuickPick<QuickPickItem>): void {
  box.title = `${box.title} ${ANSWERED}`;
  left = new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      box.dispose();
      resolve();
    };
    let timer = setTimeout(end, LINGERS);
    box.onDidAccept(() => {
      clearTimeout(timer);
      timer = setTimeout(end, LINGERS);
    });
    box.onDidChangeValue(end);
    box.onDidHide(end);
  });
}

/** On the screen since before this was loaded; the next question takes its place. */
let early: EarlyBox | undefined;

/** What was typed into an early box when the first question was of another kind. */
let typedEarly = '';

/** Lets the next question go on in this box. */
export function takeOver(box: EarlyBox): void {
  early = box;
}

function takeEarly(): ReturnType<EarlyBox['take']> {
  const taken = early?.take();
  early = undefined;
  return taken;
}

/** Closes an early box before a question of another kind. Returns whether the person has dismissed it, and so the question. */
function endEarly(): boolean {
  const taken = takeEarly();
  typedEarly = taken?.box.value ?? typedEarly;
  taken?.box.dispose();
  return taken?.state === 'dismissed';
}

/** A document that takes longer to get the focus holds up no question, in ms. */
const FOCUS_TAKES = 1000;

/** Settled once nothing of ours is about to get the focus. */
let focused: Promise<unknown> = Promise.resolve();

/** Does what gives something else the focus. A question that comes in the meantime is shown after that, and keeps the focus then. */
export async function takeFocus<T>(work: () => Thenable<T>): Promise<T> {
  const done = Promise.resolve(work());
  const late = new Promise((resolve) => setTimeout(resolve, FOCUS_TAKES).unref());
  focused = Promise.allSettled([focused, Promise.race([done, late])]);
  return done;
}

/** How many questions are on the screen. */
let asking = 0;

/** Returns whether a question of ours is on the screen: nothing takes the focus from it then. */
export function isAsking(): boolean {
  return asking > 0;
}

const ended = new EventEmitter<void>();

function questionEnded(): void {
  asking--;
  ended.fire();
}

/** Waits until no question is on the screen: for what can't but take the focus. */
export async function unasked(): Promise<void> {
  await left;
  while (isAsking()) {
    await new Promise<void>((resolve) => {
      const listening = ended.event(() => {
        listening.dispose();
        // An answered box lingers a moment later.
        setTimeout(resolve);
      });
    });
    await left;
  }
}

/** Asks for one line. An empty answer is an answer, unless a text is needed. */
export async function askText(question: TextQuestion): Promise<string | undefined> {
  await focused;
  const memory = question.memory ?? '';
  const taken = takeEarly();
  const box = taken?.box ?? window.createInputBox();
  const kept = box.value || typedEarly || open.get(memory)?.value || dismissed.get(memory);
  typedEarly = '';
  box.title = question.title;
  box.prompt = question.prompt;
  const attached = question.attached && showAttached(box, question.attached);
  box.placeholder = question.placeholder ?? '';
  const begins = kept ?? question.value ?? '';
  // What somebody is typing into an early box just now stays.
  if (box.value !== begins) {
    box.value = begins;
  }
  box.ignoreFocusOut = true;
  if (question.memory !== undefined) {
    open.set(memory, box);
  }
  let answered = false;
  const answer = await new Promise<string | undefined>((resolve) => {
    const say = (text: string): boolean => {
      const response = question.respond?.(text);
      const problem = response !== undefined && 'problem' in response;
      box.validationMessage =
        response &&
        ('problem' in response
          ? { message: response.problem.whole, severity: InputBoxValidationSeverity.Error }
          : { message: attached?.inSight(response.echo) ?? response.echo, severity: InputBoxValidationSeverity.Info });
      return !problem;
    };
    say(box.value);
    box.onDidChangeValue(say);
    const accept = (): void => {
      const needed = neededIn(question, box.value);
      if (needed !== undefined) {
        box.validationMessage = { message: needed, severity: InputBoxValidationSeverity.Error };
      } else if (say(box.value)) {
        answered = true;
        resolve(box.value);
      }
    };
    const hidden = (): void => {
      // Disposing of an answered box hides it as well.
      if (!answered && question.memory !== undefined && open.get(memory) === box) {
        offerAgain(memory, box.value);
      }
      resolve(undefined);
    };
    box.onDidAccept(accept);
    box.onDidHide(hidden);
    if (taken?.state === 'dismissed') {
      hidden();
    } else {
      box.show();
    }
    if (taken?.state === 'answered') {
      accept();
    }
    asking++;
  }).finally(questionEnded);
  attached?.dispose();
  if (open.get(memory) === box) {
    open.delete(memory);
  }
  if (answer === undefined) {
    box.dispose();
  } else {
    dismissed.delete(memory);
    close(box);
  }
  return answer;
}

/** Returns what is said instead of taking this answer. */
function neededIn({ needed }: TextQuestion, text: string): string | undefined {
  return typeof needed === 'function' ? needed(text) : text.trim() === '' ? needed : undefined;
}

/** Of the box that is open; a key leaves it out while it's there. */
let leaveOutAttached: (() => void) | undefined;
const ATTACHED = 'incidentNotes.attached';

/** Leaves out what is attached to the box that is open. */
export function detach(): void {
  leaveOutAttached?.();
}

/** Says first what is attached, also next to an echo, with a button and a key that leave it out. */
function showAttached(
  box: InputBox,
  { words, leaveOut }: Attached,
): { readonly inSight: (text: string) => string; readonly dispose: () => void } {
  const prompt = box.prompt ?? '';
  let there = true;
  const inSight = (text: string): string =>
    there ? say`Attached: ${words} (press Alt+Delete to leave it out). ${text}` : text;
  const dispose = (): void => {
    if (leaveOutAttached === remove) {
      leaveOutAttached = undefined;
      void commands.executeCommand('setContext', ATTACHED, false);
    }
  };
  const remove = (): void => {
    there = false;
    box.prompt = prompt;
    box.validationMessage = undefined;
    box.buttons = [];
    leaveOut();
    dispose();
  };
  box.prompt = inSight(prompt);
  box.buttons = [{ iconPath: new ThemeIcon('trash'), tooltip: say`Leave out ${words} (Alt+Delete)` }];
  box.onDidTriggerButton(remove);
  leaveOutAttached = remove;
  void commands.executeCommand('setContext', ATTACHED, true);
  return { inSight, dispose };
}

/**
 * Does what is still to be done with a text that was typed, further questions included, and keeps it until that is done.
 * It is kept before those questions are asked: the next key may come before it is heard that they were dismissed.
 */
export async function keepUntilDone<T>(
  memory: string,
  text: string,
  work: () => Promise<T | undefined>,
): Promise<T | undefined> {
  offerAgain(memory, text);
  const done = await work();
  if (done !== undefined && dismissed.get(memory) === text) {
    dismissed.delete(memory);
  }
  return done;
}

/** Keeps a text for the next question of that name: it was typed, and couldn't be written. */
export function offerAgain(memory: string, text: string): void {
  if (text.trim() !== '') {
    dismissed.set(memory, text);
  }
}

export interface Choice<T> extends QuickPickItem {
  readonly answer: T;
}

/** A row that only informs: Enter shows what it is about, and the question stays. */
export interface InformingRow extends QuickPickItem {
  readonly show: () => void;
}

export interface ChoiceQuestion<T> {
  readonly title: string;
  readonly placeholder: string;
  readonly choices: readonly Choice<T>[];
  /** Rows that wait below the others until something is typed or the last row, `More…`, is taken. */
  readonly rest?: readonly Choice<T>[];
  /** What's below the choices and can't be taken. */
  readonly notes?: readonly string[];
  /**
   * Rows below all others and a line with this label, where they are known soon enough: a list that is drawn again puts its
   * focus back, and an arrow key that is pressed at that moment would be lost.
   */
  readonly informing?: { readonly label: string; readonly rows: Promise<readonly InformingRow[]> };
  /** The choice that Enter takes at first; the first one when absent. */
  readonly selected?: Choice<T>;
  /** Whether the rows keep their order while somebody types; else the editor puts the closest name first. */
  readonly ordered?: boolean;
  /** Makes a choice of what was typed, where none of the others is meant. */
  readonly typed?: (text: string) => Choice<T> | undefined;
  /** Under which name a dismissed text is kept. */
  readonly memory?: string;
}

type PickRow<T> = Choice<T> | InformingRow | Note | ReturnType<typeof more>;

/** How long a question waits for rows that only inform, in ms. */
const SOON = 100;

/** Asks for one of several; typing filters. */
export async function askChoice<T>({
  title,
  placeholder,
  choices,
  rest = [],
  notes = [],
  informing,
  selected,
  ordered = false,
  typed,
  memory,
}: ChoiceQuestion<T>): Promise<T | undefined> {
  await focused;
  const informed = await Promise.race([informing?.rows ?? [], sleep(SOON, [])]);
  if (endEarly()) {
    return undefined;
  }
  const pick = window.createQuickPick<PickRow<T>>();
  const below = informed.length === 0 ? [] : [noteOf(informing?.label ?? ''), ...informed];
  const all: readonly PickRow<T>[] = [...choices, ...rest, ...notes.map(noteOf), ...below];
  let shown: readonly PickRow<T>[] = rest.length === 0 ? all : [...choices, more(), ...below];
  pick.title = title;
  pick.placeholder = placeholder;
  pick.ignoreFocusOut = true;
  pick.matchOnDescription = true;
  // The types don't have it yet. An editor without it only orders the rows by name again.
  Object.assign(pick, { sortByLabel: !ordered });
  pick.items = shown;
  if (selected) {
    pick.activeItems = [selected];
  }
  const answer = await new Promise<Choice<T> | undefined>((resolve) => {
    let own: Choice<T> | undefined;
    const fit = (text: string): void => {
      own = ownRow(typed?.(text), text, choices);
      const known = text === '' ? shown : all;
      if (typed || pick.items.length !== known.length) {
        pick.items = own ? [...known, own] : known;
      }
    };
    pick.onDidChangeValue(fit);
    const kept = memory === undefined ? undefined : dismissed.get(memory);
    if (kept !== undefined) {
      pick.value = kept;
      fit(kept);
    }
    pick.onDidAccept(() => {
      // Whoever types quickly is ahead of the list, whose row of what was typed may lack the last letters.
      const [active] = pick.activeItems;
      const meant = active === own ? undefined : active;
      const choice = meant ?? typed?.(pick.value) ?? rest.find((one) => holds(one.label, pick.value));
      if (choice && 'show' in choice) {
        choice.show();
      } else if (choice && 'more' in choice) {
        shown = all;
        pick.items = all;
        pick.activeItems = rest.slice(0, 1);
      } else if (choice && 'answer' in choice) {
        resolve(choice);
      }
    });
    pick.onDidHide(() => resolve(undefined));
    pick.show();
    asking++;
  }).finally(questionEnded);
  if (memory !== undefined) {
    dismissed.delete(memory);
  }
  if (answer === undefined) {
    offerAgain(memory ?? '', memory === undefined ? '' : pick.value);
    pick.dispose();
  } else {
    close(pick);
  }
  return answer?.answer;
}

export interface SearchQuestion<T> {
  readonly title: string;
  readonly placeholder: string;
  /** Under which name a dismissed text is kept. */
  readonly memory: string;
  /** Returns the rows for a text, best first; `tell` says what takes so long, `signal` that nobody waits anymore. */
  readonly find: (text: string, tell: (words: string) => void, signal: AbortSignal) => Promise<readonly Choice<T>[]>;
}

/** Asks for one of the things that a text finds; each character searches again. */
export async function askSearch<T>({ title, placeholder, memory, find }: SearchQuestion<T>): Promise<T | undefined> {
  await focused;
  const pick = window.createQuickPick<Choice<T>>();
  pick.title = title;
  pick.placeholder = placeholder;
  pick.ignoreFocusOut = true;
  Object.assign(pick, { sortByLabel: false });
  let stop = new AbortController();
  let looking: Promise<void> = Promise.resolve();
  const look = async (text: string, { signal }: AbortController): Promise<void> => {
    const tell = (words: string): void => void (pick.title = signal.aborted ? pick.title : `${title} · ${words}`);
    const rows = text.trim() === '' ? [] : await find(text, tell, signal);
    if (!signal.aborted) {
      // The editor's own filter knows labels alone.
      pick.items = rows.map((row) => ({ ...row, alwaysShow: true }));
      pick.title = title;
      pick.busy = false;
    }
  };
  const answer = await new Promise<Choice<T> | undefined>((resolve, reject) => {
    const begin = (text: string): void => {
      stop.abort();
      stop = new AbortController();
      pick.busy = true;
      looking = look(text, stop);
      looking.catch(reject);
    };
    pick.value = dismissed.get(memory) ?? '';
    begin(pick.value);
    pick.onDidChangeValue(begin);
    // Whoever types quickly is ahead of the list.
    pick.onDidAccept(() => void looking.then(() => pick.activeItems[0] && resolve(pick.activeItems[0])));
    pick.onDidHide(() => resolve(undefined));
    pick.show();
    asking++;
  }).finally(() => {
    questionEnded();
    stop.abort();
  });
  offerAgain(memory, pick.value);
  if (answer === undefined) {
    pick.dispose();
  } else {
    close(pick);
  }
  return answer?.answer;
}

export interface TickQuestion<T> {
  readonly title: string;
  readonly placeholder: string;
  readonly choices: readonly Choice<T>[];
  /** What's below the choices and can't be checked. */
  readonly notes: readonly string[];
  /** Whether the keyboard begins in the box, where typing filters; else in the list, where Space checks off. */
  readonly filters?: boolean;
}

/** Asks which of several are done: Space checks off the row that is active, Enter takes what is checked, perhaps nothing. */
export async function askTicks<T>({
  title,
  placeholder,
  choices,
  notes,
  filters = false,
}: TickQuestion<T>): Promise<T[] | undefined> {
  await focused;
  const pick = window.createQuickPick<QuickPickItem>();
  pick.title = title;
  pick.placeholder = placeholder;
  pick.ignoreFocusOut = true;
  pick.canSelectMany = true;
  pick.matchOnDescription = pick.matchOnDetail = filters;
  pick.items = [...choices, ...notes.map(noteOf)];
  pick.selectedItems = choices.filter(({ picked }) => picked);
  const ticked = (): Choice<T>[] => choices.filter((choice) => pick.selectedItems.includes(choice));
  const answer = await new Promise<Choice<T>[] | undefined>((resolve) => {
    pick.onDidAccept(() => resolve(ticked()));
    pick.onDidHide(() => resolve(undefined));
    pick.show();
    // Space checks off only where the focus is in the list, and the editor puts it into the box above.
    if (!filters) {
      void commands.executeCommand('quickInput.first').then(undefined, () => undefined);
    }
    asking++;
  }).finally(questionEnded);
  if (answer === undefined) {
    pick.dispose();
  } else {
    close(pick);
  }
  return answer?.map((choice) => choice.answer);
}

/** Returns the row of what was typed. It comes below those that have it in their names: the editor puts the closest name first. */
function ownRow<T>(own: Choice<T> | undefined, text: string, choices: readonly Choice<T>[]): Choice<T> | undefined {
  const near = choices.some(({ label }) => holds(label, text));
  const words = near && own ? { label: '$(add)', description: `${own.label} ${own.description ?? ''}` } : {};
  return own && { ...own, ...words, alwaysShow: true };
}

interface Note extends QuickPickItem {
  readonly kind: QuickPickItemKind.Separator;
}

function noteOf(label: string): Note {
  return { label, kind: QuickPickItemKind.Separator };
}

const more = () => ({ label: `$(ellipsis) ${say`More…`}`, more: true }) as const;

function holds(label: string, typed: string): boolean {
  return typed !== '' && label.toLowerCase().includes(typed.toLowerCase());
}
