/** Gathers the facts for `decidePlace`: settings, folders, trust, and, if a folder is trusted, what git says. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Uri, workspace } from 'vscode';
import {
  checkoutCommand,
  decidePlace,
  ownPlace,
  type RecordLocation,
  type RepositoryPlace,
} from '../../core/status/recordLocation';
import { OWN_BRANCH } from '../../core/record/ownBranch';
import { reasonOf, type Reason } from '../../core/text/reason';
import { Refusal, refusal } from '../../core/text/refusal';
import { mainRoot, openOwnBranch, ownBranchFolder, type Alone } from '../../git/repository/ownBranch';
import {
  initRepository,
  isOnBranch,
  readBranchRef,
  readFacts,
  type Repository,
  type RepositoryFacts,
} from '../../git/repository/repository';
import { disk } from '../../store/disk';
import { leaseFile, withLease } from '../../store/lease';
import type { Log } from '../shell/log';
import { placeByFiles, recordsIn, type NewLocation } from './locationByFiles';
import { asOpenedBelow, forgetFolders, recordFolders, repositoryRoot } from './recordFolders';
import { chooseFolder, type Repositories } from './repositories';
import { defaultHome, gitExecutable, readSettings } from '../shell/settings';
import { EDITOR_SENTENCES } from '../shell/sentences';
import { say } from '../../core/words/say';

/** How long remotes and branches are believed, in milliseconds. */
const KNOWN_FOR = 30_000;

/** How long it is believed that git doesn't answer, in milliseconds. */
const AGAIN = 1000;

/** Why it isn't settled on which branch a record is committed. */
export interface Unsettled {
  readonly reason: Reason;
  /** Whether it may end by itself. */
  readonly passes: boolean;
  /** Whether the records' own branch is in another folder, to which the record is to be moved. */
  readonly isElsewhere?: boolean;
}

export class Places {
  readonly #storage: string;
  readonly #patience: number;
  readonly #log: Log;
  readonly #repositories: Repositories;
  readonly #chosen = new Set<string>();
  readonly #described = new Map<string, { head: string; at: number; place: RecordLocation }>();
  /** Folders of records for which the records' own branch is to be made, behind what was declared in them. */
  readonly #toBeOpened = new Set<string>();
  /** Homes in which nothing was when an incident was declared in them: they get a repository. */
  readonly #toBeMade = new Set<string>();
  readonly #settling = new Map<string, Promise<Unsettled | undefined>>();

  /** `storage` is the extension's own folder; a declaration waits no longer than `patience` for git, in milliseconds. */
  constructor(repositories: Repositories, storage: string, patience: number, log: Log) {
    this.#repositories = repositories;
    this.#storage = storage;
    this.#patience = patience;
    this.#log = log;
  }

  /**
   * Where the record of an incident that is declared now goes, by git's files where these can tell: what else there is to be
   * done follows before its first commit, in `prepare` and `settle`. The home's folder is made when it isn't there yet.
   */
  async forDeclaration(named: string | Uri | undefined): Promise<NewLocation> {
    const folder = chooseFolder(named)?.uri.fsPath;
    const home = homeFor(folder);
    if (home !== undefined) {
      await this.#openHome(home);
    }
    const place = await placeByFiles(home, folder).catch((error: unknown) =>
      this.#log.error('Reading where a record goes', error),
    );
    if (!place) {
      return this.#byGit(home, folder);
    }
    if (place.isToBeOpened) {
      this.#toBeOpened.add(place.records);
    }
    return place;
  }

