/** The commands that show pending entries and retry them. */
import { env } from 'vscode';
import type { Journal } from '../../store/journal/journal';
import type { WaitingItem } from '../../store/journal/journalLine';
import type { Committer } from '../records/committer';
import { idOf } from '../records/recordFolders';
import type { RecordList } from '../records/recordList';
import type { RecordWriter } from '../records/recordWriter';
import { needTarget } from '../records/target';
import { FORMS, readArgument, type Invocation } from '../shell/arguments';
import type { HandlersOf } from '../shell/commands';
import type { Log } from '../shell/log';
import { askChoice, type Choice } from '../shell/prompts';
import type { Incidents } from '../status/incident';
import { describeItem, noteText } from './waitingItem';
import { say } from '../../core/words/say';

export interface RecoveryNeeds {
  readonly records: RecordList;
  readonly writer: RecordWriter;
  readonly committer: Committer;
  readonly journal: Journal;
  readonly incidents: Incidents;
  readonly log: Log;
}

export function recoveryHandlers(needs: RecoveryNeeds): HandlersOf<'retry' | 'recover'> {
  return {
    retry: (invocation) => retry(needs, invocation),
    recover: (invocation) => recover(needs, invocation),
  };
}

/** Writes and commits what waits, now. */
async function retry(
  { records, writer, committer, incidents }: RecoveryNeeds,
  invocation: Invocation,
): Promise<{ readonly waiting: number; readonly why: string | null } | undefined> {
  const { incident } = readArgument(FORMS.entry, invocation);
  const target = await needTarget(records, incident, say`Retry pending entries`);
  if (!target) {
    return undefined;
  }
  await writer.restore(target.path);
  await committer.flush(target.path);
  const { waiting, unshared } = await incidents.describe(target.path, invocation.instant);
  return { waiting: waiting.entries, why: waiting.why ?? unshared ?? null };
}

/** Shows the notes that aren't yet committed; each can be restored, copied, or discarded. */
async function recover(
  needs: RecoveryNeeds,
  invocation: Invocation,
): Promise<{ readonly notes: readonly string[] } | undefined> {
  const { writer, committer, journal, log } = needs;
  const adopted = await journal.adoptOrphans().catch((error: unknown) => {
    log.error('Looking for entries that earlier windows left', error);
    return [];
  });
  for (const path of new Set([...adopted, ...journal.waiting()].map((item) => item.record))) {
    await writer.restore(path);
  }
  const items = journal.waiting();
  if (invocation.argument !== undefined) {
    return { notes: items.map(describeItem) };
  }
  const item = await askChoice<WaitingItem>({
    title: say`Recover entries`,
    placeholder:
      items.length === 0
        ? say`Nothing to recover: every entry is committed.`
        : say`Which entry? These aren't committed yet.`,
    choices: items.map((waiting): Choice<WaitingItem> => {
      const why = writer.holdOf(waiting.record) ?? committer.heldBecause(waiting.record);
      return {
        label: describeItem(waiting),
        description: idOf(waiting.record),
        detail: why?.short ?? '',
        answer: waiting,
      };
    }),
  });
  if (item) {
    await recoverOne(needs, item);
  }
  return undefined;
}

async function recoverOne({ writer, committer, journal }: RecoveryNeeds, item: WaitingItem): Promise<void> {
  const action = await askChoice<'retry' | 'copy' | 'discard'>({
    title: describeItem(item),
    placeholder: say`What do you want to do with this entry?`,
    choices: [
      { label: say`Restore and Commit`, answer: 'retry' },
      { label: say`Copy`, answer: 'copy' },
      {
        label: say`Discard`,
        description: say`stop trying; if it's already in the record, it stays there`,
        answer: 'discard',
      },
    ],
  });
  if (action === 'copy') {
    await env.clipboard.writeText(noteText(item));
  } else if (action === 'discard') {
    await journal.settle([item.id], 'discarded');
  } else if (action === 'retry') {
    await writer.restore(item.record);
    await committer.flush(item.record);
  }
}
