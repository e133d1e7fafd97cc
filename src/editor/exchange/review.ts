/** The command that puts a record, its postmortem, and its evidence on a branch for review, without a checkout. */
import { dirname } from 'node:path';
import { env, Uri, window } from 'vscode';
import { newPullRequestUrl } from '../../core/source/codeHost';
import { pathInside } from '../../git/repository/onDisk';
import { fetchRecords, pushRecords } from '../../git/sync/remote';
import type { Repository } from '../../git/repository/repository';
import { readTask } from '../../core/postmortem/refresh/postmortemTask';
import {
  findDefaultCommit,
  isReviewed,
  readReview,
  readReviewed,
  reviewBranch,
  writeReview,
  type Review,
} from '../../git/sync/reviewBranch';
import { FORMS, readArgument, type Invocation } from '../shell/arguments';
import { bringFiles } from '../sync/incomingFiles';
import { idOf, POSTMORTEM } from '../records/recordFolders';
import type { RecordParts } from '../records/register';
import type { Routes } from '../sync/routes';
import type { Postmortems } from '../postmortem/postmortems';
import { readSettings } from '../shell/settings';
import { activeTarget, needTarget } from '../records/target';
import { refusal } from '../../core/text/refusal';
import { EDITOR_SENTENCES } from '../shell/sentences';
import { say } from '../../core/words/say';

/**
 * The folder of reviewed records on the default branch where they have a branch of their own: a checkout of a default
 * branch that holds `incidents/` itself would write over the folder in which that branch is.
 */
const REVIEWED = 'postmortems';
/** Maximum number of tries while the branch keeps moving. */
const TRIES = 5;

export interface PreparedReview {
  readonly branch: string;
  readonly url?: string;
}

type Needs = Pick<RecordParts, 'processes' | 'records' | 'repositories' | 'committer' | 'approvals' | 'files'> & {
  readonly routes: Routes;
  readonly postmortems: Postmortems;
};

/** Run again, it adds a commit; what reviewers changed on the branch is merged into the record first. */
export async function prepareReview(needs: Needs, invocation: Invocation): Promise<PreparedReview | undefined> {
  const given = readArgument(FORMS.entry, invocation);
  const target =
    activeTarget(needs.records, given.incident) ??
    (await needTarget(needs.records, given.incident, say`Prepare a review`));
  if (!target) {
    return undefined;
  }
  const { path } = target;
  const repository = await needs.repositories.of(path);
  const facts = await needs.repositories.factsOf(path);
  if (!repository || !facts) {
    throw refusal(EDITOR_SENTENCES, 'noReviewRepository');
  }
  if (facts.defaultBranch === undefined) {
    throw refusal(EDITOR_SENTENCES, 'noDefaultBranch');
  }
  const remote = await needs.routes.remoteOf(dirname(dirname(path)));
  const approval = remote && needs.approvals.of(remote.url);
  const security = (await needs.records.read(path))?.fields.security ?? false;
  if (security && remote && approval !== 'private') {
    throw refusal(EDITOR_SENTENCES, 'reviewNeedsPrivate');
  }
  await beginReview(needs, path, repository, { ...facts, defaultBranch: facts.defaultBranch }, remote?.name);
  const branch = reviewBranch(idOf(path));
  const to = remote && approval ? { remote: remote.name, branch } : undefined;
  const commit = await write(needs, path, repository, { ...facts, defaultBranch: facts.defaultBranch }, to);
  if (to) {
    await pushRecords(repository, to, commit);
  }
  const url = remote && newPullRequestUrl(remote.written, branch, facts.defaultBranch);
  if (!invocation.argument) {
    await show(branch, to?.remote, url);
  }
  return { branch, ...(url === undefined ? {} : { url }) };
}

/** A drafted postmortem is in review, if there is anything to review. */
async function beginReview(
  needs: Needs,
  path: string,
  repository: Repository,
  facts: { readonly branch?: string; readonly defaultBranch: string },
  remote: string | undefined,
): Promise<void> {
  if (
    (await needs.postmortems.task(path))?.state === 'draft' &&
    !(await isReviewed(repository, await reviewOf(needs, path, repository, facts, remote, undefined)))
  ) {
    await needs.postmortems.move(path, { state: 'in-review' });
  }
}

/**
 * Postmortems that are in review and that the default branch has by now are done. A squash merge has no commit of the
 * review branch, and its branch may be deleted: what counts is that the default branch has this review's text.
 */
