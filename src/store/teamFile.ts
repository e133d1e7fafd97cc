/**
 * Reads a team's configuration files, such as `.incident-notes/process.yaml`. Doesn't follow symbolic links, because a
 * repository's content may be hostile.
 */

import { lstatSync, readFileSync, type Stats } from 'node:fs';
import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Turns } from './turns';

/** Another object whenever the file has changed. */
export interface TeamFile {
  readonly path: string;
  readonly text: string;
}

interface SeenFile {
  readonly folder: string;
  readonly path: string;
  /** Another one whenever the file may have changed; undefined if there is none, or it's a link, a pipe or too large. */
  readonly stamp: string | undefined;
  /** Absent also where it may not be read. */
  readonly file: TeamFile | undefined;
}

/** What is larger is nobody's configuration, and isn't read. */
const MOST_BYTES = 200_000;

/**
 * What the files said when they were last looked at. The first question about one is answered from the disk, at once; each
 * later one from memory, so that it holds up nobody who types.
 */
export class TeamFiles {
  readonly #known = new Map<string, SeenFile>();
  readonly #turns = new Turns<'look'>();

  /** The file of that name; absent if there is none, or where it is a link, a pipe or too large. */
  find(root: string, name: string): TeamFile | undefined {
    const folder = join(root, '.incident-notes');
    const path = join(folder, name);
    let known = this.#known.get(path);
    if (!known) {
      const outer = lstatSync(folder, { throwIfNoEntry: false });
      const stamp = stampOf(path, outer, outer?.isDirectory() && lstatSync(path, { throwIfNoEntry: false }));
      known = { folder, path, stamp, file: fileAt(path, stamp && readAtOnce(path)) };
      this.#known.set(path, known);
    }
    return known.file;
  }

  /** Looks again at all that were asked for: what was there when this was called is known when it resolves. */
  async look(): Promise<void> {
    await this.#turns.inTurn('look', async () => {
      await Promise.all([...this.#known.values()].map(async (known) => this.#lookAt(known)));
    });
  }

  async #lookAt({ folder, path, stamp: before, file }: SeenFile): Promise<void> {
    const outer = await lstat(folder).catch(() => undefined);
    const stamp = stampOf(path, outer, outer?.isDirectory() && (await lstat(path).catch(() => undefined)));
    if (stamp !== before || (stamp !== undefined && !file)) {
      const text = stamp && (await readFile(path, 'utf8').catch(() => undefined));
      this.#known.set(path, { folder, path, stamp, file: fileAt(path, text) });
    }
  }
}

function stampOf(path: string, folder: Stats | undefined, file: Stats | false | undefined): string | undefined {
  return folder?.isDirectory() && file && file.isFile() && file.size <= MOST_BYTES
    ? [path, file.ino, file.size, file.mtimeMs, file.ctimeMs].join(' ')
    : undefined;
}

function fileAt(path: string, text: string | undefined): TeamFile | undefined {
  return text === undefined ? undefined : { path, text };
}

function readAtOnce(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
