/**
 * Where colleagues read an incident's files in a browser, and the link by which they join: on the remote that has them, once
 * a person has approved it. Talks to no remote.
 */
import { dirname } from 'node:path';
import { filePageUrl, newIssueUrl } from '../../core/source/codeHost';
import { joinQuery } from '../../core/status/joinLink';
import { pathInside } from '../../git/repository/onDisk';
import type { Approvals } from '../records/approvals';
import { idOf } from '../records/recordFolders';
import type { Shell } from '../shell/shell';
import type { Route, Routes } from './routes';

export class RecordPages {
  readonly #routes: Routes;
  readonly #approvals: Approvals;
  readonly #patience: number;
  readonly #linkBase: string;

  /** An update waits no longer for git than `pace` says. */
  constructor(routes: Routes, approvals: Approvals, { pace, linkBase }: Pick<Shell, 'pace' | 'linkBase'>) {
    this.#routes = routes;
    this.#approvals = approvals;
    this.#patience = pace.page;
    this.#linkBase = linkBase;
  }

  /**
   * Gives the address of each file next to the record at `path`, by its name. Absent if nobody but this machine has the
   * record, its host isn't known, or git doesn't answer in time.
   */
  async of(path: string, security: boolean): Promise<((file: string) => string | undefined) | undefined> {
    return this.#inTime(this.#find(path, security));
  }

  /** The link by which a colleague joins the incident of the record at `path`; absent likewise, and for a security incident. */
  async joinLink(path: string, security: boolean): Promise<string | undefined> {
    return security ? undefined : this.#inTime(this.#link(path));
  }

  /** Returns the page for a new issue at the remote that has the record at `path`; undefined likewise, and for a security incident. */
  async newIssue(path: string, security: boolean, title: string, body: string): Promise<string | undefined> {
    const route = security ? undefined : await this.#inTime(this.#shared(path, false));
    return route && newIssueUrl(route.written, title, body);
  }

  async #link(path: string): Promise<string | undefined> {
    const route = await this.#shared(path, false);
    return route && `${this.#linkBase}/join?${joinQuery(idOf(path), route.url)}`;
  }

  async #inTime<T>(work: Promise<T | undefined>): Promise<T | undefined> {
    let late: NodeJS.Timeout | undefined;
    try {
      return await Promise.race([
        work,
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
    const route = await this.#shared(path, security);
    if (!route) {
      return undefined;
    }
    const { repository, branch, written } = route;
    const folder = await pathInside(repository, dirname(path));
    return (file) => filePageUrl(written, branch, `${folder}/${file}`);
  }

  /** How the record at `path` is shared; absent if it isn't. */
  async #shared(path: string, security: boolean): Promise<Route | undefined> {
    const route = await this.#routes.of(dirname(dirname(path)));
    if ('state' in route) {
      return undefined;
    }
    const approval = this.#approvals.of(route.url);
    return approval === undefined || (security && approval !== 'private') ? undefined : route;
  }
}
