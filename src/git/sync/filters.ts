/**
 * Handles records that a git filter changes, such as git-crypt: a commit's bytes aren't what the record says. Other files stay
 * as the commit has them: nobody merges them, and a filter may download something.
 */
import { isMergedFile } from '../../core/merge/fileMerge';
import * as git from '../commands/git';
import type { TreeEntry } from '../commands/treeObject';
import type { Repository } from '../repository/repository';
import type { FileSides, Resolution } from './branchMerge';

/** Returns the records and postmortems among the paths that have a filter; costs no process if none is configured. */
async function filteredRecords(
  repository: Repository,
  configuration: git.Configuration,
  paths: readonly string[],
): Promise<ReadonlySet<string>> {
  const records = paths.filter((path) => isMergedFile(path));
  const isConfigured = [...configuration.keys()].some((key) => /^filter\..+\.(?:clean|smudge|process)$/.test(key));
  return new Set(isConfigured && records.length > 0 ? await git.listFiltered(repository, records) : []);
}

/** Returns the sides of files as a worktree would have them; `commits` are those of the sides. */
export async function unfiltered(
  repository: Repository,
  configuration: git.Configuration,
  files: readonly FileSides[],
  commits: {
    readonly base?: string | undefined;
    readonly ours?: string | undefined;
    readonly theirs?: string | undefined;
  },
): Promise<FileSides[]> {
  const filtered = await filteredRecords(
    repository,
    configuration,
    files.map(({ path }) => path),
  );
  return Promise.all(files.map(async (file) => (filtered.has(file.path) ? reread(repository, file, commits) : file)));
}

async function reread(
  repository: Repository,
  file: FileSides,
  commits: Parameters<typeof unfiltered>[3],
): Promise<FileSides> {
  const sides = await Promise.all(
    (['base', 'ours', 'theirs'] as const).map(async (side) => {
      const commit = commits[side];
      const bytes = file[side] && commit ? await git.readFileAt(repository, commit, file.path) : file[side];
      return bytes === undefined ? {} : { [side]: bytes };
    }),
  );
  return Object.assign({ path: file.path }, ...sides) as FileSides;
}

/** Returns what becomes of the files, merged records as a commit is to hold them. */
export async function filteredAgain(
  repository: Repository,
  configuration: git.Configuration,
  resolutions: ReadonlyMap<string, Resolution>,
): Promise<ReadonlyMap<string, Resolution>> {
  const paths = await filteredRecords(repository, configuration, [...resolutions.keys()]);
  const filtered = await Promise.all(
    [...resolutions].map(async ([path, resolution]): Promise<[string, Resolution]> => {
      if (!paths.has(path) || !(resolution instanceof Uint8Array)) {
        return [path, resolution];
      }
      const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(resolution);
      const entry: TreeEntry = { mode: '100644', object: await git.writeText(repository, path, text) };
      return [path, entry];
    }),
  );
  return new Map(filtered);
}
