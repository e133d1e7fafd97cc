/**
 * The processes by which records are kept: the built-in ones, each read when it is first needed, and a team's own, read again
 * when its file has changed. The process that a team's own extends serves while that cannot be read.
 */
import { dirname } from 'node:path';
import { Uri, workspace } from 'vscode';
import { ownersOf, readOwnership, type Owner } from '../../core/process/ownership';
import {
  namesOf,
  readProcess,
  vocabularyOf,
  type ExtensibleProcesses,
  type Process,
  type ProcessProblem,
} from '../../core/process/process';
import type { StatusAfter } from '../../core/merge/fileMerge';
import { readRecord, type IncidentRecord, type Vocabulary } from '../../core/record/record';
import { Refusal } from '../../core/text/refusal';
import engineers2i2c from '../../processes/2i2c.yaml';
import defaultProcess from '../../processes/default.yaml';
import incidentManager from '../../processes/incident-manager.yaml';
import mnx from '../../processes/mnx.yaml';
import mozmeao from '../../processes/mozmeao.yaml';
import pagerduty from '../../processes/pagerduty.yaml';
import { findTeamFile, readTeamFile } from '../../store/teamFile';
import { teamRoots } from './recordFolders';
import { readSettings } from '../shell/settings';

const BUILT_IN: Readonly<Record<string, string>> = {
  default: defaultProcess,
  pagerduty,
  mnx,
  mozmeao,
  '2i2c': engineers2i2c,
  'incident-manager': incidentManager,
};

/** The processes that a team's own one may extend. */
export const BUILT_IN_NAMES: readonly string[] = Object.keys(BUILT_IN);

/** A team's own process as records name it, and what serves for it. */
interface TeamProcess {
  readonly name: string;
  readonly process: Process;
}

export class Processes {
  readonly #builtIn = new Map<string, Process>();
  readonly #extensible: ExtensibleProcesses = { names: BUILT_IN_NAMES, find: (name) => this.builtIn(name) };
  /** What was read of a team's files, by their paths. */
  readonly #teams = new Map<string, TeamProcess & { readonly stamp: string }>();
  readonly #owners = new Map<string, { readonly stamp: string; readonly owners: readonly Owner[] }>();

  /**
   * The process of that name for the record at `path`, the team's before a built-in one; else the default one. A record that
   * names none is kept by the usual one.
   */
  named(name: string | undefined, path: string): Process {
    const wanted = name ?? this.usual(path);
    const team = this.#team(path);
    return (team?.name === wanted ? team.process : undefined) ?? this.builtIn(wanted) ?? this.builtIn('default')!;
  }

  /** The process by which the record at `path` is kept. */
  of({ frontMatter }: IncidentRecord, path: string): Process {
    return this.named(frontMatter.fields.process, path);
  }

  /** What that process says of a record's milestones. */
  vocabularyOf(record: IncidentRecord, path: string): Vocabulary {
    return vocabularyOf(this.of(record, path));
  }

  /** The status after a milestone by the process of a record, whose path is absolute; it is looked up when it is asked. */
  statusesOf(path: string, record: string): StatusAfter {
    let vocabulary: Vocabulary | undefined;
    return (name) => (vocabulary ??= this.vocabularyOf(readRecord(record), path)).statusAfter(name);
  }

  /** The name of the process by which a new record at `path` is kept where nobody names one. */
  usual(path: string): string {
    return this.#team(path)?.name ?? readSettings(Uri.file(dirname(dirname(path)))).process;
  }

  /** Who owns what is broken, by the team's `ownership.yaml`; none where it says nothing of it. */
  ownersFor(path: string, what: Parameters<typeof ownersOf>[1]): Owner[] {
    const known = teamFile(path, 'ownership.yaml', this.#owners, (text) => ({ owners: readOwnership(text).owners }));
    return ownersOf(known?.owners ?? [], what);
  }

  /** What is wrong with the text of a team's process, and the name of the one that serves as long as something is. */
  check(text: string): { readonly problems: readonly ProcessProblem[]; readonly serving: string } {
    return { problems: readProcess(text, this.#extensible).problems, serving: this.#servingFor(text).process.name };
  }

  /** Absent where no built-in process has that name. */
  builtIn(name: string): Process | undefined {
    const text = Object.hasOwn(BUILT_IN, name) ? BUILT_IN[name] : undefined;
    const known = this.#builtIn.get(name);
    if (text === undefined || known) {
      return known;
    }
    const { process, problems } = readProcess(text, this.#extensible);
    if (!process) {
      throw new Refusal(`The process “${name}” cannot be read: line ${problems[0]?.line}: ${problems[0]?.message}`);
    }
    this.#builtIn.set(name, process);
    return process;
  }

  /** A team's own process for the record at `path`; absent where there is none, and where the folder is not trusted. */
  #team(path: string): TeamProcess | undefined {
    return teamFile(path, 'process.yaml', this.#teams, (text) => this.#servingFor(text));
  }

  #servingFor(text: string): TeamProcess {
    const { process } = readProcess(text, this.#extensible);
    const { name, base } = namesOf(text);
    const serving = process ?? this.builtIn(base ?? 'default') ?? this.builtIn('default')!;
    return { name: process?.name ?? name ?? serving.name, process: serving };
  }
}

/** From the nearest folder that has the file; read again only when it has changed. */
function teamFile<Value extends object>(
  path: string,
  name: string,
  known: Map<string, Value & { readonly stamp: string }>,
  make: (text: string) => Value,
): Value | undefined {
  if (!workspace.isTrusted) {
    return undefined;
  }
  for (const root of teamRoots(path)) {
    const file = findTeamFile(root, name);
    const seen = file && known.get(file.path);
    if (file && seen?.stamp === file.stamp) {
      return seen;
    }
    const text = file && readTeamFile(file);
    if (text !== undefined) {
      const value = { ...make(text), stamp: file!.stamp };
      known.set(file!.path, value);
      return value;
    }
  }
  return undefined;
}
