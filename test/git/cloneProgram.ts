/** One clone's work without its editor: entries into the record, a commit for a few, and exchanges all the while. */
import { dirname, join } from 'node:path';
import { applyChange } from '../../src/core/change';
import { isMergedFile, mergeArrived, resolveFiles } from '../../src/core/fileMerge';
import { atFreeInstant } from '../../src/core/placement';
import { readProcess, vocabularyOf } from '../../src/core/process';
import { readRecord } from '../../src/core/record';
import { applyEdits } from '../../src/core/textEdit';
import { commitRecord } from '../../src/git/commitRecord';
import { exchangeRecords } from '../../src/git/exchange';
import { openRepository, type Repository } from '../../src/git/repository';
import { updateRecordFile } from '../../src/store/recordFile';
import defaultYaml from '../../src/processes/default.yaml';
import { BATCH, entryOfClone } from './cloneEntries';

export interface CloneTask {
  readonly root: string;
  readonly storage: string;
  readonly branch: string;
  /** The record, from the root. */
  readonly path: string;
  readonly clone: number;
  /** None where the clone only comes to what the others have. */
  readonly entries: number;
}

const vocabulary = vocabularyOf(readProcess(defaultYaml).process!);
const statusAfter = (name: string) => vocabulary.statusAfter(name);

/** Exchanges until both sides hold the same. Others may be quicker for long; anything else would be said to a person. */
async function share(repository: Repository, { root, storage, branch }: CloneTask): Promise<void> {
  for (;;) {
    const outcome = await exchangeRecords(
      repository,
      { remote: 'origin', branch },
      {
        subject: 'inc: merge the records',
        resolve: (files) => Promise.resolve(resolveFiles(files, () => statusAfter)),
        write: async (files) => {
          const written: string[] = [];
          for (const { path, before, after } of files) {
            if (!isMergedFile(path) || after === undefined) continue;
            const arrived = { path, ...(before && { before }), after };
            const merge = (text: string): string => mergeArrived(arrived, text, statusAfter);
            if (await updateRecordFile({ root, storage }, join(root, path), merge)) written.push(path);
          }
          return written;
        },
      },
    );
    if (outcome.state === 'shared') return;
    if (outcome.why !== 'behind') throw new Error(`${outcome.why}: ${outcome.sentence}\n${outcome.detail ?? ''}`);
  }
}

async function run(task: CloneTask): Promise<void> {
  const { root, storage, clone, entries } = task;
  const found = (await openRepository(root))!;
  const repository: Repository = task.branch === 'main' ? found : { ...found, hooks: 'skip' };
  const path = join(root, task.path);
  let sharing = share(repository, task);
  for (let from = 0; from < entries; from += BATCH) {
    const to = Math.min(from + BATCH, entries);
    for (let number = from; number < to; number++) {
      await updateRecordFile({ root, storage }, path, (text) => {
        const record = readRecord(text);
        const added = atFreeInstant(record.timeline, entryOfClone(clone, number));
        return applyEdits(text, applyChange(record, { added }, vocabulary));
      });
    }
    // While an exchange runs, as in the editor.
    const outcome = await commitRecord(repository, dirname(path), `inc: ${to - from} entries`, {
      hooks: repository.hooks ?? 'run',
    });
    if (outcome.state === 'held') throw new Error(`${outcome.why}: ${outcome.sentence}\n${outcome.detail ?? ''}`);
    // Every other commit: those that come close together go together.
    if ((from / BATCH) % 2 === 1) {
      await sharing;
      sharing = share(repository, task);
    }
  }
  await sharing;
  await share(repository, task);
}

run(JSON.parse(process.argv[2]!) as CloneTask).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
