/** Which entry a command is about: the one in its argument, or else the one that the person chooses. */
import { formatEntry, type Entry } from '../../core/timeline/entry';
import { findEntry } from '../../core/record/placement';
import type { IncidentRecord } from '../../core/record/record';
import { counts, countingEntries } from '../../core/timeline/retraction';
import { readEntry, readTimeline } from '../../core/timeline/timeline';
import { askChoice, type Choice } from '../shell/prompts';
import type { RecordList } from '../records/recordList';
import type { RecordWriter } from '../records/recordWriter';
import { needTarget, promptTitle } from '../records/target';
import { refusal } from '../../core/text/refusal';
import { EDITOR_SENTENCES } from '../shell/sentences';
import { CORE_SENTENCES } from '../../core/text/sentences';
import { say } from '../../core/words/say';

/** How many of the last entries are offered. */
const OFFERED = 50;

interface Needs {
  readonly records: RecordList;
  readonly writer: RecordWriter;
}

/** What a command does to an entry, as a title and inside a sentence. */
const VERBS = {
  complete: () => ({ title: say`Complete an entry`, what: say`complete` }),
  file: () => ({ title: say`File an issue for a follow-up`, what: say`file` }),
  correct: () => ({ title: say`Correct an entry`, what: say`correct` }),
  mark: () => ({ title: say`Mark an entry as important`, what: say`mark` }),
  move: () => ({ title: say`Move an entry`, what: say`move` }),
} as const;

/**
 * The entry and its record's path; undefined if the question was dismissed. `verb` is what the command does, `offered` says
 * which entries can be chosen.
 * @throws Refusal if there is none, or it was retracted.
 */
export async function chooseEntry(
  needs: Needs,
  given: { readonly entry?: string | undefined; readonly incident?: string | undefined },
  verb: keyof typeof VERBS,
  offered: (entry: Entry) => boolean,
): Promise<{ readonly path: string; readonly entry: Entry } | undefined> {
  const { title, what } = VERBS[verb]();
  const target = await needTarget(needs.records, given.incident, title);
  if (!target) {
    return undefined;
  }
  const { path } = target;
  const record = await needs.writer.readWhole(path);
  const entry =
    given.entry === undefined ? await askEntry(needs, path, record, what, offered) : named(record, given.entry);
  if (entry && !counts(record, entry)) {
    throw refusal(EDITOR_SENTENCES, 'retractedEntry', { what });
  }
  return entry && { path, entry };
}

async function askEntry(
  needs: Needs,
  path: string,
  record: IncidentRecord,
  what: string,
  offered: (entry: Entry) => boolean,
): Promise<Entry | undefined> {
  const entries = countingEntries(record)
    .slice(-500)
    .map((placed) => readEntry(record.text, placed));
  const choices = entries.filter(offered).slice(-OFFERED).reverse();
  if (choices.length === 0) {
    throw refusal(EDITOR_SENTENCES, 'noEntry', { what });
  }
  return askChoice<Entry>({
    title: await promptTitle(needs.records, path, what),
    placeholder: say`Which entry? Latest first.`,
    choices: choices.map((entry): Choice<Entry> => {
      const [head, ...rest] = formatEntry(entry, '\n').slice(2).split('\n');
      return { label: head!, ...(rest.length > 0 ? { detail: rest.join(' ').slice(0, 200) } : {}), answer: entry };
    }),
  });
}

/** Returns the entry that is in the record as the argument has it. */
function named(record: IncidentRecord, written: string): Entry {
  const text = `## Timeline\n\n${written.trim()}\n`;
  const [placed] = readTimeline(text).entries;
  if (!placed) {
    throw refusal(EDITOR_SENTENCES, 'badEntry');
  }
  const found = findEntry(record.text, record.timeline, readEntry(text, placed));
  if (!found) {
    throw refusal(CORE_SENTENCES, 'entryGone');
  }
  return readEntry(record.text, found);
}
