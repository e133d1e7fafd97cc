/** What one of several clones works on, and how it exchanges that with the others, without an editor. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { isMergedFile, linkingFiles, mergeArrived, resolveFiles } from '../../src/core/merge/fileMerge';
import { readProcess, vocabularyOf } from '../../src/core/process/process';
import { exchangeRecords } from '../../src/git/sync/exchange';
import type { Repository } from '../../src/git/repository/repository';
import { updateRecordFile } from '../../src/store/recordFile';
import defaultYaml from '../../src/processes/default.yaml';
import { PATIENCE } from '../patience';

export interface CloneTask {
  readonly root: string;
  readonly storage: string;
  readonly branch: string;
  /** The record, from the root. */
  readonly path: string;
  readonly clone: number;
  /** None where the clone only comes to what the others have. */
  readonly entries: number;
  /** Entries in one commit. */
  readonly batch: number;
  /** Over a network that fails again and again: how long a remote may take, in ms. Absent where it doesn't fail. */
  readonly flaky?: number;
}

const hashOf = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

export const vocabulary = vocabularyOf(readProcess(defaultYaml).process!);
const statusAfter = (name: string) => vocabulary.statusAfter(name);

/** Others were quicker. */
const QUICKER: ReadonlySet<string> = new Set(['behind', 'overtaken']);
/** The network failed. */
const AWAY: ReadonlySet<string> = new Set(['offline', 'timedOut', 'authentication', 'unknown']);

/** Exchanges until both sides hold the same. Others may be quicker for long; anything else would be said to a person. */
export async function share(repository: Repository, { root, storage, branch, flaky }: CloneTask): Promise<void> {
  for (;;) {
    const outcome = await exchangeRecords(
      repository,
      { remote: 'origin', branch, limit: flaky ?? PATIENCE, ...(flaky !== undefined && { transferLimit: flaky }) },
      {
        subject: 'inc: merge the records',
        resolve: async (files, read, renamed) =>
          resolveFiles(files, await read(linkingFiles(files, renamed)), () => statusAfter, hashOf, renamed),
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
    const { code, whole } = outcome.reason;
    const mayPass = QUICKER.has(code) || (flaky !== undefined && AWAY.has(code));
    if (!mayPass) throw new Error(`${code}: ${whole}\n${outcome.detail ?? ''}`);
  }
}
