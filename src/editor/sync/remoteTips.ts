/**
 * Notices what colleagues declare while no incident is open here: asks the approved remote for the tip of the records'
 * branch, and fetches only if it moved.
 */
import { join, sep } from 'node:path';
import { Disposable, workspace } from 'vscode';
import { OWN_BRANCH } from '../../core/record/ownBranch';
import { readRecord } from '../../core/record/record';
import { PRIVATE_BRANCH } from '../../git/commit/commitAside';
import { fetchLatest } from '../../git/sync/fetchedRecords';
import { hasMoved } from '../../git/sync/remote';
import { RemoteFailure } from '../../git/sync/remoteFailure';
import { recordFolders } from '../records/recordFolders';
import type { RecordParts } from '../records/register';
import type { Shell } from '../shell/shell';
import { readSettings } from '../shell/settings';
import type { Declarations } from './declarations';
import type { Route, Routes } from './routes';
import type { Sharing } from './syncScheduler';

/** What the ids of incidents declared on that day begin with, in UTC. */
const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);
const HOUR = 60 * 60_000;

/** Asks once in a while until it's disposed of. After a sign-in that failed, it waits for the next sync. */
export function followTips(
  { routes, sharing, declarations }: { routes: Routes; sharing: Sharing; declarations: Declarations },
  parts: RecordParts,
  { log, pace }: Shell,
): Disposable {
  /** Remotes where a sign-in failed, by their addresses. */
  const refused = new Set<string>();
  /** Remotes whose records this window has read, by their addresses. */
  const read = new Set<string>();
  let asking = false;
  const ask = async (): Promise<void> => {
    if (asking || !workspace.isTrusted || !parts.approvals.any || !readSettings().listens) {
      return;
    }
    asking = true;
    try {
      const open = await parts.records.openPaths();
      let isShared = false;
      for (const records of recordFolders()) {
        const route = await routes.of(records);
        isShared ||= 'url' in route;
        // Where an incident is open, all is fetched anyway.
        if ('url' in route && !open.some((path) => path.startsWith(route.root + sep)) && !refused.has(route.url)) {
          await trying(route.url, async () => askRoute(records, route));
        }
      }
      if (!isShared) {
        await askUnshared();
      }
    } finally {
      asking = false;
    }
  };

  const askRoute = async (records: string, { repository, remote, branch, url }: Route): Promise<void> => {
    const approval = parts.approvals.of(url);
    const branches = [branch, ...(approval === 'private' ? [PRIVATE_BRANCH] : [])];
    for (const each of approval === undefined ? [] : branches) {
      if (await hasMoved(repository, { remote, branch: each })) {
        await sharing.sync(records, false);
        return;
      }
    }
  };

  /** A clone whose window hasn't joined yet has no folder of records; nothing is made in it before somebody does. */
  const askUnshared = async (): Promise<void> => {
    const { place } = await parts.places.ofWindow();
    const repository = place.rule === 'unshared' ? await parts.repositories.in(place.records) : undefined;
    const remote = repository && (await routes.remoteOf(place.records));
    if (!repository || !remote || parts.approvals.of(remote.url) === undefined || refused.has(remote.url)) {
      return;
    }
    const from = { remote: remote.name, branch: OWN_BRANCH };
    await trying(remote.url, async () => {
      // What was fetched before is told in a new window once more.
      if (!read.has(remote.url) || (await hasMoved(repository, from))) {
        read.add(remote.url);
        for (const { id, text } of await fetchLatest(repository, from, dayOf(Date.now() - HOUR))) {
          await declarations.hear(join(place.records, id, 'incident.md'), readRecord(text));
        }
      }
    });
  };

  /** A remote that is away is asked again the next time. */
  const trying = async (url: string, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof RemoteFailure)) {
        throw error;
      }
      if (error.code === 'authentication') {
        refused.add(url);
        log.warn(`Not listening for incidents at ${url} until the next sync: ${error.reason.short}.`);
      }
    }
  };

  const soon = (): void => void ask().catch(log.bug);
  const clock = setInterval(soon, pace.tip);
  soon();
  return Disposable.from(
    new Disposable(() => clearInterval(clock)),
    sharing.onDidChange(() => refused.clear()),
  );
}
