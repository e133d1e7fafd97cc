/** The command that moves an entry to another incident's record; one undo undoes it in both. */
import { dirname } from 'node:path';
import { inverse } from '../../core/record/change';
import { movedEntry, staysInRecord } from '../../core/entries/entryMove';
import { formatEntry, type Entry } from '../../core/timeline/entry';
import { takenBack } from '../../core/entries/takeBack';
import { FORMS, readArgument, type Invocation } from '../shell/arguments';
import type { HandlersOf } from '../shell/commands';
import { chooseEntry } from '../entries/entryChoice';
import { settledInstant, type EntryWriting, type Written } from '../entries/entryWriting';
import type { OwnChanges } from '../entries/ownChanges';
import { idOf } from '../records/recordFolders';
import type { RecordList } from '../records/recordList';
import type { RecordWriter } from '../records/recordWriter';
import type { SeenEntries } from '../entries/seenEntries';
import { pickRecord, promptTitle } from '../records/target';
import { refusal } from '../../core/text/refusal';
import { EDITOR_SENTENCES } from '../shell/sentences';
import { say } from '../../core/words/say';

interface Needs {
  readonly records: RecordList;
  readonly writer: RecordWriter;
  readonly writing: EntryWriting;
  readonly own: OwnChanges;
  readonly seen: SeenEntries;
}

export function movingEntryHandlers(needs: Needs): HandlersOf<'moveEntry'> {
  return {
    moveEntry: (invocation) => moveEntry(needs, invocation),
  };
}

/** Returns the entry as it is in the other record. It is there before it leaves its own. */
async function moveEntry(needs: Needs, invocation: Invocation): Promise<Written | undefined> {
  const given = readArgument(FORMS.moveEntry, invocation);
  const found = await chooseEntry(needs, given, 'move', (entry) => !staysInRecord(entry));
  const to =
    found && (given.to === undefined ? await askOther(needs, found.path) : await needs.records.withId(given.to));
  if (!found || !to) {
    return undefined;
  }
  const { path, entry } = found;
  if (to.path === path) {
    throw refusal(EDITOR_SENTENCES, 'sameIncident');
  }
  const from = await needs.writer.readWhole(path);
  const acted = await needs.seen.actedOn(path);
  const author = await needs.writing.authorOf(given, path);
  const instant = settledInstant(given, undefined, invocation.instant);
  const folder = dirname(dirname(path)) === dirname(dirname(to.path)) ? `../${idOf(path)}` : undefined;
  let moved: Entry = entry;
  const come = await needs.writer.write(to.path, (record) => {
    moved = movedEntry(from, record, entry, folder);
    return [{ added: moved }];
  });
  const reason = `moved to ${idOf(to.path)}`;
  const gone = await needs.writer
    .write(path, (record) => takenBack(record, [{ added: entry }], acted, { author, instant, reason }))
    .catch(async (error: unknown) => {
      // Somebody was quicker here: it's in one record only, whatever happens.
      await needs.writer.write(to.path, () => come.map(inverse));
      throw error;
    });
  await needs.own.add({
    parts: [
      { path: to.path, changes: come },
      { path, changes: gone },
    ],
  });
  return { entry: formatEntry(moved, '\n') };
}

/** Open incidents first. */
async function askOther(needs: Needs, path: string): Promise<{ readonly path: string } | undefined> {
  const others = (await needs.records.all()).filter((record) => record.path !== path);
  if (others.length === 0) {
    throw refusal(EDITOR_SENTENCES, 'noOtherIncident');
  }
  const sorted = [...others.filter(({ open }) => open), ...others.filter(({ open }) => !open)];
  return pickRecord(sorted, await promptTitle(needs.records, path, say`move the entry to`));
}
