/** What the checked-out branch holds, as against what lies on the disk. */
import { relative, sep } from 'node:path';
import { realpath } from 'node:fs/promises';
import * as git from './git';
import type { Repository } from './repository';

/**
 * The text of a file (absolute path) in the checked-out branch's last commit; absent where the branch has no such file or
 * no commit. Throws a `GitFailure` for what git says.
 */
export async function readCommitted(repository: Repository, path: string): Promise<string | undefined> {
  // The file itself may be gone: its folder's real path is enough.
  const real = await realpath(path).catch(() => path);
  const inside = relative(repository.root, real).split(sep).join('/');
  if (inside.startsWith('../') || inside.includes('\n')) return undefined;
  const [found] = await git.readObjects(repository, [`HEAD:${inside}`]);
  return found?.type === 'blob' ? found.content.toString('utf8') : undefined;
}
