/** Changes some files of a commit's tree without an index or a checkout. Reads only the folders that lead to the changes. */
import * as git from '../commands/git';
import type { Repository } from '../repository/repository';
import {
  changedFolder,
  formatTree,
  isFolder,
  plant,
  readTree,
  type ChangedFolder,
  type TreeEntry,
} from '../commands/treeObject';

/**
 * Writes the tree and returns its name. `root` is a commit or tree, absent for none; changes are by path, a file, a
 * whole folder, or absent to take it away.
 * @throws Refusal if a file would have to be a folder too.
 */
export async function changeTree(
  repository: Repository,
  root: string | undefined,
  changes: ReadonlyMap<string, TreeEntry | undefined>,
): Promise<string> {
  const top = changedFolder(changes);
  const objectBytes = await readFolders(repository, root, top);
  const { trees, name } = plant(top, objectBytes);
  const all = name === undefined ? [...trees, new Map()] : trees;
  const written = await git.writeTrees(repository, all.map(formatTree));
  return git.checkedObject(written.at(-1) ?? '');
}

/** Reads the folders as they are, a level at a time; the length of an object's name in bytes. */
async function readFolders(repository: Repository, root: string | undefined, top: ChangedFolder): Promise<number> {
  let level: [folder: ChangedFolder, question: string][] = root === undefined ? [] : [[top, `${root}^{tree}`]];
  let objectBytes = (root?.length ?? someObject(top)?.length ?? 40) / 2;
  while (level.length > 0) {
    const found = await git.readObjects(
      repository,
      level.map(([, question]) => question),
    );
    const next: typeof level = [];
    for (const [position, [folder]] of level.entries()) {
      const tree = found[position];
      if (tree?.type !== 'tree') {
        throw new Error(`${folder.path || 'The root'} isn't a tree.`);
      }
      objectBytes = tree.name.length / 2;
      for (const [name, entry] of readTree(tree.content, objectBytes)) {
        folder.entries.set(name, entry);
        const below = folder.below.get(name);
        if (below && isFolder(entry)) {
          next.push([below, entry.object]);
        }
      }
    }
    level = next;
  }
  return objectBytes;
}

function someObject(folder: ChangedFolder): string | undefined {
  const here = [...folder.changed.values()].find((entry) => entry !== undefined)?.object;
  return here ?? [...folder.below.values()].map(someObject).find((object) => object !== undefined);
}
