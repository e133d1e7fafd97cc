/** The command for deciding about a record that a typo has cost something: restore it, or keep it as it is. */
import { lossReason, type GuardedPart } from '../../core/fixes/lostParts';
import { restoreEdits } from '../../core/fixes/restoredParts';
import { FORMS, readArgument, type Invocation } from '../shell/arguments';
import type { HandlersOf } from '../shell/commands';
import type { Committer } from '../records/committer';
import type { OpenFiles } from '../records/openFiles';
import { showNow } from '../records/openRecord';
import type { Processes } from '../records/processes';
import { askChoice } from '../shell/prompts';
import type { HeldDecision } from '../shell/arguments';
import type { RecordGuard } from '../records/recordGuard';
import type { RecordList } from '../records/recordList';
import { needTarget, promptTitle } from '../records/target';
import { refusal } from '../../core/text/refusal';
import { EDITOR_SENTENCES } from '../shell/sentences';
import { say } from '../../core/words/say';

interface Needs {
  readonly processes: Processes;
  readonly records: RecordList;
  readonly committer: Committer;
  readonly losses: RecordGuard;
  readonly files: OpenFiles;
}

export function restoringHandlers(needs: Needs): HandlersOf<'decideHeld'> {
  return {
    decideHeld: (invocation) => decideHeld(needs, invocation),
  };
}

/** Returns what still holds the record's commits. */
async function decideHeld(
  needs: Needs,
  invocation: Invocation,
): Promise<{ readonly held: readonly GuardedPart[] } | undefined> {
  const given = readArgument(FORMS.decideHeld, invocation);
  const target = await needTarget(needs.records, given.incident, say`Review a held record`);
  if (!target) {
    return undefined;
  }
  const { path } = target;
  await needs.committer.flush(path);
  const loss = needs.losses.lossOf(path);
  if (!loss) {
    throw refusal(EDITOR_SENTENCES, 'nothingLost');
  }
  const decision = given.decision ?? (await ask(needs, path, lossReason(loss.parts).short));
  if (decision === undefined) {
    return undefined;
  }
  await decideLoss(needs, path, decision);
  return { held: needs.losses.lossOf(path)?.parts ?? [] };
}

/** @throws Refusal if nothing can be restored. */
export async function decideLoss(needs: Needs, path: string, decision: HeldDecision): Promise<void> {
  const loss = needs.losses.lossOf(path);
  if (!loss) {
    return;
  }
  if (decision === 'keep') {
    needs.losses.keep(path);
  } else {
    let restored = false;
    // What was lost is known of the text on the disk.
    await showNow(path);
    await needs.files.write(path, (text) => {
      const edits = restoreEdits(loss.committed, text, (record) => needs.processes.vocabularyOf(record, path));
      restored = edits.length > 0;
      return edits;
    });
    if (!restored) {
      throw refusal(EDITOR_SENTENCES, 'cannotRestore');
    }
  }
  await needs.committer.flush(path);
}

async function ask(needs: Needs, path: string, words: string): Promise<HeldDecision | undefined> {
  return askChoice<HeldDecision>({
    title: await promptTitle(needs.records, path, say`held record`),
    placeholder: say`Not committed: ${words}`,
    choices: [
      {
        label: say`$(discard) Restore`,
        description: say`bring back what was lost, from the last commit`,
        answer: 'restore',
      },
      { label: say`$(check) Keep`, description: say`commit the record as it is`, answer: 'keep' },
    ],
  });
}
