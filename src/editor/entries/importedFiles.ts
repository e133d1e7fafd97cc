/** The file next to each record that lists the log lines imported into it. */
import { dirname, join } from 'node:path';
import { formatImported, IMPORTED, importedIn, importedKey } from '../../core/merge/importedSet';
import { differenceOf } from '../../core/text/textEdit';
import { createBeside } from '../../store/newFile';
import { readRecordFile } from '../../store/recordFile';
import type { OpenFiles } from '../records/openFiles';
import { rootOf } from '../records/recordFolders';

export class ImportedFiles {
  readonly #files: OpenFiles;

  constructor(files: OpenFiles) {
    this.#files = files;
  }

  /** By what the lines are known that the file next to the record at `path` has; none if there is no file. */
  async of(path: string): Promise<ReadonlySet<string>> {
    return new Set([...importedIn((await readRecordFile(fileOf(path)))?.text ?? '')].map(importedKey));
  }

  async add(path: string, lines: readonly string[]): Promise<void> {
    const more = (text: string): string => formatImported([...importedIn(text), ...lines]);
    if (lines.length > 0 && !(await this.#change(path, more))) {
      const made = await createBeside(rootOf(path), dirname(path), IMPORTED, formatImported(lines));
      // Another window was quicker.
      await (made ? undefined : this.#change(path, more));
    }
  }

  /** What was undone may be imported again. */
  async forget(path: string, keys: readonly string[]): Promise<void> {
    const gone = new Set(keys);
    await this.#change(path, (text) =>
      formatImported([...importedIn(text)].filter((line) => !gone.has(importedKey(line)))),
    );
  }

  /** False if there is no file. */
  async #change(path: string, change: (text: string) => string): Promise<boolean> {
    const written = await this.#files.write(fileOf(path), (text) => {
      const after = change(text);
      return after === text ? [] : [differenceOf(text, after)];
    });
    return written !== 'absent';
  }
}

function fileOf(path: string): string {
  return join(dirname(path), IMPORTED);
}
