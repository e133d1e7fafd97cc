/** Reads records from a fetched branch that no worktree has. */
import { isIncidentId } from '../../core/frontMatter/incidentId';
import * as git from '../commands/git';
import { isFolder, readTree } from '../commands/treeObject';
import type { Repository } from '../repository/repository';
import { fetchRecords, type RemoteBranch } from './remote';

/** Maximum number of records that are read, the latest. */
const MOST = 50;

/**
 * Fetches the branch, and reads the records at its root whose ids aren't less than `from`: an id begins with its day.
 * None where the remote has no such branch. @throws RemoteFailure
 */
export async function fetchLatest(
  repository: Repository,
  branch: RemoteBranch,
  from: string,
): Promise<{ readonly id: string; readonly text: string }[]> {
  const commit = await fetchRecords(repository, branch);
  const [tree] = commit === undefined ? [] : await git.readObjects(repository, [`${commit}^{tree}`]);
  if (tree?.type !== 'tree') {
    return [];
  }
  const ids = [...readTree(tree.content, tree.name.length / 2)]
    .filter(([name, entry]) => isFolder(entry) && isIncidentId(name) && name >= from)
    .map(([name]) => name)
    .slice(-MOST);
  if (ids.length === 0) {
    return [];
  }
  const found = await git.readObjects(
    repository,
    ids.map((id) => `${commit}:${id}/incident.md`),
  );
  return ids.flatMap((id, index) => {
    const record = found[index];
    return record?.type === 'blob' ? [{ id, text: record.content.toString('utf8') }] : [];
  });
}
