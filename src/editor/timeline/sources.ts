/** Where a quoted file comes from: its commit, and its page on a remote that a person approved. Talks to no remote. */
import { dirname } from 'node:path';
import { workspace, type Uri } from 'vscode';
import { sourcePage, type QuotedSource } from '../../core/source/quotedSource';
import { readFacts } from '../../git/repository/repository';
import { findSourceFile, type SourceFile } from '../../git/repository/sourceFile';
import type { Approvals } from '../records/approvals';
import type { Repositories } from '../records/repositories';
import type { Pace } from '../shell/pace';

/** What's known so far of a file or its lines; undefined if git doesn't have it, or didn't answer in time. */
export type FindLines = (lines: QuotedSource['lines'], security: boolean) => Promise<QuotedSource | undefined>;

export class Sources {
  readonly #repositories: Repositories;
  readonly #approvals: Approvals;
  readonly #pace: Pace;

  constructor(repositories: Repositories, approvals: Approvals, pace: Pace) {
    this.#repositories = repositories;
    this.#approvals = approvals;
    this.#pace = pace;
  }

  /** Begins to look for the file as it is now: a person types meanwhile. */
  find(uri: Uri): FindLines {
    const dirty = workspace.textDocuments.some((open) => open.uri.toString() === uri.toString() && open.isDirty);
    const asked = uri.scheme === 'file' && workspace.isTrusted ? this.#ask(uri.fsPath) : undefined;
    const found = asked?.catch(() => undefined) ?? Promise.resolve(undefined);
    return async (lines, security) => {
      const known = await this.#inTime(found);
      if (!known) {
        return undefined;
      }
      const { path: file, commit } = known.source;
      const source = { file, lines, commit, modified: dirty || known.source.modified };
      return { ...source, url: sourcePage(source, known.remotes, security) };
    };
  }

  /** The file, and the addresses of approved remotes that have its commit. */
  async #ask(path: string): Promise<{ readonly source: SourceFile; readonly remotes: readonly string[] } | undefined> {
    const repository = await this.#repositories.at(dirname(path));
    const source = repository && (await findSourceFile(repository, path));
    if (!source) {
      return undefined;
    }
    const { remotes } = await readFacts(repository, '');
    const approved = remotes.filter(
      ({ name, url }) => source.remotes.includes(name) && this.#approvals.of(url) !== undefined,
    );
    return { source, remotes: approved.map(({ written }) => written) };
  }

  /** An entry waits no longer for git. */
  async #inTime<T>(work: Promise<T>): Promise<T | undefined> {
    let late: NodeJS.Timeout | undefined;
    const end = new Promise<undefined>((resolve) => {
      late = setTimeout(() => resolve(undefined), this.#pace.page);
    });
    return Promise.race([work, end]).finally(() => clearTimeout(late));
  }
}
