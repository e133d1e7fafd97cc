/** Links by which incidents are joined: what one is for, and which open folder and record that is. Fetches nothing. */
import { env, Uri, workspace } from 'vscode';
import { isFor, isSharedThrough, readJoinLink, type JoinLink } from '../../core/status/joinLink';
import { remoteName } from '../../core/source/codeHost';
import { refusal } from '../../core/text/refusal';
import { say } from '../../core/words/say';
import { findRecords } from '../../store/findRecords';
import type { RecordParts } from '../records/register';
import { idOf } from '../records/recordFolders';
import { activeTarget, needTarget } from '../records/target';
import { FORMS, readArgument, type Invocation } from '../shell/arguments';
import { askChoice } from '../shell/prompts';
import { EDITOR_SENTENCES } from '../shell/sentences';
import type { SyncParts } from '../sync/register';

type Needs = Pick<RecordParts, 'records' | 'places' | 'approvals'> & Pick<SyncParts, 'routes'>;

/** Returns the link that was given or followed; undefined if there is none. @throws Refusal if it isn't one of ours. */
export function followedLink(given: string | undefined, { uri }: Invocation): JoinLink | undefined {
  const followed = given === undefined ? uri : parsed(given);
  if (!followed) {
    return undefined;
  }
  const link = readJoinLink(followed.path, followed.query);
  if (!link) {
    throw refusal(EDITOR_SENTENCES, 'badLink');
  }
  return link;
}

function parsed(given: string): Uri {
  try {
    return Uri.parse(given.trim(), true);
  } catch {
    throw refusal(EDITOR_SENTENCES, 'badLink');
  }
}

/**
 * Returns the open folder whose incidents are shared through the link's repository; undefined if that is the home of records.
 * @throws Refusal if none is, or git may not be asked.
 */
export async function linkedFolder(needs: Needs, link: JoinLink): Promise<Uri | undefined> {
  if (!workspace.isTrusted) {
    throw refusal(EDITOR_SENTENCES, 'trustFirst');
  }
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => uri);
  for (const folder of folders.length === 0 ? [undefined] : folders) {
    const { place } = await needs.places.ofWindow(folder);
    const choice = await needs.routes.remotesOf(place.records);
    const meant = choice?.remotes.filter(({ name }) => choice.chosen === undefined || name === choice.chosen) ?? [];
    if (meant.some(({ url, written }) => [url, written].some((address) => isSharedThrough(link, address)))) {
      return folder;
    }
  }
  const known = needs.approvals.addresses.find((address) => isSharedThrough(link, address));
  throw refusal(EDITOR_SENTENCES, 'otherRepository', { name: known && remoteName(known) });
}

/** Returns whether the remote of the folder of records is approved. */
export async function isApproved(needs: Needs, records: string): Promise<boolean> {
  const remote = await needs.routes.remoteOf(records);
  return remote !== undefined && needs.approvals.of(remote.url) !== undefined;
}

/** Asks before anything is fetched, because anybody can write a link; whether the person wants it. */
export async function askToFollow(needs: Needs, records: string, { day }: JoinLink): Promise<boolean> {
  const remote = (await needs.routes.remoteOf(records))!;
  const answer = await askChoice<'join'>({
    title: say`Join an incident by its link`,
    placeholder: say`The incident was declared on ${day}. Fetch it from ${remote.name}?`,
    choices: [{ label: say`$(cloud-download) Fetch and Join`, description: remote.url, answer: 'join' }],
  });
  return answer === 'join';
}

/** @throws Refusal if no record in the folder is the link's, or it's a security incident; `why` it may be missing. */
export async function linkedId(needs: Needs, records: string, link: JoinLink, why: string): Promise<string> {
  const paths = await findRecords(records).catch(() => []);
  const path = paths.find((each) => isFor(link, idOf(each)));
  const record = path === undefined ? undefined : await needs.records.read(Uri.file(path).fsPath);
  if (!record) {
    throw refusal(EDITOR_SENTENCES, 'noLinkedIncident', { day: link.day, why });
  }
  if (record.fields.security) {
    throw refusal(EDITOR_SENTENCES, 'noSecurityLink');
  }
  return record.id;
}

/** Copies the link by which colleagues join. @throws Refusal if there is none. */
export async function copyJoinLink(
  { records, pages }: Pick<RecordParts, 'records'> & Pick<SyncParts, 'pages'>,
  invocation: Invocation,
): Promise<{ readonly link: string } | undefined> {
  const given = readArgument(FORMS.entry, invocation);
  const target =
    activeTarget(records, given.incident) ?? (await needTarget(records, given.incident, say`Copy the join link`));
  if (!target) {
    return undefined;
  }
  const record = await records.read(target.path);
  if (record?.fields.security) {
    throw refusal(EDITOR_SENTENCES, 'noSecurityLink');
  }
  const link = await pages.joinLink(target.path, false);
  if (link === undefined) {
    throw refusal(EDITOR_SENTENCES, 'linkNotShared');
  }
  await env.clipboard.writeText(link);
  return { link };
}
