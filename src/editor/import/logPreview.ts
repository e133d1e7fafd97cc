/**
 * Shows what an import would write, so that a person can filter it, change it, leave lines out, and accept it, all by
 * keyboard.
 */
import { IANAZone } from 'luxon';
import type { ImportPlan, TakenLine } from '../../core/import/importedEntries';
import { passes, readDayWindow, type LogFilter } from '../../core/import/logFilter';
import { flatText } from '../../core/text/flatText';
import { reasonOf } from '../../core/text/reason';
import { describeInstant } from '../../core/time/typedTime';
import type { Entry } from '../../core/timeline/entry';
import { say } from '../../core/words/say';
import { askChoice, askText, askTicks, type Choice } from '../shell/prompts';
import { EDITOR_SENTENCES } from '../shell/sentences';
import { localZone } from '../shell/settings';

export interface Preview {
  readonly title: string;
  readonly plan: ImportPlan;
  readonly now: number;
  /** Finished sentences. */
  readonly notes: readonly string[];
  /** The milestones that a line can be set to. */
  readonly milestones: readonly string[];
}

/** The most rows that are shown at once. */
const SHOWN = 1000;

type Act = 'import' | 'choose' | 'filter' | number;

/** Returns the lines as they're to be imported; undefined if the person canceled. */
export async function askLines(preview: Preview): Promise<TakenLine[] | undefined> {
  const state = new Chosen(preview);
  for (;;) {
    const act = await askAct(preview, state);
    if (act === undefined) {
      return undefined;
    }
    if (act === 'import') {
      return state.wanted.map((index) => state.lines[index]!);
    }
    if (act === 'choose') {
      await askTicked(preview, state);
    } else if (act === 'filter') {
      await askFilter(preview, state);
    } else {
      await askChange(preview, state, act);
    }
  }
}

/** What a person has made of the lines so far. */
class Chosen {
  readonly lines: TakenLine[];
  readonly entries: Entry[];
  filter: LogFilter;
  /** The places of the lines that the filter lets through. */
  shown: readonly number[] = [];
  readonly #leftOut = new Set<number>();
  readonly #zone = IANAZone.create(localZone());

  constructor({ plan }: Preview) {
    this.lines = [...plan.lines];
    this.entries = [...plan.entries];
    this.filter = this.lines.some(({ tagged }) => tagged) ? { tagged: true } : {};
    this.show(this.filter);
  }

  /** The places of the lines that are to be imported. */
  get wanted(): readonly number[] {
    return this.shown.filter((index) => this.isIn(index));
  }

