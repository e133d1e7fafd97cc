/** Which remotes have a record, as far as the last fetch or push tells. Doesn't ask a remote. */
import * as git from '../commands/git';
import { pathInside } from './onDisk';
import type { Repository } from './repository';

export interface Holder {
  /** The remote's name. */
  readonly remote: string;
  /** The record as that remote has it. */
  readonly text: string;
}

/** Returns the remotes that hold the file (absolute path), each with the longest version that is known of it. */
export async function findHolders(repository: Repository, path: string): Promise<Holder[]> {
  const holders = new Map<string, string>();
  for (const { remote, text } of await findVersions(repository, path)) {
    if (text.length > (holders.get(remote)?.length ?? 0)) {
      holders.set(remote, text);
    }
  }
  return [...holders].map(([remote, text]) => ({ remote, text }));
}

/** Each version of the file (absolute path) that is known to be, or to have been, on a branch of a remote. */
export async function findVersions(repository: Repository, path: string): Promise<Holder[]> {
  const inside = await pathInside(repository, path);
  const refs = await git.listRefs(repository, ['refs/remotes', 'refs/incident-notes']);
  if (inside.includes('\n') || refs.length === 0) {
    return [];
  }
  const found = await git.readObjects(
    repository,
    refs.map(({ commit }) => `${commit}:${inside}`),
  );
  return refs.flatMap(({ ref }, index) => {
    const object = found[index];
    const text = object?.type === 'blob' ? object.content.toString('utf8') : '';
    return text === '' ? [] : [{ remote: ref.split('/')[2] ?? '', text }];
  });
}
