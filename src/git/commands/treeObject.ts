/**
 * Git's tree objects as values: parsed, changed in one place, and written for `mktree`. Runs nothing. Names are `latin1`
 * strings of the bytes, so that a name that isn't UTF-8 survives.
 */
import { createHash } from 'node:crypto';
import { refusal } from '../../core/text/refusal';
import { GIT_REFUSALS } from '../process/sentences';

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

/** Returns the entries of a tree object's content; `objectBytes` is 20, or 32 in a SHA-256 repository. */
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

/** A folder in which something changes; names in bytes. */
export interface ChangedFolder {
  /** From the root, with a slash at its end; empty for the root. */
  readonly path: string;
  readonly entries: Map<string, TreeEntry>;
  /** A file, a whole folder, or undefined to take it away. */
  readonly changed: Map<string, TreeEntry | undefined>;
  readonly below: Map<string, ChangedFolder>;
}

const newFolder = (path: string, entries?: Tree): ChangedFolder => ({
  path,
  entries: new Map(entries),
  changed: new Map(),
  below: new Map(),
});

/** Returns the root folder with these changes, by their paths with `/` between; what else is in it is still to be read. */
export function changedFolder(changes: ReadonlyMap<string, TreeEntry | undefined>): ChangedFolder {
  const top = newFolder('');
  for (const [path, entry] of changes) {
    const names = path.split('/');
    const last = names.pop() ?? '';
    const folder = names.reduce((at, name) => {
      const next = at.below.get(nameInTree(name)) ?? newFolder(`${at.path}${name}/`);
      at.below.set(nameInTree(name), next);
      return next;
    }, top);
    folder.changed.set(nameInTree(last), entry);
  }
  return top;
}

/** Trees to be written, children first, and the name of the last of them; absent if there is nothing to hold. */
export interface Planting {
  readonly trees: readonly Tree[];
  readonly name: string | undefined;
}

/**
 * Returns the folder's trees after its changes; a folder that becomes empty goes.
 * @throws Refusal if a file would have to be a folder too.
 */
export function plant({ entries, changed, below, path }: ChangedFolder, objectBytes: number): Planting {
  const trees: Tree[] = [];
  for (const [name, entry] of changed) {
    if (entry === undefined) {
      entries.delete(name);
    }
  }
  for (const [name, inside] of below) {
    const planted = plant(inside, objectBytes);
    trees.push(...planted.trees);
    const before = entries.get(name);
    if (before && !isFolder(before)) {
      if (planted.name !== undefined) {
        throw refusal(GIT_REFUSALS, 'fileAndFolder', { path: inside.path.slice(0, -1) });
      }
    } else if (planted.name === undefined) {
      entries.delete(name);
    } else {
      entries.set(name, { mode: FOLDER_MODE, object: planted.name });
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
    return { trees, name: undefined };
  }
  return { trees: [...trees, entries], name: nameTree(entries, objectBytes) };
}

/** Returns the trees that hold these files and nothing else, by their paths with `/` between. */
export function plantFiles(files: ReadonlyMap<string, TreeEntry>, objectBytes: number): Planting {
  return plant(changedFolder(files), objectBytes);
}

/**
 * Returns the trees above a folder after it became `folder`: `above` are the trees from the root down to the folder's parent, and
 * `components` the names on the way. Folders that become empty go; the root stays, empty if need be. A file on the way gives
 * way.
 */
export function graftFolder(
  above: readonly Tree[],
  components: readonly string[],
  folder: Planting,
  objectBytes: number,
): Planting {
  const top = newFolder('', above[0]);
  let at = top;
  for (const [level, component] of components.entries()) {
    const name = nameInTree(component);
    const there = at.entries.get(name);
    if (there && !isFolder(there)) {
      at.entries.delete(name);
    }
    if (level === components.length - 1) {
      at.changed.set(name, folder.name === undefined ? undefined : { mode: FOLDER_MODE, object: folder.name });
    } else {
      const next = newFolder(`${at.path}${component}/`, above[level + 1]);
      at.below.set(name, next);
      at = next;
    }
  }
  const planted = plant(top, objectBytes);
  const root = planted.name === undefined ? [new Map<string, TreeEntry>()] : [];
  return {
    trees: [...folder.trees, ...planted.trees, ...root],
    name: planted.name ?? nameTree(new Map(), objectBytes),
  };
}

/** Returns the tree's own name, which git would compute. */
function nameTree(tree: Tree, objectBytes: number): string {
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

/** Returns the tree as lines for `mktree -z`. */
export function formatTree(tree: Tree): Buffer {
  const type = (entry: TreeEntry): string => (isFolder(entry) ? 'tree' : entry.mode === '160000' ? 'commit' : 'blob');
  const text = [...tree].map(([name, entry]) => `${entry.mode} ${type(entry)} ${entry.object}\t${name}\0`);
  return Buffer.from(text.join(''), 'latin1');
}
