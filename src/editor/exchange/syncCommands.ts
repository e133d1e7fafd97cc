/** The commands that share a record with others: sync and join. */
import { dirname } from 'node:path';
import { Uri, window } from 'vscode';
import { OWN_BRANCH } from '../../core/record/ownBranch';
import { setBranchRemote } from '../../git/repository/repository';
import { fetchRecords } from '../../git/sync/remote';
import { FORMS, readArgument, type Invocation } from '../shell/arguments';
import type { HandlersOf } from '../shell/commands';
import type { Incidents } from '../status/incident';
import { askChoice } from '../shell/prompts';
import type { ListedRecord } from '../records/recordList';
import type { RecordParts } from '../records/register';
import type { ShowBrief } from '../records/shownTexts';
import type { RemoteChoice, SharingState, SharingStatus } from '../sync/routes';
import type { SyncParts } from '../sync/register';
import { askToFollow, linkedFolder, followedLink, isApproved, linkedId } from './joinLinks';
import { showRecord } from '../records/showDocument';
import { findTarget, pickRecord } from '../records/target';
import { refusal } from '../../core/text/refusal';
import { EDITOR_SENTENCES } from '../shell/sentences';
import { say } from '../../core/words/say';

interface Synced {
  readonly state: SharingState;
  readonly waiting: number;
  /** The remote's name; null if there is none, or several of which nobody has said which. */
  readonly remote: string | null;
  readonly why?: string;
}

type Needs = Pick<RecordParts, 'records' | 'repositories' | 'places' | 'committer' | 'approvals'> &
  Pick<SyncParts, 'routes' | 'sharing' | 'declarations'> & {
    readonly incidents: Incidents;
    readonly showBrief: ShowBrief;
  };

export function exchangingHandlers(needs: Needs): HandlersOf<'sync' | 'join'> {
  return {
    sync: (invocation) => sync(needs, invocation),
    join: (invocation) => join(needs, invocation),
  };
}

/** Commits and shares now. Without an incident it is this window's records that are meant. */
async function sync(needs: Needs, invocation: Invocation): Promise<Synced | undefined> {
  const given = readArgument(FORMS.sync, invocation);
  const target = await findTarget(needs.records, given.incident, say`Sync`);
  if (target === undefined) {
    return undefined;
  }
  const records = target === 'none' ? await windowRecords(needs) : dirname(dirname(target.path));
  if (records === undefined) {
    return { state: 'notCommitted', waiting: 0, remote: null };
  }
  const approved = await approve(needs, records, given.approve, invocation);
  if (approved === 'dismissed') {
    return undefined;
  }
  if (target === 'none') {
    const status = await needs.sharing.sync(await arrive(needs, records), !invocation.argument);
    return { ...asResult(status), waiting: 0, remote: await remoteName(needs, records) };
  }
  await needs.committer.flush(target.path);
  const status = await needs.sharing.sync(records, !invocation.argument);
  const { waiting } = await needs.incidents.describe(target.path, invocation.instant);
  if (!invocation.argument && status.state !== 'shared' && !status.told) {
    void window.showInformationMessage(say`Not shared: ${status.reason?.short ?? WORDS[status.state]()}.`);
  }
  return { ...asResult(status), waiting: waiting.entries, remote: await remoteName(needs, records) };
}

async function remoteName(needs: Needs, records: string): Promise<string | null> {
  return (await needs.routes.remoteOf(records))?.name ?? null;
}

/** Fetches, and opens one of the remote's open incidents with its brief. */
async function join(
  needs: Needs,
  invocation: Invocation,
): Promise<{ readonly id: string; readonly uri: Uri } | undefined> {
  const given = readArgument(FORMS.join, invocation);
  const link = followedLink(given.link, invocation);
  const folder = link && (await linkedFolder(needs, link));
  const records = await windowRecords(needs, folder);
  if (records === undefined) {
    throw refusal(EDITOR_SENTENCES, 'nothingToJoin');
  }
  const asksFirst = link && !invocation.argument && (await isApproved(needs, records));
  const approved =
    asksFirst && !(await askToFollow(needs, records, link))
      ? 'dismissed'
      : await approve(needs, records, undefined, invocation);
  if (approved === 'dismissed') {
    return undefined;
  }
  if (approved === 'no') {
    throw refusal(EDITOR_SENTENCES, 'remoteUnapproved');
  }
  const [declared] = invocation.origin === 'declared' ? await needs.declarations.unseen(invocation.instant) : [];
  const arrived = await arrive(needs, records, folder);
  const status = await needs.sharing.sync(arrived, !invocation.argument);
  const why = status.state === 'shared' ? '' : ` (${status.reason?.short ?? WORDS[status.state]()})`;
  const id = link ? await linkedId(needs, arrived, link, why) : (given.incident ?? declared?.id);
  const found = id === undefined ? await pickOpen(needs) : await needs.records.withId(id);
  if (found === 'none') {
    throw refusal(EDITOR_SENTENCES, 'noneAtRemote', { why });
  }
  if (!found) {
    return undefined;
  }
  await needs.records.activate(found.path);
  const uri = Uri.file(found.path);
  await showRecord(uri);
  if (!invocation.argument) {
    await needs.showBrief(found.path, invocation.instant);
  }
  return { id: found.id, uri };
}

