/** The settings of a person or a team, and what the machine says about itself. */
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { Disposable, workspace, type Uri } from 'vscode';
import type { ShownEntries } from '../../core/timeline/importance';
import { configuredGit } from '../../git/process/executable';

export interface Settings {
  readonly branch: 'auto' | 'current' | 'own';
  /** Absolute path; absent if the setting is empty. */
  readonly home?: string;
  /** The folder of records inside a repository or an open folder. */
  readonly folder: string;
  /** As it was typed; absent if the setting is empty. */
  readonly handle?: string;
  readonly process: string;
  /** The form of a commit's subject, with `{subject}`; empty for the tool's own. */
  readonly commitSubject: string;
  /** Files larger than this are in no commit, in bytes. */
  readonly largest: number;
  /** Whether approved remotes are asked for new incidents while none is open. */
  readonly listens: boolean;
  /** Whether hints for writing are shown once an incident is mitigated. */
  readonly hints: boolean;
}

/** By scope: reading them takes the editor a good part of a millisecond, and an entry's way needs them several times. */
const known = new Map<string, Settings>();

/** Forgets them when one has changed. Call this before anything that then reads them. */
export function followSettings(): Disposable {
  const forget = (): void => known.clear();
  return Disposable.from(workspace.onDidChangeConfiguration(forget), workspace.onDidChangeWorkspaceFolders(forget));
}

export function readSettings(scope?: Uri): Settings {
  const key = String(scope);
  const settings = known.get(key) ?? readNow(scope);
  known.set(key, settings);
  return settings;
}

function readNow(scope: Uri | undefined): Settings {
  const settings = workspace.getConfiguration('incidentNotes', scope);
  const home = settings.get('home', '').trim();
  const handle = settings.get('handle', '').trim();
  return {
    branch: settings.get('branch', 'auto'),
    ...(home === '' ? {} : { home: home.replace(/^~(?=$|[\\/])/, homedir()) }),
    folder: settings.get('folder', 'incidents'),
    ...(handle === '' ? {} : { handle }),
    process: settings.get('process', 'default'),
    commitSubject: settings.get('commitSubject', ''),
    largest: settings.get('largestFile', 50) * 1_000_000,
    listens: settings.get('listen', true),
    hints: settings.get('hints', true),
  };
}

/** Returns what views, the preview, and a postmortem show of a timeline. */
export function shownEntries(scope?: Uri): ShownEntries {
  const settings = workspace.getConfiguration('incidentNotes', scope);
  const entries: unknown = settings.get('entries');
  return entries === 'important' ? entries : 'all';
}

/** Returns the git that the editor's own setting `git.path` names, where it is there; else the one on the PATH is meant. */
export function gitExecutable(): string | undefined {
  return configuredGit(workspace.getConfiguration('git').get('path'));
}

/** Where records live when no folder is open and no home is set. */
export function defaultHome(): string {
  return join(homedir(), 'incidents');
}

/** Returns the IANA name of this machine's time zone. */
export function localZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Returns the name under which this machine's system knows the person. */
export function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a number that has no name.
    return process.env['USER'] ?? process.env['USERNAME'] ?? 'responder';
  }
}
