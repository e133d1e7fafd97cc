/** The command by which a person decides about a record that a slip has cost something: restore it, or keep it as it is. */
import { lossWords, type GuardedPart } from '../../core/fixes/lostParts';
import { vocabularyOf } from '../../core/process/process';
import { Refusal } from '../../core/text/refusal';
import { restoreEdits } from '../../core/fixes/restoredParts';
import { FORMS, readArgument, type Invocation } from '../shell/arguments';
import type { Committer } from '../records/committer';
import type { OpenFiles } from '../records/openFiles';
import { showNow } from '../records/openRecord';
import { processOf } from '../records/processes';
import { askChoice } from '../shell/prompts';
import type { HeldDecision } from '../shell/arguments';
import type { RecordGuard } from '../records/recordGuard';
import type { RecordList } from '../records/recordList';
import { needTarget, promptTitle } from '../records/target';

export class Restoring {
  readonly #records: RecordList;
  readonly #committer: Committer;
  readonly #guard: RecordGuard;
  readonly #files: OpenFiles;

  constructor(records: RecordList, committer: Committer, guard: RecordGuard, files: OpenFiles) {
    this.#records = records;
    this.#committer = committer;
    this.#guard = guard;
    this.#files = files;
  }

  /** Returns what still holds the record's commits. */
  async decideHeld(invocation: Invocation): Promise<{ readonly held: readonly GuardedPart[] } | undefined> {
    const given = readArgument(FORMS.decideHeld, invocation);
    const target = await needTarget(this.#records, given.incident, 'Review a held record');
    if (!target) {
      return undefined;
    }
    const { path } = target;
    await this.#committer.flush(path);
    const loss = this.#guard.lossOf(path);
    if (!loss) {
      throw new Refusal("Nothing to restore: the record isn't held for anything that it has lost.");
    }
    const decision = given.decision ?? (await this.#ask(path, lossWords(loss.parts)));
    if (decision === undefined) {
      return undefined;
    }
    await this.decide(path, decision);
    return { held: this.#guard.lossOf(path)?.parts ?? [] };
  }

  /** @throws Refusal where nothing can be restored. */
  async decide(path: string, decision: HeldDecision): Promise<void> {
    const loss = this.#guard.lossOf(path);
    if (!loss) {
      return;
    }
    if (decision === 'keep') {
      this.#guard.keep(path);
    } else {
      let restored = false;
      // What was lost is known of the text on the disk.
      await showNow(path);
      await this.#files.write(path, (text) => {
        const edits = restoreEdits(loss.committed, text, (record) => vocabularyOf(processOf(record, path)));
        restored = edits.length > 0;
        return edits;
      });
      if (!restored) {
        throw new Refusal("Can't restore the record: too much of it has changed. Fix it by hand, or keep it as it is.");
      }
    }
    await this.#committer.flush(path);
  }

  async #ask(path: string, words: string): Promise<HeldDecision | undefined> {
    return askChoice<HeldDecision>({
      title: await promptTitle(this.#records, path, 'held record'),
      placeholder: `Not committed: ${words}`,
      choices: [
        { label: '$(discard) Restore', description: 'take it from the last commit', answer: 'restore' },
        { label: '$(check) Keep', description: 'commit the record as it is', answer: 'keep' },
      ],
    });
  }
}
