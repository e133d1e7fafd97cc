/**
 * Decides what becomes of a file in an incident's folder that changed both here and on the remote. Records and postmortems are
 * merged by meaning. The caller finds the files and their places.
 */

import { IMPORTED, importedByBoth, mergeImported } from './importedSet';
import { mergePostmortems } from './postmortemVersions';
import type { Vocabulary } from '../record/record';
import { mergeRecords, type MergedText } from './recordMerge';
import { isSameIncident } from './sameIncident';
import { isIncidentId } from '../frontMatter/incidentId';
import { incidentFolder, relink, secondName, type Renaming } from './secondNames';
import { Refusal, refusal } from '../text/refusal';
import { reasonOf, type Reason } from '../text/reason';
import { CORE_SENTENCES } from '../text/sentences';

export type StatusAfter = Vocabulary['statusAfter'];

/** One file's bytes before it parted and on each side; absent if it has none. */
export interface PartedFile {
  readonly path: string;
  readonly base?: Uint8Array;
  readonly ours?: Uint8Array;
  readonly theirs?: Uint8Array;
}

/** One file's bytes before and after somebody else changed it; absent if it has none. */
export interface ArrivedFile {
  readonly path: string;
  readonly before?: Uint8Array;
  readonly after?: Uint8Array;
}

/** Returns whether the path, with `/` or `\`, is that of a file which is merged by what it means; the rest is git's. */
export function isMergedFile(path: string): boolean {
  return /(?:^|[\\/])(?:incident|postmortem)\.md$/.test(path) || isImported(path);
}

/** Returns whether the path is that of the file which says what was imported into a record. */
function isImported(path: string): boolean {
  return path.split(/[\\/]/).at(-1) === IMPORTED && isIncidentId(path.split(/[\\/]/).at(-2) ?? '');
}

/** Returns the text that both made of `base`, which is absent if there is none; what kind of text it is, the path says. */
export function mergeFile(
  path: string,
  base: string | undefined,
  ours: string,
  theirs: string,
  statusAfter: StatusAfter,
  imported?: ReadonlySet<string>,
): MergedText {
  if (isImported(path)) {
    return { text: mergeImported(base, ours, theirs), findings: [] };
  }
  return /(?:^|[\\/])postmortem\.md$/.test(path)
    ? mergePostmortems(base, ours, theirs)
    : mergeRecords(base, ours, theirs, statusAfter, imported);
}

/**
 * Why two versions without a common one aren't merged: they are records of two incidents that got one id. The reason's path is
 * the record's.
 */
export function twoIncidents(
  path: string,
  base: string | undefined,
  ours: string,
  theirs: string,
): Reason<'twoIncidents', { readonly path: string }> | undefined {
  const isNew = base === undefined && /(?:^|[\\/])incident\.md$/.test(path);
  return isNew && !isSameIncident(ours, theirs) ? reasonOf(CORE_SENTENCES, 'twoIncidents', { path }) : undefined;
}

/**
 * Which files other than `files` are needed to merge those, by path: the records and postmortems of incidents in which two
 * files of one name meet, or one was `renamed`, as links in them follow, and what says what was imported into a record.
 */
export function linkingFiles(files: readonly PartedFile[], renamed: readonly RenamedFile[] = []): string[] {
  const met = [...files.filter(isCollision).map(({ path }) => path), ...renamed.map(({ from }) => from)];
  const folders = new Set(met.map((path) => incidentFolder(path)));
  const paths = [
    ...[...folders].flatMap((folder) => ['incident.md', 'postmortem.md'].map((name) => `${folder}/${name}`)),
    ...files.filter(({ path }) => path.endsWith('/incident.md')).map(({ path }) => importedBeside(path)),
  ];
  return paths.filter((path) => !files.some((file) => file.path === path));
}

/**
 * What becomes of files that both sides changed, by path, other paths among them; a reason where one of them is of no
 * incident, or two incidents have one id. `linking` are the sides of `linkingFiles`; `hashOf` is the same in every clone; `statusesOf` knows
 * the process of a record by its text; links to files that are `renamed` already follow.
 */