  show(filter: LogFilter): void {
    this.filter = filter;
    this.shown = [...this.lines.keys()].filter((index) =>
      passes(this.lines[index]!, this.entries[index]!, filter, this.#zone),
    );
  }

  isIn(index: number): boolean {
    return !this.#leftOut.has(index);
  }

  take(index: number, isIn: boolean): void {
    if (isIn) {
      this.#leftOut.delete(index);
    } else {
      this.#leftOut.add(index);
    }
  }

  change(index: number, becomes: NonNullable<TakenLine['becomes']>): void {
    const line = this.lines[index]!;
    this.lines[index] = { ...line, becomes: { ...line.becomes, ...becomes } };
    this.entries[index] = { ...this.entries[index]!, ...becomes };
    this.take(index, true);
  }
}

async function askAct(preview: Preview, state: Chosen): Promise<Act | undefined> {
  const { wanted, shown, filter } = state;
  const choices: Choice<Act>[] = [
    {
      label: wanted.length === 1 ? say`$(check) Import 1 entry` : say`$(check) Import ${wanted.length} entries`,
      answer: 'import',
    },
    { label: say`$(filter) Filter…`, description: filterWords(filter), answer: 'filter' },
    { label: say`$(checklist) Choose entries…`, description: say`press Space to select`, answer: 'choose' },
    ...shown.slice(0, SHOWN).map((index): Choice<Act> => rowOf(preview, state, index)),
  ];
  const more = shown.length > SHOWN ? [say`${shown.length - SHOWN} more. Filter to see them.`] : [];
  return askChoice<Act>({
    title: preview.title,
    placeholder: say`Press Enter to import, or to change the line you moved to. Type to find a line.`,
    choices,
    notes: [...preview.notes, ...more],
    ordered: true,
  });
}

function rowOf({ now }: Preview, state: Chosen, index: number): Choice<number> {
  const entry = state.entries[index]!;
  const words = [`@${entry.author}`, kindOf(entry), ...(state.isIn(index) ? [] : [say`left out`])];
  return {
    label: `${state.isIn(index) ? '' : '$(circle-slash) '}${flatText(entry.text)}`,
    description: words.filter((part) => part !== '').join(' · '),
    detail: describeInstant(entry.instant, { now, zone: localZone() }),
    answer: index,
  };
}

/** Of a plain line nothing. */
function kindOf({ kind, qualifier }: Entry): string {
  return kind === 'TL' ? '' : `${kind} ${qualifier}`.trim();
}

async function askTicked(preview: Preview, state: Chosen): Promise<void> {
  const shown = state.shown.slice(0, SHOWN);
  const ticked = await askTicks({
    title: preview.title,
    placeholder: say`Type to filter. Press Tab, then Space to select entries, and Enter to go back.`,
    choices: shown.map((index) => ({ ...rowOf(preview, state, index), picked: state.isIn(index) })),
    notes: [],
    filters: true,
  });
  const kept = new Set(ticked);
  for (const index of ticked ? shown : []) {
    state.take(index, kept.has(index));
  }
}

type LineAction = 'edit' | 'milestone' | 'plain' | 'take' | 'author';

async function askChange(preview: Preview, state: Chosen, index: number): Promise<void> {
  const entry = state.entries[index]!;
  const isIn = state.isIn(index);
  const change = await askChoice<LineAction>({
    title: preview.title,
    placeholder: flatText(entry.text),
    choices: [
      { label: isIn ? say`Leave this line out` : say`Import this line`, answer: 'take' },
      { label: say`Edit the text…`, answer: 'edit' },
      { label: say`Make it a milestone…`, answer: 'milestone' },
      ...(entry.kind === 'MILESTONE' ? [{ label: say`Make it a plain entry`, answer: 'plain' as const }] : []),
      { label: say`Show only lines by @${entry.author}`, answer: 'author' },
    ],
    ordered: true,
  });
  if (change === 'take') {
    state.take(index, !isIn);
  } else if (change === 'plain') {
    state.change(index, { kind: 'TL', qualifier: '' });
  } else if (change === 'author') {
    state.show({ ...state.filter, author: entry.author });
  } else if (change === 'edit') {
    const shown = flatText(entry.text);
    const text = await askText({
      title: preview.title,
      prompt: say`The entry's text.`,
      value: shown,
      needed: say`Type some text.`,
    });
    // Only what was changed loses its lines.
    if (text !== undefined && text !== shown) {
      state.change(index, { text });
    }
  } else if (change === 'milestone') {
    const qualifier = await askChoice({
      title: preview.title,
      placeholder: say`Which milestone?`,
      choices: preview.milestones.map((name) => ({ label: name, answer: name })),
      ordered: true,
    });
    if (qualifier !== undefined) {
      state.change(index, { kind: 'MILESTONE', qualifier });
    }
  }
}

async function askFilter({ title }: Preview, state: Chosen): Promise<void> {
  const { filter } = state;
  const make = await askChoice<() => Promise<LogFilter | undefined>>({
    title,
    placeholder: say`Which lines?`,
    choices: [
      { label: say`All lines`, answer: async () => Promise.resolve({}) },
      ...(state.lines.some(({ tagged }) => tagged)
        ? [
            {
              label: say`Lines that begin with TL:`,
              answer: async () => Promise.resolve({ ...filter, tagged: true as const }),
            },
          ]
        : []),
      ...(state.lines.some(({ noted }) => noted)
        ? [
            {
              label: say`Lines with a reaction or a pin`,
              answer: async () => Promise.resolve({ ...filter, noted: true as const }),
            },
          ]
        : []),
      { label: say`Lines by one author…`, answer: async () => withAuthor(title, state) },
      { label: say`Lines between two times of day…`, answer: async () => withWindow(title, filter) },
      { label: say`Lines with certain words…`, answer: async () => withWords(title, filter) },
    ],
    ordered: true,
  });
  const made = await make?.();
  if (made) {
    state.show(made);
  }
}

async function withAuthor(title: string, { entries, filter }: Chosen): Promise<LogFilter | undefined> {
  const counts = new Map<string, number>();
  for (const { author } of entries) {
    counts.set(author, (counts.get(author) ?? 0) + 1);
  }
  const author = await askChoice({
    title,
    placeholder: say`Whose lines?`,
    choices: [...counts].map(([name, count]) => ({ label: `@${name}`, description: String(count), answer: name })),
  });
  return author === undefined ? undefined : { ...filter, author };
}

async function withWindow(title: string, filter: LogFilter): Promise<LogFilter | undefined> {
  const problem = reasonOf(EDITOR_SENTENCES, 'notDayWindow');
  const typed = await askText({
    title,
    prompt: say`What time range, in your local time? For example 14:30-15:10.`,
    needed: problem.whole,
    respond: (text) => (text.trim() === '' || readDayWindow(text) ? undefined : { problem }),
  });
  const window = typed === undefined ? undefined : readDayWindow(typed);
  return window && { ...filter, window };
}

async function withWords(title: string, filter: LogFilter): Promise<LogFilter | undefined> {
  const words = await askText({
    title,
    prompt: say`Which words? All of them must be in a line.`,
    needed: say`Type a word.`,
  });
  return words === undefined ? undefined : { ...filter, words: words.trim() };
}

function filterWords({ tagged, noted, author, window, words }: LogFilter): string {
  const parts = [
    ...(tagged ? [say`lines that begin with TL:`] : []),
    ...(noted ? [say`with a reaction or a pin`] : []),
    ...(author === undefined ? [] : [say`by @${author}`]),
    ...(window ? [`${clock(window.from)}-${clock(window.to)}`] : []),
    ...(words === undefined ? [] : [`"${words}"`]),
  ];
  return parts.length === 0 ? say`all lines` : parts.join(', ');
}

function clock(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
