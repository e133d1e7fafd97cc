/**
 * Git's tree objects as values: read, changed in one place, written for `mktree`. Knows their bytes; runs nothing.
 * Names are `latin1` strings of the bytes, so that a name that is not UTF-8 survives.
 */
import { createHash } from 'node:crypto';

/** One line of a tree. */
export interface TreeEntry {
  /** Octal, as the tree holds it: `100644`, `40000`. */
  readonly mode: string;
  /** Hexadecimal. */
  readonly object: string;
}

/** A tree's entries by their names in bytes. */
export type Tree = ReadonlyMap<string, TreeEntry>;

const FOLDER_MODE = '40000';

/** A name in a tree for a path's component. */
export const nameInTree = (component: string): string => Buffer.from(component, 'utf8').toString('latin1');

export const isFolder = (entry: TreeEntry): boolean => entry.mode === FOLDER_MODE || entry.mode === '040000';
/** Whether the entry is a regular file, executable or not. */
export const isFile = (entry: TreeEntry): boolean => entry.mode.startsWith('100');

/** The entries of a tree object's content; `objectBytes` is 20, or 32 in a SHA-256 repository. */
export function readTree(content: Buffer, objectBytes: number): Tree {
  const tree = new Map<string, TreeEntry>();
  let at = 0;
  while (at < content.length) {
    const space = content.indexOf(0x20, at);
    const nul = content.indexOf(0, space);
    const object = content.toString('hex', nul + 1, nul + 1 + objectBytes);
    tree.set(content.toString('latin1', space + 1, nul), { mode: content.toString('latin1', at, space), object });
    at = nul + 1 + objectBytes;
  }
  return tree;
}

/** Trees to be written, children first, and the name of the last of them; absent where there is nothing to hold. */
export interface Planting {
  readonly trees: readonly Tree[];
  readonly name: string | undefined;
}

/** The trees that hold these files and nothing else, by their paths with `/` between. */
export function plantFiles(files: ReadonlyMap<string, TreeEntry>, objectBytes: number): Planting {
  const tree = new Map<string, TreeEntry>();
  const below = new Map<string, Map<string, TreeEntry>>();
  for (const [path, entry] of files) {
    const slash = path.indexOf('/');
    const first = slash < 0 ? path : path.slice(0, slash);
    if (slash < 0) {
      tree.set(nameInTree(first), entry);
    } else {
      below.set(first, (below.get(first) ?? new Map<string, TreeEntry>()).set(path.slice(slash + 1), entry));
    }
  }
  const trees: Tree[] = [];
  for (const [folder, inside] of below) {
    const planted = plantFiles(inside, objectBytes);
    trees.push(...planted.trees);
    if (planted.name !== undefined) {
      tree.set(nameInTree(folder), { mode: FOLDER_MODE, object: planted.name });
    }
  }
  if (tree.size === 0) {
    return { trees, name: undefined };
  }
  return { trees: [...trees, tree], name: nameTree(tree, objectBytes) };
}

/**
 * The trees above a folder after it became `folder`: `above` are the trees from the root down to the folder's parent, and
 * `components` the names on the way. Folders that become empty go; the root stays, empty if need be.
 */
export function graftFolder(
  above: readonly Tree[],
  components: readonly string[],
  folder: Planting,
  objectBytes: number,
): Planting {
  const trees = [...folder.trees];
  let name = folder.name;
  for (let level = components.length - 1; level >= 0; level--) {
    const tree = new Map(above[level]);
    const component = nameInTree(components[level] ?? '');
    if (name === undefined) {
      tree.delete(component);
    } else {
      tree.set(component, { mode: FOLDER_MODE, object: name });
    }
    if (tree.size === 0 && level > 0) {
      name = undefined;
      continue;
    }
    trees.push(tree);
    name = nameTree(tree, objectBytes);
  }
  return { trees, name };
}

/** The tree's own name, which git would compute. */
export function nameTree(tree: Tree, objectBytes: number): string {
  // Git sorts by bytes, a folder as if its name ended in a slash; latin1 strings compare as their bytes do.
  const key = (name: string, entry: TreeEntry): string => (isFolder(entry) ? name + '/' : name);
  const sorted = [...tree].sort(([a, x], [b, y]) => (key(a, x) < key(b, y) ? -1 : 1));
  const content = Buffer.concat(
    sorted.flatMap(([name, { mode, object }]) => [
      Buffer.from(`${mode} ${name}\0`, 'latin1'),
      Buffer.from(object, 'hex'),
    ]),
  );
  const hash = createHash(objectBytes === 32 ? 'sha256' : 'sha1');
  return hash.update(`tree ${content.length}\0`).update(content).digest('hex');
}

/** The tree as lines for `mktree -z`. */
export function formatTree(tree: Tree): Buffer {
  const type = (entry: TreeEntry): string => (isFolder(entry) ? 'tree' : entry.mode === '160000' ? 'commit' : 'blob');
  const text = [...tree].map(([name, entry]) => `${entry.mode} ${type(entry)} ${entry.object}\t${name}\0`);
  return Buffer.from(text.join(''), 'latin1');
}
