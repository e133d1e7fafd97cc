/** One window's work without its editor: an entry into the file, a commit under the lease, and again. */
import { dirname } from 'node:path';
import { Refusal } from '../../src/core/text/refusal';
import { commitRecord } from '../../src/git/commit/commitRecord';
import { openRepository } from '../../src/git/repository/repository';
import { disk } from '../../src/store/disk';
import { leaseFile, withLease } from '../../src/store/lease';
import { updateRecordFile } from '../../src/store/recordFile';

interface Task {
  readonly root: string;
  readonly storage: string;
  readonly path: string;
  readonly window: number;
  readonly entries: number;
}

async function run({ root, storage, path, window, entries }: Task): Promise<void> {
  const repository = (await openRepository(root))!;
  const lease = leaseFile(storage, repository.commonFolder);
  for (let entry = 0; entry < entries; entry++) {
    const line = `- window ${window}, entry ${entry}\n`;
    await untilGranted(() => updateRecordFile({ root, storage }, path, (text) => text + line));
    const outcome = await untilGranted(() =>
      withLease(disk, lease, 'notCommitted', () => commitRecord(repository, dirname(path), `window ${window}`)),
    );
    if (outcome.state === 'held') throw new Error(outcome.reason.short);
    console.log(`committed ${entry}`);
  }
}

/** Tries again where others have been writing for half a minute, as a person would. */
async function untilGranted<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'leased') throw error;
    }
  }
}

run(JSON.parse(process.argv[2]!) as Task).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