export function resolveFiles(
  files: readonly PartedFile[],
  linking: readonly PartedFile[],
  statusesOf: (path: string, record: string) => StatusAfter,
  hashOf: (content: Uint8Array) => string,
  before: readonly RenamedFile[] = [],
): ReadonlyMap<string, Uint8Array> | Reason {
  const resolved = new Map<string, Uint8Array>();
  const renamed = [...before];
  const keepBoth = (file: PartedFile, loser: Side): string => {
    const [kept, other] = [file[loser === 'ours' ? 'theirs' : 'ours']!, file[loser]!];
    const to = secondName(file.path, hashOf(other));
    resolved.set(file.path, kept);
    resolved.set(to, other);
    return to;
  };
  for (const file of files) {
    const { path, ours, theirs } = file;
    const clash = clashOf(file);
    if (clash) {
      return clash;
    }
    const only = ours && theirs ? undefined : (ours ?? theirs);
    // Who changed it has had a reason to keep it.
    if (only) {
      resolved.set(path, only);
    } else if (isCollision(file)) {
      const side = hashOf(ours!) < hashOf(theirs!) ? 'theirs' : 'ours';
      renamed.push({ side, from: path, to: keepBoth(file, side) });
    } else if (!isMergedFile(path)) {
      return reasonOf(CORE_SENTENCES, 'changedTwice', { path });
    }
  }
  for (const file of [...files, ...linking]) {
    const { path, ours, theirs } = file;
    const isOnlyBeside = isImported(path) && linking.includes(file);
    if (!isMergedFile(path) || !ours || !theirs || resolved.has(path) || isOnlyBeside) {
      continue;
    }
    const beside = [...files, ...linking].find((other) => other.path === importedBeside(path));
    const merged = mergeLinking(file, renamed, statusesOf, bothImported(beside));
    if (merged !== undefined) {
      resolved.set(path, new TextEncoder().encode(merged));
    }
    // One that nobody can read waits next to the other for a person, and holds nothing else.
    else if (!linking.includes(file)) {
      keepBoth(file, loserOf(file, statusesOf, hashOf));
    }
  }
  return resolved;
}

/** Why the two sides can't be one record; undefined for all other files. */
export function clashOf({ path, base, ours, theirs }: PartedFile): Reason | undefined {
  const [one, other] = [ours && decode(ours), theirs && decode(theirs)];
  return !base && one && other ? twoIncidents(path, undefined, one, other) : undefined;
}

type Side = 'ours' | 'theirs';

/** A file that got a second name; paths from the repository's top. */
export interface RenamedFile {
  readonly side: Side;
  readonly from: string;
  readonly to: string;
}

/** Returns whether it isn't merged as text, and belongs to an incident on both sides. */
function isCollision({ path, ours, theirs }: PartedFile): boolean {
  return ours !== undefined && theirs !== undefined && !isMergedFile(path) && incidentFolder(path) !== undefined;
}

function importedBeside(path: string): string {
  return `${path.slice(0, path.lastIndexOf('/') + 1)}${IMPORTED}`;
}

function bothImported(beside: PartedFile | undefined): ReadonlySet<string> {
  const [old, one, other] = [beside?.base, beside?.ours, beside?.theirs].map((file) => file && decode(file));
  return one && other ? importedByBoth(old ?? undefined, one, other) : new Set();
}

/** The merged text, links followed; undefined if it can't be merged. */
function mergeLinking(
  { path, base, ours, theirs }: PartedFile,
  renamed: readonly RenamedFile[],
  statusesOf: (path: string, record: string) => StatusAfter,
  imported: ReadonlySet<string>,
): string | undefined {
  const [old, one, other] = [base && decode(base), decode(ours!), decode(theirs!)];
  if (old === null || one === null || other === null) {
    return undefined;
  }
  const folder = `${path.slice(0, path.lastIndexOf('/') + 1)}`;
  const linksOf = (side: Side): Renaming[] =>
    renamed
      .filter((file) => file.side === side && file.from.startsWith(folder))
      .map(({ from, to }) => ({ from: from.slice(folder.length), to: to.slice(folder.length) }));
  const [mine, theirText] = [relink(old, one, linksOf('ours')), relink(old, other, linksOf('theirs'))];
  const merged = mergeFile(path, old, mine, theirText, statusesOf(path, mine), imported);
  return 'text' in merged ? merged.text : undefined;
}

/** Which of two versions that can't be merged goes aside: the one that can't be read, else the one whose hash sorts later. */
function loserOf(
  { path, ours, theirs }: PartedFile,
  statusesOf: (path: string, record: string) => StatusAfter,
  hashOf: (content: Uint8Array) => string,
): Side {
  const canBeRead = (content: Uint8Array): boolean => {
    const text = decode(content);
    // Merged with another version of itself it only has to be read.
    return text !== null && 'text' in mergeFile(path, undefined, text, `${text}\n`, statusesOf(path, text));
  };
  const [mine, other] = [canBeRead(ours!), canBeRead(theirs!)];
  if (mine !== other) {
    return mine ? 'theirs' : 'ours';
  }
  return hashOf(ours!) < hashOf(theirs!) ? 'theirs' : 'ours';
}

/**
 * Returns the text that is here, with what somebody else made of the file.
 * @throws Refusal if it can't be merged.
 */
export function mergeArrived(
  { path, before, after }: ArrivedFile & { readonly after: Uint8Array },
  text: string,
  statusAfter: StatusAfter,
): string {
  const [old, other] = [before && decode(before), decode(after)];
  if (old === null || other === null) {
    throw refusal(CORE_SENTENCES, 'notUtf8');
  }
  const clash = twoIncidents(path, old, text, other);
  if (clash) {
    throw new Refusal(clash);
  }
  const merged = mergeFile(path, old, text, other, statusAfter);
  if ('problem' in merged) {
    throw new Refusal(merged.problem);
  }
  return merged.text;
}

/** Null if it isn't UTF-8. */
function decode(content: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return null;
  }
}
