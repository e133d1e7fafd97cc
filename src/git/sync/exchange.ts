/**
 * One sync with a remote: fetch, merge, commit, push, and again if somebody else was quicker. Knows the order and when to
 * stop; the caller knows what a file means and what may leave the machine. No rebase, no pull, no force.
 */
import { alikeNames } from '../../core/merge/alikeNames';
import type { RenamedFile } from '../../core/merge/fileMerge';
import { incidentFolder, secondName } from '../../core/merge/secondNames';
import { reasonOf, type Reason } from '../../core/text/reason';
import { Refusal } from '../../core/text/refusal';
import { adoptCommit, moveAside, type AdoptOutcome } from './adoptCommit';
import {
  planMerge,
  readBytesOf,
  readPaths,
  readSides,
  writeMerge,
  type FileSides,
  type MergeFile,
  type MergePlan,
  type Resolution,
} from './branchMerge';
import * as git from '../commands/git';
import { GitFailure, type GitFailureCode } from '../process/gitFailure';
import { listTreeChanges, listWay, type TreeChange, type WayCommit } from '../commands/gitHistory';
import { ADOPTION_HOLDS, EXCHANGE_HOLDS } from '../process/sentences';
import { readBlockingState } from '../repository/repositoryState';
import { filteredAgain, unfiltered } from './filters';
import { leaveOutLarge } from './withoutLarge';
import { fetchBoth, pushRecords, type RemoteBranch } from './remote';
import { RemoteFailure, type RemoteFailureCode } from './remoteFailure';
import type { Repository } from '../repository/repository';
import { isFile, isFolder, type TreeEntry } from '../commands/treeObject';

/** A file that the branch will have otherwise than before; absent bytes if there is none. */
export interface IncomingFile {
  readonly path: string;
  readonly before?: Buffer;
  readonly after?: Buffer;
}

export interface ExchangeParts {
  /**
   * What becomes of the parted files, by path; other paths may be among them, whose sides `read` gives. Links to the files
   * that are `renamed` follow. A reason holds the exchange.
   */
  readonly resolve: (
    files: readonly FileSides[],
    read: (paths: readonly string[]) => Promise<readonly FileSides[]>,
    renamed: readonly RenamedFile[],
  ) => Promise<ReadonlyMap<string, Resolution> | Reason>;
  /**
   * Brings files to the disk, unsaved and uncommitted words in them kept, and returns their paths; git writes the
   * others. May be asked again for the same.
   */
  readonly write: (files: readonly IncomingFile[]) => Promise<readonly string[]>;
  /** Why the commits that only this clone has aren't to be pushed; undefined if they are. */
  readonly keepBack?: (ahead: readonly WayCommit[]) => Promise<Reason | undefined> | Reason | undefined;
  /** The subject of a merge. */
  readonly subject: string;
  /**
   * Does the work while no other window of this clone commits, so that neither has to begin again. If it can't, nothing is
   * lost: each of the two notices the other.
   */
  readonly alone?: <T>(work: () => Promise<T>) => Promise<T>;
  /**
   * Where every commit of the branch is the tool's: files larger than this, in bytes, are left out of commits that the remote
   * declines.
   */
  readonly largest?: number;
  /** The branch is checked out nowhere: the ref alone is moved, and no file is written but by `write`. */
  readonly aside?: boolean;
}

export type ExchangeOutcome =
  /** Both hold the same; whether something came, and went. */
  | { readonly state: 'shared'; readonly taken: boolean; readonly pushed: boolean }
  | {
      readonly state: 'held';
      readonly reason: ExchangeHold;
      /** What git and the remote printed, credentials redacted. */
      readonly detail?: string;
    };

type HeldAdoption = Extract<AdoptOutcome, { state: 'held' }>['reason']['code'];
/** Why it waits; the reason that the caller gave is the data. */
export type ExchangeHold =
  | Reason<RemoteFailureCode | GitFailureCode | HeldAdoption | 'overtaken'>
  | Reason<'unresolved' | 'keptBack', Reason>;

const TRIES = 20;
/** More commits than these aren't looked through for what is to be kept back; the newest are. */
const MOST_AHEAD = 1000;

/**
 * Exchanges the branch that is checked out in the repository, or one aside, with the remote's. Never throws for what git, the network or
 * the remote does: it says `held`, and nothing of a person's was lost or forced.
 */
