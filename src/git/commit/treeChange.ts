/**
 * A commit's tree with some of its files changed, written without an index and without a checkout. Knows trees; nothing of
 * records, and reads only the folders on the way to what changes.
 */
import { refusal } from '../../core/text/refusal';
import * as git from '../commands/git';
import type { Repository } from '../repository/repository';
import {
  formatTree,
  isFolder,
  nameInTree,
  nameTree,
  readTree,
  type Tree,
  type TreeEntry,
} from '../commands/treeObject';
import { GIT_REFUSALS } from '../process/sentences';

/** A folder in which something changes; names in bytes. */
interface Folder {
  readonly path: string;
  readonly entries: Map<string, TreeEntry>;
  readonly changed: Map<string, TreeEntry | undefined>;
  readonly below: Map<string, Folder>;
}

const newFolder = (path: string): Folder => ({ path, entries: new Map(), changed: new Map(), below: new Map() });

/**
 * Writes the tree and gives back its name. `root` is a commit or tree, absent for none; changes are by path, a file, a
 * whole folder, or absent to take it away.
 * @throws Refusal where a file would have to be a folder too.
 */
export async function changeTree(
  repository: Repository,
  root: string | undefined,
  changes: ReadonlyMap<string, TreeEntry | undefined>,
): Promise<string> {
  const top = newFolder('');
  for (const [path, entry] of changes) {
    const names = path.split('/');
    const last = names.pop() ?? '';
    const folder = names.reduce((at, name) => {
      const next = at.below.get(nameInTree(name)) ?? newFolder(at.path + name + '/');
      at.below.set(nameInTree(name), next);
      return next;
    }, top);
    folder.changed.set(nameInTree(last), entry);
  }
  const objectBytes = await readFolders(repository, root, top);
  const trees: Tree[] = [];
  const name = plant(top, objectBytes, trees) ?? '';
  if (name === '') {
    trees.push(new Map());
  }
  const written = await git.writeTrees(repository, trees.map(formatTree));
  return git.checkedObject(written.at(-1) ?? '');
}

/** Reads the folders as they are, a level at a time; the length of an object's name in bytes. */
async function readFolders(repository: Repository, root: string | undefined, top: Folder): Promise<number> {
  let level: [folder: Folder, question: string][] = root === undefined ? [] : [[top, `${root}^{tree}`]];
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
        throw new Error(`${folder.path || 'The root'} is no tree.`);
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

/** The folder's trees, children first; absent where nothing is left in it. */
function plant(folder: Folder, objectBytes: number, trees: Tree[]): string | undefined {
  const { entries, changed, below, path } = folder;
  for (const [name, entry] of changed) {
    if (entry === undefined) {
      entries.delete(name);
    }
  }
  for (const [name, inside] of below) {
    const planted = plant(inside, objectBytes, trees);
    const before = entries.get(name);
    if (before && !isFolder(before)) {
      if (planted !== undefined) {
        throw refusal(GIT_REFUSALS, 'fileAndFolder', { path: inside.path.slice(0, -1) });
      }
    } else if (planted === undefined) {
      entries.delete(name);
    } else {
      entries.set(name, { mode: '40000', object: planted });
    }
  }
  for (const [name, entry] of changed) {
    const before = entries.get(name);
    if (entry && before && isFolder(before) && !isFolder(entry)) {
      throw refusal(GIT_REFUSALS, 'folderAndFile', { path: path + Buffer.from(name, 'latin1').toString() });
    }
    if (entry) {
      entries.set(name, entry);
    }
  }
  if (entries.size === 0) {
    return undefined;
  }
  trees.push(entries);
  return nameTree(entries, objectBytes);
}

function someObject(folder: Folder): string | undefined {
  const here = [...folder.changed.values()].find((entry) => entry !== undefined)?.object;
  return here ?? [...folder.below.values()].map(someObject).find((object) => object !== undefined);
}