export async function followReviews(needs: Needs): Promise<void> {
  for (const { path } of await needs.records.all()) {
    const task = await needs.postmortems.task(path);
    if (task?.state === 'in-review' && task.since !== undefined && (await isMerged(needs, path, task.since))) {
      await needs.postmortems.move(path, { state: 'done' });
    }
  }
}

async function isMerged(needs: Needs, path: string, since: string): Promise<boolean> {
  const repository = await needs.repositories.of(path);
  const facts = await needs.repositories.factsOf(path);
  // Where the default branch has the records themselves, nothing shows that somebody reviewed them.
  if (!repository || facts?.defaultBranch === undefined || facts.branch === facts.defaultBranch) {
    return false;
  }
  const remote = await needs.routes.remoteOf(dirname(dirname(path)));
  const onto = await findDefaultCommit(repository, facts.defaultBranch, remote?.name);
  const review = onto && { id: idOf(path), folder: reviewedFolder(path, repository), onto };
  const merged = review ? await readReviewed(repository, review, POSTMORTEM) : undefined;
  const task = merged === undefined ? undefined : readTask(merged);
  return task?.state === 'in-review' && task.since === since;
}

/** Returns the review branch's commit. */
async function write(
  needs: Needs,
  path: string,
  repository: Repository,
  facts: { readonly branch?: string; readonly defaultBranch: string },
  to: { readonly remote: string; readonly branch: string } | undefined,
): Promise<string> {
  for (let tried = 1; ; tried++) {
    const fetched = to && (await fetchRecords(repository, to));
    const state = await readReview(repository, await reviewOf(needs, path, repository, facts, to?.remote, fetched));
    const edits = state.edits.map(({ path: file, base, theirs }) => ({
      path: file,
      ...(base ? { before: base } : {}),
      ...(theirs ? { after: theirs } : {}),
    }));
    await bringFiles(dirname(path), needs.files, needs.processes, edits);
    // With the reviewers' edits in it, and whatever else waits.
    const review = await reviewOf(needs, path, repository, facts, to?.remote, fetched);
    const outcome = await writeReview(repository, review, state.tip, `inc: ${idOf(path)} for review`);
    if (outcome === 'nothingToReview') {
      throw refusal(EDITOR_SENTENCES, 'nothingToReview', { branch: facts.defaultBranch });
    }
    if (outcome !== 'moved') {
      return outcome.commit;
    }
    if (tried >= TRIES) {
      throw refusal(EDITOR_SENTENCES, 'reviewMoves');
    }
  }
}

async function reviewOf(
  needs: Needs,
  path: string,
  repository: Repository,
  facts: { readonly branch?: string; readonly defaultBranch: string },
  remote: string | undefined,
  fetched: string | undefined,
): Promise<Review> {
  await needs.committer.flush(path);
  const held = needs.committer.heldBecause(path);
  if (held !== undefined) {
    throw refusal(EDITOR_SENTENCES, 'uncommitted', { why: held.short });
  }
  const records = facts.branch && (await findDefaultCommit(repository, facts.branch, undefined));
  const onto = await findDefaultCommit(repository, facts.defaultBranch, remote);
  if (!records || !onto) {
    throw refusal(EDITOR_SENTENCES, 'nothingCommitted');
  }
  return {
    id: idOf(path),
    folder: reviewedFolder(path, repository),
    records,
    recordPath: await pathInside(repository, dirname(path)),
    onto,
    ...(fetched === undefined ? {} : { fetched }),
  };
}

function reviewedFolder(path: string, repository: Repository): string {
  return repository.hooks === 'skip' ? REVIEWED : readSettings(Uri.file(path)).folder;
}

async function show(branch: string, remote: string | undefined, url: string | undefined): Promise<void> {
  if (remote === undefined) {
    void window.showInformationMessage(
      say`The review is on ${branch}, but it isn't pushed yet. Run "Incident: Sync and Share" to approve a remote.`,
    );
  } else if (url === undefined) {
    void window.showInformationMessage(say`Pushed ${branch} to ${remote}. It's ready for a pull request.`);
  } else if (!(await env.openExternal(Uri.parse(url, true)))) {
    await env.clipboard.writeText(url);
    void window.showInformationMessage(
      say`Pushed ${branch} to ${remote}. The link for the pull request is on the clipboard.`,
    );
  }
}