export async function exchangeRecords(
  repository: Repository,
  to: RemoteBranch,
  parts: ExchangeParts,
): Promise<ExchangeOutcome> {
  let taken = false;
  let begun = false;
  let theirs: string | undefined;
  let configuration: git.Configuration | undefined;
  for (let tried = 1; ; tried++) {
    try {
      configuration ??= await git.readConfiguration(repository);
      const known = { ...to, configuration };
      let ours: string | undefined;
      // An adoption that met a commit of this clone left files and index ahead: it is ended, whatever the network does.
      if (begun) {
        [ours] = await git.readRefs(repository, [`refs/heads/${to.branch}`]);
      } else {
        ({ ours, theirs } = await fetchBoth(repository, known));
      }
      const step = await tryExchange(repository, known, parts, ours, theirs);
      begun = step.outcome === undefined;
      taken ||= step.taken;
      if (step.outcome !== undefined) {
        return step.outcome.state === 'shared' ? { ...step.outcome, taken } : step.outcome;
      }
      if (tried >= TRIES) {
        return { state: 'held', reason: reasonOf(EXCHANGE_HOLDS, 'overtaken') };
      }
    } catch (error) {
      if (!(error instanceof Refusal)) {
        throw error;
      }
      if (!(error instanceof RemoteFailure || error instanceof GitFailure)) {
        return { state: 'held', reason: reasonOf(EXCHANGE_HOLDS, 'unresolved', error.reason) };
      }
      const { code, detail } = error;
      begun &&= code !== 'behind';
      const passes = code === 'behind' || code === 'refMoved' || code === 'indexLocked';
      if (!passes || tried >= TRIES) {
        return { state: 'held', reason: error.reason, detail };
      }
    }
    // Chance keeps two clones from meeting again and again.
    await new Promise((resume) => setTimeout(resume, Math.random() * Math.min(100 * tried, 1500)));
  }
}

/** With the configuration, which is read once for an exchange. */
type KnownBranch = RemoteBranch & { readonly configuration: git.Configuration };

/** `before` is what the branch was at when `theirs` was fetched. Without an outcome where the branch moved in the meantime. */
async function tryExchange(
  repository: Repository,
  to: KnownBranch,
  parts: ExchangeParts,
  before: string | undefined,
  theirs: string | undefined,
): Promise<{ taken: boolean; outcome?: ExchangeOutcome }> {
  const ref = `refs/heads/${to.branch}`;
  let ours = before;
  let taken = false;
  if (theirs !== undefined) {
    const plan = await planMerge(repository, ours, theirs);
    if (plan.state !== 'even') {
      const target = plan.state === 'forward' ? theirs : await merge(repository, plan, parts, to.configuration);
      if (typeof target !== 'string') {
        return { taken, outcome: target };
      }
      const odd = parts.aside ? undefined : await readBlockingState(repository);
      if (odd !== undefined) {
        return { taken, outcome: { state: 'held', reason: reasonOf(ADOPTION_HOLDS, odd) } };
      }
      const changes =
        plan.state === 'forward' ? plan.files.map(asChange) : await listTreeChanges(repository, ours, target);
      const incoming = await readIncoming(repository, to.configuration, changes, ours, target);
      const written = await parts.write(incoming);
      const reason = plan.state === 'forward' ? `merge ${to.remote}: Fast-forward` : `commit (merge): ${parts.subject}`;
      const adoption = { ref, from: ours, to: target, written, reason, changes };
      const alone = parts.alone ?? ((work) => work());
      const adopted = parts.aside
        ? await moveAside(repository, adoption)
        : await alone(() => adoptCommit(repository, adoption));
      if (adopted.state === 'moved') {
        return { taken };
      }
      if (adopted.state === 'held') {
        return { taken, outcome: adopted };
      }
      taken = true;
      ours = target;
    }
  }
  if (ours === undefined || ours === theirs) {
    return { taken, outcome: { state: 'shared', taken, pushed: false } };
  }
  const objection = await parts.keepBack?.(await listWay(repository, theirs, ours, MOST_AHEAD));
  if (objection !== undefined) {
    return { taken, outcome: { state: 'held', reason: reasonOf(EXCHANGE_HOLDS, 'keptBack', objection) } };
  }
  try {
    await pushRecords(repository, to, ours, theirs);
  } catch (error) {
    if (!(error instanceof RemoteFailure) || error.code !== 'declined' || parts.largest === undefined) {
      throw error;
    }
    const declined = { branch: to.branch, ours, theirs, largest: parts.largest };
    if ((await leaveOutLarge(repository, declined)).length === 0) {
      throw error;
    }
    return { taken };
  }
  return { taken, outcome: { state: 'shared', taken, pushed: true } };
}

/** Returns the commit that holds both; an outcome where the caller can't say what becomes of a file. */
async function merge(
  repository: Repository,
  plan: MergePlan,
  parts: ExchangeParts,
  configuration: git.Configuration,
): Promise<string | ExchangeOutcome> {
  const parted = plan.files.filter((file) => file.parted);
  // Links and submodules have no bytes to be merged.
  const isOdd = (file: MergeFile): boolean => [file.ours, file.theirs].some((entry) => entry && !isFile(entry));
  const asText = (sides: readonly FileSides[]) => unfiltered(repository, configuration, sides, plan);
  const files = await asText(
    await readSides(
      repository,
      parted.filter((file) => !isOdd(file)),
    ),
  );
  const read = async (paths: readonly string[]): Promise<FileSides[]> =>
    asText(await readPaths(repository, plan, paths));
  const alike = await yieldToAlike(repository, plan);
  const isNothing = files.length === 0 && alike.renamed.length === 0;
  const resolutions = isNothing ? new Map<string, Resolution>() : await parts.resolve(files, read, alike.renamed);
  if ('code' in resolutions) {
    return { state: 'held', reason: reasonOf(EXCHANGE_HOLDS, 'unresolved', resolutions) };
  }
  const odd = parted.filter(isOdd).flatMap(keepBoth);
  const { files: taken, yielded } = await yieldToFolders(repository, { ...plan, files: alike.files });
  const texts = await filteredAgain(repository, configuration, resolutions);
  const all = new Map([...texts, ...odd, ...alike.yielded, ...yielded]);
  return writeMerge(repository, { ...plan, files: taken }, all, parts.subject, configuration);
}

