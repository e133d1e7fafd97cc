/** The commands that end an incident that wasn't one, or that duplicates another. */
import { cancelEntry, duplicateEntry } from '../../core/entries/newEntry';
import { FORMS, readArgument, type Invocation } from '../shell/arguments';
import type { HandlersOf } from '../shell/commands';
import { settledInstant, type EntryWriting, type Written } from '../entries/entryWriting';
import { idOf } from '../records/recordFolders';
import type { RecordList } from '../records/recordList';
import { needTarget, pickRecord, promptTitle } from '../records/target';
import { givenOrAsked } from '../entries/timedText';
import type { Updating } from '../update/updateCommands';
import { refusal } from '../../core/text/refusal';
import { EDITOR_SENTENCES } from '../shell/sentences';
import { say } from '../../core/words/say';

interface Canceled extends Written {
  /** The text for what is left to do on the next working day; absent if the process has none, or it may not be told. */
  readonly ticket?: string;
}

interface Needs {
  readonly records: RecordList;
  readonly writing: EntryWriting;
  readonly updating: Updating;
}

export function endingHandlers(needs: Needs): HandlersOf<'cancel' | 'duplicate'> {
  return {
    cancel: (invocation) => cancel(needs, invocation),
    duplicate: (invocation) => duplicate(needs, invocation),
  };
}

/** If the person was asked, what's left to do after a false alarm opens as a draft. */
async function cancel(needs: Needs, invocation: Invocation): Promise<Canceled | undefined> {
  const given = readArgument(FORMS.cancel, invocation);
  const target = await needTarget(needs.records, given.incident, say`Cancel an incident`);
  if (!target) {
    return undefined;
  }
  const { path } = target;
  const said = await givenOrAsked(
    given.reason,
    needs.records,
    path,
    {
      what: say`cancel it as a false alarm`,
      prompt: say`Why isn't it an incident? Start with a time such as -5m to backdate.`,
      memory: 'cancel',
    },
    invocation.instant,
  );
  const written = await needs.writing.writeSaid(invocation, path, given, said, (_, text) => cancelEntry(text));
  if (!written || !said) {
    return undefined;
  }
  needs.records.reach(path);
  const instant = settledInstant(given, said.instant, invocation.instant);
  const left = { reason: said.text, instant, opens: !invocation.argument };
  const ticket = await needs.updating.nextDayTicket(path, given, left);
  return { ...written, ...(ticket !== undefined && { ticket }) };
}

async function duplicate(needs: Needs, invocation: Invocation): Promise<Written | undefined> {
  const given = readArgument(FORMS.duplicate, invocation);
  const target = await needTarget(needs.records, given.incident, say`Close a duplicate`);
  const of = target && (given.of ?? (await askOther(needs, target.path)));
  if (!target || of === undefined) {
    return undefined;
  }
  const entry = duplicateEntry(of, idOf(target.path));
  await needs.records.withId(of);
  const { path } = target;
  const written = await needs.writing.writeSaid(invocation, path, given, { text: entry.text }, () => entry);
  needs.records.reach(path);
  return written;
}

async function askOther(needs: Needs, path: string): Promise<string | undefined> {
  const others = (await needs.records.all()).filter((record) => record.path !== path);
  if (others.length === 0) {
    throw refusal(EDITOR_SENTENCES, 'noOriginal');
  }
  const open = others.filter((record) => record.open);
  const title = await promptTitle(needs.records, path, say`duplicate of`);
  return (await pickRecord([...open, ...others.filter((record) => !record.open)], title))?.id;
}
