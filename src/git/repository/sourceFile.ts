/** What git knows about a quoted file: its commit, whether it's unchanged, and which remotes have it. */
import * as git from '../commands/git';
import { listRefsWith } from '../commands/gitHistory';
import { pathInside } from './onDisk';
import type { Repository } from './repository';

export interface SourceFile {
  /** The file's path in the repository, with `/`. */
  readonly path: string;
  /** The full name of the commit that is checked out. */
  readonly commit: string;
  /** Whether the file on the disk or in the index differs from it. */
  readonly modified: boolean;
  /** The remotes that are known to have the commit, by name. */
  readonly remotes: readonly string[];
}

/** Returns what is known of the file (absolute path); undefined if the commit that is checked out doesn't have it. */
export async function findSourceFile(repository: Repository, path: string): Promise<SourceFile | undefined> {
  const inside = await pathInside(repository, path);
  if (inside.includes('\n')) {
    return undefined;
  }
  const [head, file] = await git.readObjects(repository, ['HEAD', `HEAD:${inside}`]);
  if (head?.type !== 'commit' || file?.type !== 'blob') {
    return undefined;
  }
  const [changed, refs] = await Promise.all([
    git.listChanged(repository, [inside]),
    listRefsWith(repository, ['refs/remotes'], head.name),
  ]);
  const remotes = new Set(refs.map((ref) => ref.split('/')[2] ?? ''));
  return { path: inside, commit: head.name, modified: changed.length > 0, remotes: [...remotes] };
}
