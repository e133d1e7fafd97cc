/** The state of each postmortem, read again only from files that changed. */
import { readFileSync, statSync } from 'node:fs';
import { readTask, type PostmortemTask } from '../../core/postmortem/refresh/postmortemTask';

interface ReadTask {
  readonly changed: number;
  readonly task: PostmortemTask;
}

export class PostmortemTasks {
  readonly #read = new Map<string, ReadTask>();

  /** Undefined if the file isn't there or can't be read. */
  of(file: string): PostmortemTask | undefined {
    try {
      const changed = statSync(file).mtimeMs;
      const known = this.#read.get(file);
      if (known?.changed === changed) {
        return known.task;
      }
      const task = readTask(readFileSync(file, 'utf8'));
      this.#read.set(file, { changed, task });
      return task;
    } catch {
      this.#read.delete(file);
      return undefined;
    }
  }
}
