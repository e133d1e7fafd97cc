/** Combines what shares records with others, and registers the events that trigger it in this window. */
import { Disposable } from 'vscode';
import type { RecordParts } from '../records/register';
import type { ShowBrief } from '../records/shownTexts';
import type { Shell } from '../shell/shell';
import { Announcing } from './incomingNotices';
import { Declarations } from './declarations';
import { separateRecord } from './recordMove';
import { RecordPages } from './recordPages';
import { Rounds, type BroughtFiles } from './rounds';
import { Routes } from './routes';
import { offerSharing } from './shareOffer';
import { Sharing } from './syncScheduler';
import { followTips } from './remoteTips';
import { registerSyncNotices } from './syncNotices';

export interface SyncParts {
  readonly routes: Routes;
  readonly rounds: Rounds;
  readonly sharing: Sharing;
  readonly pages: RecordPages;
  readonly declarations: Declarations;
}

export function openSync(parts: RecordParts, shell: Shell): SyncParts {
  const { records, repositories, places, approvals, author } = parts;
  const routes = new Routes(repositories, places);
  const { storage } = shell;
  const rounds = new Rounds(parts, (...clash) => separateRecord({ ...parts, storage }, ...clash), shell);
  const sharing = new Sharing(routes, rounds, parts, shell.log);
  return {
    routes,
    rounds,
    sharing,
    pages: new RecordPages(routes, approvals, shell),
    declarations: new Declarations(records, author),
  };
}

/** Pushes what was committed, and passes on what came in. */
export function followExchange(sync: SyncParts, parts: RecordParts, showBrief: ShowBrief, shell: Shell): Disposable {
  const { routes, rounds, sharing, declarations } = sync;
  const { records, writer, committer, author, approvals } = parts;
  const { log } = shell;
  const announcing = new Announcing(records, writer, author, showBrief);
  /** git can't tell what a branch lacks that is checked out nowhere, so there it is tried. */
  const goOn = async ({ paths, aside }: BroughtFiles): Promise<void> => {
    await (aside ? Promise.all(paths.map((path) => committer.recordChanged(path))) : committer.catchUp(paths));
  };
  return Disposable.from(
    committer.onDidCommit((path) => {
      sharing.committed(path);
      void offerSharing({ records, routes, approvals }, path).catch(log.bug);
    }),
    rounds.onDidHear((heard) => {
      sharing.heard(heard);
      writer.commitWaiting(heard.path);
      void announcing.heard(heard).catch(log.bug);
      if (!heard.before) {
        void declarations.hear(heard.path, heard.after).catch(log.bug);
      }
    }),
    rounds.onDidBring((brought) => void goOn(brought).catch(log.bug)),
    registerSyncNotices(records, rounds, sharing, log),
    declarations,
    followTips(sync, parts, shell),
  );
}
