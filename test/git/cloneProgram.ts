/** One clone's work without its editor: entries into the record, a commit for a few, and exchanges all the while. */
import { dirname, join } from 'node:path';
import { applyChange } from '../../src/core/record/change';
import { atFreeInstant } from '../../src/core/record/placement';
import { readRecord } from '../../src/core/record/record';
import { applyEdits } from '../../src/core/text/textEdit';
import { commitRecord } from '../../src/git/commit/commitRecord';
import { openRepository, type Repository } from '../../src/git/repository/repository';
import { updateRecordFile } from '../../src/store/recordFile';
import { entryOfClone } from './cloneEntries';
import { share, vocabulary, type CloneTask } from './cloneTask';

async function run(task: CloneTask): Promise<void> {
  const { root, storage, clone, entries, batch } = task;
  const found = (await openRepository(root))!;
  const repository: Repository = task.branch === 'main' ? found : { ...found, hooks: 'skip' };
  const path = join(root, task.path);
  let sharing = share(repository, task);
  for (let from = 0; from < entries; from += batch) {
    const to = Math.min(from + batch, entries);
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
    if (outcome.state === 'held') {
      throw new Error(`${outcome.reason.code}: ${outcome.reason.whole}\n${outcome.detail ?? ''}`);
    }
    // So that whoever waits sees that it's getting on.
    console.log(`committed ${to} of ${entries}`);
    // Every other commit: those that come close together go together.
    if ((from / batch) % 2 === 1) {
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
