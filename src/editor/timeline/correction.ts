/** The commands that change entries in the timeline: mark and correct. */
import { window } from 'vscode';
import { formatEntry, isMarkable, withTypedMark, type Entry } from '../../core/timeline/entry';
import { normaliseText } from '../../core/text/plainText';
import { atFreeInstant, findEntry } from '../../core/record/placement';
import { readRecord, type IncidentRecord } from '../../core/record/record';
import { readEntry } from '../../core/timeline/timeline';
import {
  describeInstant,
  isByMinute,
  readLeadingHead,
  readLeadingTime,
  type LeadingTime,
} from '../../core/time/typedTime';
import { FORMS, instantOf, readArgument, type Invocation } from '../shell/arguments';
import type { HandlersOf } from '../shell/commands';
import { chooseEntry } from '../entries/entryChoice';
import { keepLongText, type EntryWriting, type Written } from '../entries/entryWriting';
import { askText, offerAgain, type TextQuestion } from '../shell/prompts';
import { isRecordDocument } from '../records/recordFolders';
import type { RecordList } from '../records/recordList';
import type { RecordWriter } from '../records/recordWriter';
import { localZone } from '../shell/settings';
import { promptTitle } from '../records/target';
import { refusal } from '../../core/text/refusal';
import { EDITOR_SENTENCES } from '../shell/sentences';
import { say } from '../../core/words/say';

interface Needs {
  readonly records: RecordList;
  readonly writing: EntryWriting;
  readonly writer: RecordWriter;
}

export function revisingHandlers(needs: Needs): HandlersOf<'correct' | 'markImportant'> {
  return {
    correct: (invocation) => correct(needs, invocation),
    markImportant: (invocation) => markImportant(needs, invocation),
  };
}

/** Marks an entry as important; by key the one at the cursor of a record, from which a second press takes the mark. */
async function markImportant(needs: Needs, invocation: Invocation): Promise<Written | undefined> {
  const given = readArgument(FORMS.markImportant, invocation);
  const here = given.entry === undefined && given.incident === undefined ? entryAtCursor() : undefined;
  const found = here ?? (await chooseEntry(needs, given, 'mark', ({ kind }) => isMarkable(kind)));
  if (!found) {
    return undefined;
  }
  const { path, entry } = found;
  if (!isMarkable(entry.kind)) {
    throw refusal(EDITOR_SENTENCES, 'notMarkable', { kind: entry.kind });
  }
  const { important: was = false, ...plain } = entry;
  const isMarked = given.important ?? (invocation.argument === undefined ? !was : true);
  const marked: Entry = isMarked ? { ...plain, important: true } : plain;
  if (isMarked !== was) {
    await needs.writing.change(path, () => [{ removed: entry, added: marked }]);
  }
  return { entry: formatEntry(marked, '\n') };
}

/** The entry in whose lines the cursor of the active editor is. */
function entryAtCursor(): { readonly path: string; readonly entry: Entry } | undefined {
  const editor = window.activeTextEditor;
  if (!editor || !isRecordDocument(editor.document)) {
    return undefined;
  }
  const record = readRecord(editor.document.getText());
  const at = editor.document.offsetAt(editor.selection.active);
  const placed = record.timeline.entries.find(({ start, end }) => at >= start && at <= end);
  const entry = placed && readEntry(record.text, placed);
  return entry && { path: editor.document.uri.fsPath, entry };
}

/** Changes an entry's time or text; it moves to where it belongs. */
async function correct(needs: Needs, invocation: Invocation): Promise<Written | undefined> {
  const given = readArgument(FORMS.correct, invocation);
  const found = await chooseEntry(needs, given, 'correct', () => true);
  if (!found) {
    return undefined;
  }
  const { path, entry } = found;
  let { text } = given;
  let typed: string | undefined;
  let instant = given.at === undefined ? undefined : instantOf(given.at, invocation.instant);
  if (text === undefined && instant === undefined) {
    const answer = await askCorrection(needs, path, entry, invocation.instant);
    if (answer === undefined) {
      return undefined;
    }
    ({ text, instant, typed } = answer);
  }
  const { minute, ...exact } = entry;
  const moved = instant === undefined ? minute : isByMinute(given.at ?? typed ?? '') || undefined;
  const whole: Entry = {
    ...exact,
    instant: instant ?? entry.instant,
    text: text ?? entry.text,
    ...(moved && { minute: moved }),
  };
  const kept = text === undefined ? whole : await keepLongText(path, entry.author, whole);
  const wanted = withTypedMark({ ...kept, text: normaliseText(kept.text) });
  let corrected = wanted;
  try {
    await needs.writing.change(path, (record) => {
      corrected = instant === undefined ? wanted : atFreeInstant(without(record, entry), wanted, record.text);
      return corrected.instant === entry.instant &&
        corrected.text === entry.text &&
        corrected.important === entry.important
        ? []
        : [{ removed: entry, added: corrected }];
    });
  } catch (error) {
    offerAgain(correctionMemory(path, entry), wanted.text.split('\n', 1)[0]!);
    throw error;
  }
  return { entry: formatEntry(corrected, '\n') };
}

async function askCorrection(
  needs: Needs,
  path: string,
  entry: Entry,
  now: number,
): Promise<{ text: string | undefined; instant: number | undefined; typed: string } | undefined> {
  const frame = { now, zone: localZone() };
  const [first = '', ...below] = entry.text.split('\n');
  // A time that the text has begun with all along is part of the text.
  const own = readLeadingHead(first);
  const head = own && first.slice(0, own.length);
  const read = (text: string) =>
    head !== undefined && text.startsWith(head) ? { text } : readLeadingTime(text, frame);
  const stays =
    below.length === 0 ? '' : say` The ${below.length === 1 ? 'line' : `${below.length} lines`} below won't change.`;
  const typed = await askText({
    title: await promptTitle(needs.records, path, say`correct`),
    prompt: say`Logged at ${describeInstant(entry.instant, frame)}. Start with a time to change it.${stays}`,
    value: first,
    memory: correctionMemory(path, entry),
    respond: (text): ReturnType<NonNullable<TextQuestion['respond']>> => {
      const { instant, problem, hint }: LeadingTime = read(text);
      if (problem !== undefined) {
        return { problem };
      }
      const echo = instant === undefined ? undefined : describeInstant(instant, frame);
      return echo === undefined ? (text === first || !hint ? undefined : { echo: hint }) : { echo };
    },
  });
  if (typed === undefined) {
    return undefined;
  }
  const { text: words, instant }: LeadingTime = read(typed);
  // A time alone moves the entry, and its words stay.
  const text = words === '' && instant !== undefined ? first : words;
  if (text === '' && first !== '') {
    throw refusal(EDITOR_SENTENCES, 'emptyCorrection');
  }
  return { text: [text, ...below].join('\n'), instant, typed };
}

function correctionMemory(path: string, entry: Entry): string {
  return `correct ${path} ${entry.instant} ${entry.author}`;
}

/** Returns the timeline without the entry, so that its own instant is free again. */
function without(record: IncidentRecord, entry: Entry): IncidentRecord['timeline'] {
  const own = findEntry(record.text, record.timeline, entry);
  return { ...record.timeline, entries: record.timeline.entries.filter((placed) => placed !== own) };
}
