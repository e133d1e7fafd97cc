/**
 * The processes: the built-in ones, each read when it's first needed, and a team's own, checked before each command and every
 * few seconds. If a team's process can't be read, the one it extends is used.
 */
import { dirname } from 'node:path';
import { Uri, workspace } from 'vscode';
import { ownersOf, readOwnership, type Owner } from '../../core/process/ownership';
import {
  namesOf,
  readParsedProcess,
  readProcess,
  vocabularyOf,
  type ExtensibleProcesses,
  type Process,
  type ProcessProblem,
} from '../../core/process/process';
import type { StatusAfter } from '../../core/merge/fileMerge';
import { readRecord, type IncidentRecord, type Vocabulary } from '../../core/record/record';
import engineers2i2c from '../../processes/2i2c.yaml?json';
import defaultProcess from '../../processes/default.yaml?json';
import incidentManager from '../../processes/incident-manager.yaml?json';
import mnx from '../../processes/mnx.yaml?json';
import mozmeao from '../../processes/mozmeao.yaml?json';
import pagerduty from '../../processes/pagerduty.yaml?json';
import { TeamFiles, type TeamFile } from '../../store/teamFile';
import { teamRoots } from './recordFolders';
import { readSettings } from '../shell/settings';
import { refusal } from '../../core/text/refusal';
import { EDITOR_SENTENCES } from '../shell/sentences';

/** As JSON, which the build made: reading their YAML takes a third of a second of a window's first command. */
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
  readonly #files = new TeamFiles();
  /** What was made of a team's files: another version of one is another object. */
  readonly #teams = new WeakMap<TeamFile, TeamProcess>();
  readonly #owners = new WeakMap<TeamFile, readonly Owner[]>();

  /** Looks again at what teams' files say, which counts from then on; what they said when this was called is known then. */
  async look(): Promise<void> {
    return this.#files.look();
  }

  /** A team's own file of that name in a folder, as it was when it was last looked at. */
  fileIn(root: string, name: string): TeamFile | undefined {
    return this.#files.find(root, name);
  }

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

  /** The name of the process by which a new record at `path` is kept if nobody names one. */
  usual(path: string): string {
    return this.#team(path)?.name ?? readSettings(Uri.file(dirname(dirname(path)))).process;
  }

  /** Who owns what is broken, by the team's `ownership.yaml`; none if it says nothing of it. */
  ownersFor(path: string, what: Parameters<typeof ownersOf>[1]): Owner[] {
    return ownersOf(this.owners(path), what);
  }

  /** All owners in the team's `ownership.yaml`; none if there is none. */
  owners(path: string): readonly Owner[] {
    const file = this.#nearest(path, 'ownership.yaml');
    return file ? madeOnce(this.#owners, file, (text) => readOwnership(text).owners) : [];
  }

  /** A team's own file of that name nearest to the record at `path`; undefined if there is none, or it isn't trusted. */
  nearestFile(path: string, name: string): TeamFile | undefined {
    return this.#nearest(path, name);
  }

  /** What is wrong with the text of a team's process, and the name of the one that serves as long as something is. */
  check(text: string): { readonly problems: readonly ProcessProblem[]; readonly serving: string } {
    return { problems: readProcess(text, this.#extensible).problems, serving: this.#servingFor(text).process.name };
  }

  /** Absent if no built-in process has that name. */
  builtIn(name: string): Process | undefined {
    const json = Object.hasOwn(BUILT_IN, name) ? BUILT_IN[name] : undefined;
    const known = this.#builtIn.get(name);
    if (json === undefined || known) {
      return known;
    }
    const process = readParsedProcess(JSON.parse(json), this.#extensible);
    if (!process) {
      throw refusal(EDITOR_SENTENCES, 'processUnread', { name, line: undefined, said: undefined });
    }
    this.#builtIn.set(name, process);
    return process;
  }

  /** A team's own process for the record at `path`; absent if there is none, and where the folder isn't trusted. */
  #team(path: string): TeamProcess | undefined {
    const file = this.#nearest(path, 'process.yaml');
    return file && madeOnce(this.#teams, file, (text) => this.#servingFor(text));
  }

  /** From the nearest folder around the record at `path` that has the file; absent if the folder isn't trusted. */
  #nearest(path: string, name: string): TeamFile | undefined {
    for (const root of workspace.isTrusted ? teamRoots(path) : []) {
      const file = this.#files.find(root, name);
      if (file) {
        return file;
      }
    }
    return undefined;
  }

  #servingFor(text: string): TeamProcess {
    const { process } = readProcess(text, this.#extensible);
    const { name, base } = namesOf(text);
    const serving = process ?? this.builtIn(base ?? 'default') ?? this.builtIn('default')!;
    return { name: process?.name ?? name ?? serving.name, process: serving };
  }
}

function madeOnce<Value>(known: WeakMap<TeamFile, Value>, file: TeamFile, make: (text: string) => Value): Value {
  const value = known.get(file) ?? make(file.text);
  known.set(file, value);
  return value;
}