  async #byGit(home: string | undefined, folder: string | undefined): Promise<NewLocation> {
    const place = await this.#decide(home, folder);
    if (place.rule === 'unshared') {
      return (await this.openOwn(folder!)) ?? place;
    }
    const branch = await this.#branchOf(place);
    return { ...place, ...(branch !== undefined && { branch }) };
  }

  async #openHome(home: string): Promise<void> {
    try {
      await mkdir(home, { recursive: true });
      if ((await readdir(home)).length === 0) {
        this.#toBeMade.add(home);
      }
    } catch (error) {
      this.#log.error(`Creating ${home}`, error);
    }
  }

  /**
   * Does what a declaration waited for no git to do: makes a repository in a home that was empty, and begins to open the
   * records' own branch.
   */
  async prepare(path: string): Promise<void> {
    const records = dirname(dirname(path));
    if (this.#toBeOpened.has(records)) {
      void this.settle(path).catch(this.#log.bug);
    }
    if (!this.#toBeMade.has(records) || !workspace.isTrusted || repositoryRoot(records) !== undefined) {
      return;
    }
    try {
      await initRepository(records, gitExecutable());
      this.#toBeMade.delete(records);
      this.forget();
      this.#log.info(`Created a repository for records in ${records}.`);
    } catch (error) {
      // The record is worth more than its repository, and the status bar says that it has none.
      this.#log.error(`Creating a repository in ${records}`, error);
    }
  }

  /** Where records of the open folder that is named, else the usual one, live, without making anything; `unshared` where they want their own branch. */
  async ofWindow(named?: Uri): Promise<{ readonly place: RecordLocation; readonly folder: string }> {
    const open = chooseFolder(named);
    const settings = readSettings(open?.uri);
    const home = settings.home ?? (open ? undefined : defaultHome());
    const folder = home ?? open!.uri.fsPath;
    return { place: await this.#decide(home, open?.uri.fsPath), folder };
  }

  /** Brings back a folder of records that was removed, where it was that of their own branch; whether it did. */
  async bringBack(records: string): Promise<boolean> {
    if (!workspace.isTrusted || existsSync(records)) {
      return false;
    }
    for (const { uri } of workspace.workspaceFolders ?? []) {
      const repository = await this.#repositories.at(uri.fsPath).catch(() => undefined);
      const noted = repository && (await ownBranchFolder(repository).catch(() => undefined));
      if (noted !== undefined && this.asOpened(uri.fsPath, repository!, noted) === records) {
        return (await this.openOwn(uri.fsPath)) !== undefined;
      }
    }
    return false;
  }

  /**
   * The records' own branch next to `folder`, opened or made; absent if that can't be. Records that are in its folder
   * already are on it then; of those, only the one with the id `only` if that is given.
   */
  async openOwn(folder: string, only?: string): Promise<RecordLocation | undefined> {
    try {
      const repository = (await this.#repositories.at(folder))!;
      const lease = leaseFile(this.#storage, `${repository.commonFolder} ${OWN_BRANCH}`);
      const alone: Alone = (work) => withLease(disk, lease, 'notOpened', work);
      const own = await openOwnBranch(repository, readSettings(Uri.file(folder)).folder, alone, only);
      forgetFolders();
      const records = this.asOpened(folder, repository, own.repository.root);
      if (!recordFolders().includes(records)) {
        throw refusal(EDITOR_SENTENCES, 'notOfWindow', { records });
      }
      if (own.made) {
        this.forget();
        this.#log.info(`The records' own branch ${OWN_BRANCH} is in ${records}.`);
      }
      return ownPlace(records);
    } catch (error) {
      // The record is written anyway, on the branch that is checked out, and the status bar says so.
      this.#log.error(`Opening ${OWN_BRANCH} beside ${folder}`, error);
      return undefined;
    }
  }

  /**
   * Sees to it that the record at `path` gets on no branch of other work: one that was declared before git could say where it
   * belongs is on the records' own branch then, in the folder where it is. Returns why it can't be committed yet.
   */
  async settle(path: string): Promise<Unsettled | undefined> {
    const settling = this.#settling.get(path) ?? this.#settle(path).finally(() => this.#settling.delete(path));
    this.#settling.set(path, settling);
    return settling;
  }

  async #settle(path: string): Promise<Unsettled | undefined> {
    const records = dirname(dirname(path));
    const place = await this.#placeOf(records, Date.now());
    if (place.why) {
      return { reason: place.why, passes: true };
    }
    const repository = place.rule === 'unshared' ? await this.#repositories.in(records) : undefined;
    if (!repository || this.#chosen.has(path) || (await isOnBranch(repository, path))) {
      return undefined;
    }
    const own = await this.openOwn(records).finally(() => this.#toBeOpened.delete(records));
    this.forget();
    if (own?.records === records) {
      return undefined;
    }
    const reason = own
      ? reasonOf(EDITOR_SENTENCES, 'belongsElsewhere', { records: own.records })
      : reasonOf(EDITOR_SENTENCES, 'notOpened');
    return { reason, passes: false, ...(own && { isElsewhere: true }) };
  }

  /**
   * The folder of records on the checked-out branch of the repository, which has records in the folder `records`.
   * @throws Refusal if that can't be, or isn't a folder of this window.
   */
  async currentFolder(repository: Repository, records: string): Promise<string> {
    const root = this.asOpened(records, repository, await mainRoot(repository));
    const current = join(root, readSettings(Uri.file(root)).folder);
    if (current === records) {
      throw refusal(EDITOR_SENTENCES, 'folderTaken', { records });
    }
    if (!recordFolders().includes(current)) {
      throw refusal(EDITOR_SENTENCES, 'notThisWindow', { records: current });
    }
    return current;
  }

  /**
   * Of folders of records in one repository, the one in which entries of an incident go on that is in all of them: on the
   * checked-out branch if new incidents go there, else on the records' own.
   */
  async preferred(folders: readonly string[]): Promise<string> {
    const places = await Promise.all(folders.map((folder) => this.describeFolder(folder, Date.now())));
    const rules = places.map(({ rule }) => rule);
    const at = rules.includes('current') ? rules.indexOf('current') : rules.indexOf('own');
    return folders[Math.max(at, 0)]!;
  }

  /** Notes that a person wants the record at `path` on the branch that is checked out, whichever it is. */
  chooseCurrent(path: string): void {
    this.#chosen.add(path);
  }

  /** The full name of the branch on which records of the place are committed; absent if it is always the same, or none. */
  async #branchOf({ rule, records }: RecordLocation): Promise<string | undefined> {
    const repository = rule === 'current' || rule === 'home' ? await this.#repositories.in(records) : undefined;
    return repository && readBranchRef(repository);
  }

  /** Where the record at `path` is, in words for the status bar; `now` is in milliseconds since the epoch. */
  async describe(path: string, now: number): Promise<RecordLocation> {
    return this.describeFolder(dirname(dirname(path)), now);
  }

  /** The same for a folder of records. */
  async describeFolder(records: string, now: number): Promise<RecordLocation> {
    const place = await this.#placeOf(records, now);
    return place.rule === 'unshared' && this.#toBeOpened.has(records)
      ? { ...ownPlace(records), words: say`saved; its branch, ${OWN_BRANCH}, is being created` }
      : place;
  }

  async #placeOf(records: string, now: number): Promise<RecordLocation> {
    const repository = await this.#repositories.in(records);
    // A checkout shows in this file, which costs no process to read.
    const head = repository
      ? await readFile(repository.stateFiles.HEAD, 'utf8').catch(() => '')
      : String(workspace.isTrusted);
    const known = this.#described.get(records);
    if (known?.head === head && now - known.at < KNOWN_FOR) {
      return known.place;
    }
    const { home } = readSettings();
    const place = await this.#decide(
      [home, defaultHome()].find((folder) => folder === records),
      records,
    );
    // What git couldn't say is asked again soon.
    const asked = place.why === undefined || place.why.code === 'noRepository' ? now : now - KNOWN_FOR + AGAIN;
    this.#described.set(records, { head, at: asked, place });
    return place;
  }

  /** Forgets which folders are repositories, and what was said of them. */
  forget(): void {
    this.#repositories.forget();
    this.#described.clear();
  }

  /** A real path next to the repository around `folder`, as the editor has it: one record has one path. */
  asOpened(folder: string, repository: Repository, real: string): string {
    return asOpenedBelow(repositoryRoot(folder) ?? repository.root, real);
  }

  async #decide(home: string | undefined, folder: string | undefined): Promise<RecordLocation> {
    const around = home ?? folder!;
    const settings = readSettings(Uri.file(around));
    const base = {
      ...(home === undefined ? {} : { home }),
      trusted: workspace.isTrusted,
      branch: settings.branch,
    };
    if (!workspace.isTrusted) {
      return decidePlace({ ...base, ...(folder === undefined ? {} : { folder: join(folder, settings.folder) }) });
    }
    // Its path as the editor has it, not its real one: one record has one path.
    const root = repositoryRoot(around);
    const asked = await this.#ask(around, settings.folder);
    const top = root ?? asked.repository?.root ?? around;
    const records = asked.facts?.branch === OWN_BRANCH ? top : await recordsIn(top, settings.folder);
    return decidePlace({
      ...base,
      folder: records,
      ...(asked.facts ? { repository: repositoryPlace(asked.facts, records) } : {}),
      ...(asked.problem === undefined ? {} : { problem: asked.problem }),
    });
  }

  /** What git says of a folder, or why it doesn't: whatever git does, an incident can be declared. */
  async #ask(
    folder: string,
    recordsFolder: string,
  ): Promise<{ repository?: Repository; facts?: RepositoryFacts; problem?: Reason }> {
    const ask = async () => {
      const repository = await this.#repositories.at(folder);
      return repository ? { repository, facts: await readFacts(repository, recordsFolder) } : {};
    };
    let late: NodeJS.Timeout | undefined;
    try {
      return await Promise.race([
        ask(),
        new Promise<{ problem: Reason }>((resolve) => {
          late = setTimeout(() => resolve({ problem: reasonOf(EDITOR_SENTENCES, 'gitSilent') }), this.#patience);
        }),
      ]);
    } catch (error) {
      this.#log.warn(`${folder}: ${String(error)}`);
      return { problem: error instanceof Refusal ? error.reason : reasonOf(EDITOR_SENTENCES, 'gitFailed') };
    } finally {
      clearTimeout(late);
    }
  }
}

/** Returns how a colleague's clone gets the records on their own branch, whose folder is next to the repository if it can't be inside. */
export function checkoutOf(records: string): string {
  const { folder } = readSettings(Uri.file(records));
  return checkoutCommand(basename(folder) === basename(records) ? folder : `../${basename(records)}`);
}

/** Returns the records' home that a declaration next to the open folder goes to; undefined if it goes to that folder. */
function homeFor(folder: string | undefined): string | undefined {
  const { home } = readSettings(folder === undefined ? undefined : Uri.file(folder));
  return home ?? (folder !== undefined && folder !== defaultHome() ? undefined : defaultHome());
}

function repositoryPlace(facts: RepositoryFacts, records: string): RepositoryPlace {
  const { branch, unborn, defaultBranch, tracksRecords, remotes } = facts;
  return {
    records,
    ...(branch === undefined ? {} : { branch }),
    unborn,
    hasRemote: remotes.length > 0,
    ...(defaultBranch === undefined ? {} : { defaultBranch }),
    tracksRecords,
  };
}