/** Returns the only open one; else the person says. */
async function pickOpen(needs: Needs): Promise<ListedRecord | 'none' | undefined> {
  const open = await needs.records.open();
  return open.length > 1 ? pickRecord(open, say`Join an incident`) : (open[0] ?? 'none');
}

/** Returns the folder of records of this window's folder that is named, else the usual one, made or not; undefined without a repository. */
async function windowRecords(needs: Needs, named?: Uri): Promise<string | undefined> {
  const { place } = await needs.places.ofWindow(named);
  return place.rule === 'uncommitted' ? undefined : place.records;
}

/** Opens the records' own branch if others have started it. Returns the folder of records to use then. */
async function arrive(needs: Needs, records: string, named?: Uri): Promise<string> {
  const { place, folder } = await needs.places.ofWindow(named);
  if (place.rule !== 'unshared' || place.records !== records) {
    return records;
  }
  const repository = await needs.repositories.in(records);
  const remote = await needs.routes.remoteOf(records);
  if (!repository || !remote || needs.approvals.of(remote.url) === undefined) {
    return records;
  }
  const theirs = await fetchRecords(repository, { remote: remote.name, branch: OWN_BRANCH });
  return theirs === undefined ? records : ((await needs.places.openOwn(folder))?.records ?? records);
}

/** Returns the remote that git's settings choose, or the one that is named; asked for by name if there are several. */
async function chooseRemote(
  needs: Needs,
  records: string,
  approve: boolean | string | undefined,
  asks: boolean,
): Promise<{ readonly name: string; readonly url: string } | 'dismissed' | undefined> {
  const choice = await needs.routes.remotesOf(records);
  if (!choice || choice.remotes.length === 0) {
    return undefined;
  }
  const named = typeof approve === 'string' && approve !== 'private' ? approve : undefined;
  let name = named ?? choice.chosen;
  if (name === undefined && approve !== undefined && approve !== false) {
    const names = choice.remotes.map((remote) => remote.name).join(', ');
    throw refusal(EDITOR_SENTENCES, 'approveOne', { names });
  }
  if (name === undefined && asks) {
    name = await askChoice<string>({
      title: say`Share records through which remote?`,
      placeholder: say`Choose the one your team fetches from.`,
      choices: choice.remotes.map((remote) => ({
        label: remote.name,
        description: remote.url,
        answer: remote.name,
      })),
    });
    if (name === undefined) {
      return 'dismissed';
    }
  }
  const remote = choice.remotes.find((one) => one.name === name);
  if (named !== undefined && !remote) {
    const names = choice.remotes.map((one) => one.name).join(', ');
    throw refusal(EDITOR_SENTENCES, 'noRemote', { name: named, names });
  }
  if (remote && remote.name !== choice.chosen) {
    await setRemote(needs, records, remote.name, choice);
  }
  return remote;
}

/** Lets git itself know: a clone of the records' branch by hand, and the next window, choose the same. */
async function setRemote(
  needs: Needs,
  records: string,
  remote: string,
  { branch, chosen }: RemoteChoice,
): Promise<void> {
  const repository = await needs.repositories.in(records);
  if (!repository || branch === undefined) {
    return;
  }
  if (branch !== OWN_BRANCH && chosen !== undefined) {
    throw refusal(EDITOR_SENTENCES, 'otherRemote', { branch, chosen, remote });
  }
  await setBranchRemote(repository, branch, remote);
  needs.routes.forget(records);
}

/** Returns whether the remote is approved; asks if nobody has said, and there is no argument. */
async function approve(
  needs: Needs,
  records: string,
  approve: boolean | string | undefined,
  { argument }: Invocation,
): Promise<'yes' | 'no' | 'dismissed'> {
  const remote = await chooseRemote(needs, records, approve, argument === undefined);
  if (remote === 'dismissed') {
    return 'dismissed';
  }
  if (!remote) {
    return 'no';
  }
  if (approve) {
    await needs.approvals.approve(
      remote.url,
      approve === 'private' ? 'private' : (needs.approvals.of(remote.url) ?? 'open'),
    );
  }
  if (needs.approvals.of(remote.url) !== undefined || argument) {
    return needs.approvals.of(remote.url) === undefined ? 'no' : 'yes';
  }
  const answer = await askChoice<'open' | 'private'>({
    title: say`Share records through ${remote.name}?`,
    placeholder: remote.url,
    choices: [
      { label: say`$(cloud-upload) Share`, description: remote.url, answer: 'open' },
      {
        label: say`$(shield) Share, Including Security Incidents`,
        description: say`only people who are cleared to know can read this remote`,
        answer: 'private',
      },
    ],
  });
  if (answer === undefined) {
    return 'dismissed';
  }
  await needs.approvals.approve(remote.url, answer);
  return 'yes';
}

const WORDS: Readonly<Record<SharingState, () => string>> = {
  shared: () => say`shared`,
  slow: () => say`still syncing; the remote is slow`,
  offline: () => say`offline`,
  held: () => say`held`,
  unapproved: () => say`the remote isn't approved`,
  noRemote: () => say`this repository has no remote`,
  notCommitted: () => say`the record isn't on a branch that is shared`,
};

function asResult({ state, reason }: SharingStatus) {
  return state === 'shared' || reason === undefined ? { state } : { state, why: reason.short };
}
