/**
 * A window that's going to be killed, without its editor: brings back what windows before it had accepted, commits, and logs
 * entries, by the product's own journal, files, and commits. Says `accepted <words>` once an entry is accepted.
 */
import { writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { applyChange, holdsChange, missingPart, type Change } from '../../../src/core/record/change';
import { atFreeInstant } from '../../../src/core/record/placement';
import { readRecord } from '../../../src/core/record/record';
import { applyEdits } from '../../../src/core/text/textEdit';
import { commitRecord } from '../../../src/git/commit/commitRecord';
import { openRepository, type Repository } from '../../../src/git/repository/repository';
import { disk } from '../../../src/store/disk';
import { Journal } from '../../../src/store/journal/journal';
import { leaseFile, withLease } from '../../../src/store/lease';
import { updateRecordFile } from '../../../src/store/recordFile';
import { vocabulary } from '../../git/cloneTask';

export interface WindowTask {
  readonly root: string;
  readonly storage: string;
  /** The record's file. */
  readonly path: string;
  /** Which of the windows it is: stands in its entries. */
  readonly window: number;
  readonly entries: number;
  /** Whether it's a branch of the extension's own. */
  readonly own: boolean;
}

const AUTHOR = 'dana';

/** At once, so that it's said before anything else happens. */
const say = (line: string): number => writeSync(1, `${line}\n`);

function withMissing(text: string, changes: readonly Change[]): string {
  let after = text;
  for (const change of changes) {
    const missing = missingPart(readRecord(after), change);
    if (missing) after = applyEdits(after, applyChange(readRecord(after), missing, vocabulary));
  }
  return after;
}

async function run({ root, storage, path, window, entries, own }: WindowTask): Promise<void> {
  const found = (await openRepository(root))!;
  const repository: Repository = own ? { ...found, hooks: 'skip' } : found;
  const journal = new Journal(join(storage, 'journal'), { now: Date.now });
  const perform = async (): Promise<void> => {
    const waiting = journal.waiting(path);
    const changes = waiting.flatMap((item) => ('change' in item ? [item.change] : []));
    await updateRecordFile({ root, storage }, path, (text) => withMissing(text, changes));
    journal.markWritten(waiting.map(({ id }) => id));
  };
  const commit = async (): Promise<string> => {
    const record = readRecord(await readFile(path, 'utf8'));
    const there = journal.waiting(path).filter((item) => 'change' in item && holdsChange(record, item.change));
    const lease = leaseFile(storage, repository.commonFolder);
    const outcome = await withLease(disk, lease, 'notCommitted', () =>
      commitRecord(repository, dirname(path), `inc: ${there.length} entries`, {
        hooks: repository.hooks ?? 'run',
        tries: 5,
      }),
    );
    if (outcome.state === 'held') return outcome.reason.code;
    await journal.settle(
      there.map(({ id }) => id),
      'committed',
    );
    return outcome.state;
  };
  await journal.adoptOrphans();
  await perform();
  await commit();
  say('ready');
  for (let number = 0; number < entries; number++) {
    const text = `window ${window}, entry ${number}.`;
    const { timeline } = readRecord(await readFile(path, 'utf8'));
    const instant = Math.trunc(Date.now() / 1000) * 1000;
    const added = atFreeInstant(timeline, { instant, author: AUTHOR, kind: 'TL', qualifier: '', text });
    await journal.append({ id: `${window}-${number}`, at: Date.now(), record: path, change: { added } });
    say(`accepted ${text}`);
    await perform();
    if (number % 2 === 1) await commit();
  }
  await perform();
  say(`ended ${await commit()}`);
  await journal.close();
}

run(JSON.parse(process.argv[2]!) as WindowTask).then(
  () => process.exit(0),
  (error: unknown) => {
    say(`failed ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    process.exit(1);
  },
);
