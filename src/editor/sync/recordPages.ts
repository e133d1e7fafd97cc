/**
 * Where colleagues read an incident's files in a browser: at the remote that has them, once a person has approved it. Talks
 * to no remote.
 */
import { dirname } from 'node:path';
import { filePageUrl } from '../../core/source/codeHost';
import { pathInside } from '../../git/repository/onDisk';
import type { Approvals } from '../records/approvals';
import type { Routes } from './routes';

export class RecordPages {
  readonly #routes: Routes;
  readonly #approvals: Approvals;
  readonly #patience: number;

  /** An update waits no longer than `patience` for git, in milliseconds. */
  constructor(routes: Routes, approvals: Approvals, patience: number) {
    this.#routes = routes;
    this.#approvals = approvals;
    this.#patience = patience;
  }

  /**
   * Gives the address of each file beside the record at `path`, by its name. Absent where nobody but this machine has the
   * record, its host is not known, or git does not answer in time.
   */
  async of(path: string, security: boolean): Promise<((file: string) => string | undefined) | undefined> {
    let late: NodeJS.Timeout | undefined;
    try {
      return await Promise.race([
        this.#find(path, security),
        new Promise<undefined>((resolve) => {
          late = setTimeout(() => resolve(undefined), this.#patience);
        }),
      ]);
    } catch {
      return undefined;
    } finally {
      clearTimeout(late);
    }
  }

  async #find(path: string, security: boolean): Promise<((file: string) => string | undefined) | undefined> {
    const route = await this.#routes.of(dirname(dirname(path)));
    if ('state' in route) {
      return undefined;
    }
    const { repository, branch, url, written } = route;
    const approval = this.#approvals.of(url);
    if (approval === undefined || (security && approval !== 'private')) {
      return undefined;
    }
    const folder = await pathInside(repository, dirname(path));
    return (file) => filePageUrl(written, branch, `${folder}/${file}`);
  }
}