/** In an incident, a file here and a folder of its name there: the file gets a second name, alike in every clone. */
async function yieldToFolders(
  repository: Repository,
  { ours, files }: MergePlan,
): Promise<{ files: readonly MergeFile[]; yielded: readonly [path: string, Resolution][] }> {
  const added = files.filter((file) => file.theirs && !file.ours && incidentFolder(file.path) !== undefined);
  if (ours === undefined || added.length === 0) {
    return { files, yielded: [] };
  }
  const above = [...new Set(added.flatMap(({ path }) => foldersInIncident(path)))];
  const paths = [...above, ...added.map(({ path }) => path)];
  const found = await git.readEntries(repository, ours, paths);
  const yielded: [path: string, Resolution][] = [];
  for (const path of above) {
    const entry = found.get(path);
    if (entry && !isFolder(entry)) {
      yielded.push([path, undefined], [secondName(path, entry.object), entry]);
    }
  }
  const isFolderHere = ({ path, theirs }: MergeFile): boolean => {
    const entry = theirs && found.get(path);
    return entry !== undefined && isFolder(entry);
  };
  const late = added.filter(isFolderHere);
  for (const { path, theirs } of late) {
    yielded.push([secondName(path, theirs!.object), theirs]);
  }
  return { files: files.filter((file) => !late.includes(file)), yielded };
}

/** Of two files whose names some disks take for one, here and there, one gets a second name, alike in every clone. */
async function yieldToAlike(
  repository: Repository,
  { base, ours, files }: MergePlan,
): Promise<{
  readonly files: readonly MergeFile[];
  readonly yielded: readonly [path: string, Resolution][];
  readonly renamed: readonly RenamedFile[];
}> {
  const added = new Map(files.flatMap((file) => (file.theirs && !file.ours ? [[file.path, file.theirs]] : [])));
  const folders = [...new Set([...added.keys()].flatMap((path) => incidentFolder(path) ?? []))];
  if (ours === undefined || folders.length === 0) {
    return { files, yielded: [], renamed: [] };
  }
  const asked = folders.map((folder) => `${folder}/`);
  const here = await git.readEntries(repository, ours, asked, { below: true });
  const before = base === undefined ? new Map() : await git.readEntries(repository, base, asked, { below: true });
  const alike = alikeNames([...here.keys()], [...added.keys()], (path) => before.has(path));
  const renamed = alike.map(({ side, path }): RenamedFile & { readonly entry: TreeEntry } => {
    const entry = (side === 'ours' ? here : added).get(path)!;
    return { side, from: path, to: secondName(path, entry.object), entry };
  });
  return {
    files: files.filter(({ path }) => !alike.some((name) => name.side === 'theirs' && name.path === path)),
    yielded: renamed.flatMap(({ from, to, entry }): [path: string, Resolution][] => [
      [from, undefined],
      [to, entry],
    ]),
    renamed,
  };
}

/** Returns the folders in which the file is, below that of its incident. */
function foldersInIncident(path: string): string[] {
  const top = (incidentFolder(path) ?? path).length + 1;
  return [...path.slice(top).matchAll(/\//g)].map(({ index }) => path.slice(0, top + index));
}

/** Of two entries of one name, the one whose object's name sorts later gets a second name; one alone is kept. */
function keepBoth({ path, ours, theirs }: MergeFile): [path: string, Resolution][] {
  if (!ours || !theirs) {
    return [[path, ours ?? theirs]];
  }
  const [first, second] = ours.object < theirs.object ? [ours, theirs] : [theirs, ours];
  return [
    [path, first],
    [secondName(path, second.object), second],
  ];
}

/** A file of a plan that only takes. */
const asChange = ({ path, ours, theirs }: MergeFile): TreeChange => ({
  path,
  ...(ours ? { before: ours } : {}),
  ...(theirs ? { after: theirs } : {}),
});

async function readIncoming(
  repository: Repository,
  configuration: git.Configuration,
  changes: readonly TreeChange[],
  from: string | undefined,
  to: string,
): Promise<IncomingFile[]> {
  const contents = await readBytesOf(
    repository,
    changes.flatMap(({ before, after }) => [before, after]),
  );
  const files = changes.map(({ path }, index): FileSides => {
    const [ours, theirs] = contents.slice(2 * index, 2 * index + 2);
    return { path, ...(ours ? { ours } : {}), ...(theirs ? { theirs } : {}) };
  });
  const texts = await unfiltered(repository, configuration, files, { ours: from, theirs: to });
  return texts.map(({ path, ours, theirs }) => ({
    path,
    ...(ours ? { before: ours } : {}),
    ...(theirs ? { after: theirs } : {}),
  }));
}
