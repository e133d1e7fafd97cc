/**
 * Runs one git process: its environment, configuration, time limit, and failure. `runGit.ts` starts it, for `git.ts` and the
 * files like it only, so the list of commands stays closed. Commands that start other programs (hooks, signing, transports)
 * run as a process group that can be stopped as a whole, which simple-git can't do; everything else runs through simple-git.
 */
import { simpleGit } from 'simple-git';
import { GitFailure, readFailureCode } from './gitFailure';
import { runGroup } from './processGroup';

/** Where a command runs. */
export interface Place {
  /** An existing folder, absolute. */
  readonly root: string;
  /** The git to run; `git` from the PATH when absent. Never from a repository's own settings. */
  readonly executable?: string;
  /** `skip`: none of the repository's hooks runs, by whatever command: the branch is the tool's own. */
  readonly hooks?: 'skip';
}

/** How a command runs. */
export interface Run {
  /** Bytes for standard input. Never empty: simple-git leaves the pipe open for nothing, and git would wait for ever. */
  readonly input?: Buffer;
  /** The command may take the index lock; others are told that no lock is worth it. */
  readonly writes?: boolean;
  /** The person's own programs run inside (hooks, signing): their language, and pathspecs are left alone. */
  readonly runsPrograms?: boolean;
  /**
   * The command talks to a remote, by the ways and with the credentials that the person has set up, and never asks for any.
   * `ssh` is the command for it where the person has none of their own; `silence` is how long the remote may say nothing, in
   * milliseconds, 30 s where absent.
   */
  readonly remote?: { readonly ssh?: string; readonly silence?: number };
  /** The command takes paths as they are and knows nothing of `--literal-pathspecs`. */
  readonly plainPaths?: boolean;
  /** An index file of the tool's own instead of the person's, absolute. */
  readonly index?: string;
  /** Milliseconds. */
  readonly limit?: number;
}

/** What a successful command printed. */
export interface Printed {
  readonly stdout: Buffer;
  readonly stderr: string;
}

/**
 * Given to each call by `-c`, which simple-git blocks unless its `unsafe` option names the category. These are
 * constants that switch something off, which is what the categories are named for and why they are safe to allow.
 */
const CONFIGURATION = [
  'core.fsmonitor=false',
  'core.editor=:',
  'core.quotePath=false',
  // It would refuse a record whose line endings git changes, which is what the person set.
  'core.safecrlf=false',
  'protocol.ext.allow=never',
  'safe.bareRepository=explicit',
  'user.useConfigOnly=true',
  'advice.detachedHead=false',
  'gc.auto=0',
];
const UNSAFE = {
  allowUnsafeFsMonitor: true,
  allowUnsafeEditor: true,
  allowUnsafeProtocolOverride: true,
  // Only for the path of the person's own configuration, see `kept`.
  allowUnsafeConfigPaths: true,
  // The executable is a setting of machine scope, and `C:\Program Files` has a space.
  allowUnsafeCustomBinary: true,
  allowUnsafeHooksPath: true,
  // The extension's own, which `mergeDriver.ts` registers when the person asks for it.
  allowUnsafeMergeDriver: true,
};
const WITHOUT_HOOKS = 'core.hooksPath=/dev/null';
/** A remote that has fallen silent is let go even if nobody is left to end git; helpers with windows open none. */
const CONFIGURATION_FOR_REMOTES = ({ silence = 30_000 }: NonNullable<Run['remote']>): string[] => [
  'http.lowSpeedLimit=1',
  `http.lowSpeedTime=${Math.ceil(silence / 1000)}`,
  'credential.interactive=false',
];

/** Who the person is and where their own configuration is; every other inherited GIT_* is dropped. */
const KEPT = [
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_SYSTEM',
  'GIT_CONFIG_NOSYSTEM',
  'GIT_AUTHOR_NAME',
  'GIT_AUTHOR_EMAIL',
  'GIT_COMMITTER_NAME',
  'GIT_COMMITTER_EMAIL',
];
const DROPPED = /^(GIT_.*|EDITOR|VISUAL|PAGER|SSH_ASKPASS|PREFIX)$/i;

/** How the person gets to remotes. */
const KEPT_FOR_REMOTES = /^GIT_(SSH|SSL|PROXY|HTTP_PROXY)/;

function environment(run: Run): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    const wanted = KEPT.includes(name) || !DROPPED.test(name) || (run.remote && KEPT_FOR_REMOTES.test(name));
    if (value !== undefined && wanted) {
      result[name] = value;
    }
  }
  if (run.remote) {
    // Set and empty: whatever the configuration names isn't asked either.
    Object.assign(result, { GIT_ASKPASS: '', SSH_ASKPASS: '', SSH_ASKPASS_REQUIRE: 'never', GCM_INTERACTIVE: 'never' });
    const ownSsh = result['GIT_SSH_COMMAND'] ?? result['GIT_SSH'];
    if (ownSsh === undefined && run.remote.ssh !== undefined) {
      result['GIT_SSH_COMMAND'] = run.remote.ssh;
    }
  }
  if (run.runsPrograms || run.remote) {
    // Hooks need their encoding; only git's own messages must be in English.
    const encoding = result['LC_ALL'] ?? result['LC_CTYPE'] ?? result['LANG'];
    delete result['LC_ALL'];
    delete result['LANGUAGE'];
    if (encoding !== undefined) {
      result['LC_CTYPE'] = encoding;
    }
    result['LC_MESSAGES'] = 'C';
  } else {
    result['LC_ALL'] = 'C';
  }
  result['GIT_TERMINAL_PROMPT'] = '0';
  result['GIT_NO_REPLACE_OBJECTS'] = '1';
  // A partial clone would fetch what it lacks: nothing talks to a remote unless that is the command's purpose.
  result['GIT_ALLOW_PROTOCOL'] = run.remote || run.runsPrograms ? 'file:git:http:https:ssh' : 'none';
  if (!run.writes) {
    result['GIT_OPTIONAL_LOCKS'] = '0';
  }
  if (run.index !== undefined) {
    result['GIT_INDEX_FILE'] = run.index;
  }
  return result;
}

/**
 * Runs one command to its end.
 * @throws GitFailure on any exit code but 0 and when the limit is over.
 */
export async function runHere(place: Place, command: readonly string[], how: Run = {}): Promise<Printed> {
  return how.remote || how.runsPrograms ? runInGroup(place, command, how) : runAlone(place, command, how);
}

async function runInGroup(place: Place, command: readonly string[], how: Run): Promise<Printed> {
  const limit = how.limit ?? 30_000;
  const settings = [
    ...CONFIGURATION,
    ...(how.remote ? CONFIGURATION_FOR_REMOTES(how.remote) : []),
    ...(place.hooks === 'skip' ? [WITHOUT_HOOKS] : []),
  ];
  const { exit, late, stdout, stderr } = await runGroup(
    place.executable ?? 'git',
    [...settings.flatMap((setting) => ['-c', setting]), '--no-pager', ...command],
    { folder: place.root, environment: environment(how), limit, ...(how.input ? { input: how.input } : {}) },
  );
  const said = stderr.toString('utf8');
  if (late) {
    throw lateFailure(command, limit, said);
  }
  if (exit === 0) {
    return { stdout, stderr: said };
  }
  // A push tells on standard output what became of each branch.
  const all = [said, stdout.toString('utf8')].join('\n').trim() || `git ended with ${exit ?? 'a signal'}`;
  throw new GitFailure(readFailureCode(all), all);
}

const lateFailure = (command: readonly string[], limit: number, said: string): GitFailure =>
  new GitFailure('timedOut', `git ${command[0] ?? ''} took more than ${limit / 1000} s\n${said}`);

/**
 * How long after git's end its output may still come, in ms. simple-git's own 50 ms are too few on a busy machine: output was
 * cut off, and a failure lost its reason.
 */
const LAST_WORDS = 5_000;

/** By a new simple-git each time: input, outcome and failure are this call's alone. */
async function runAlone(place: Place, command: readonly string[], how: Run): Promise<Printed> {
  const limit = how.limit ?? 30_000;
  const abort = new AbortController();
  let printed: Printed = { stdout: Buffer.alloc(0), stderr: '' };
  let exit: number | null = null;
  const input = how.input;
  const running = async (): Promise<void> => {
    const git = simpleGit({
      baseDir: place.root,
      ...(place.executable === undefined ? {} : { binary: place.executable }),
      abort: abort.signal,
      completion: { onExit: LAST_WORDS },
      config: place.hooks === 'skip' ? [...CONFIGURATION, WITHOUT_HOOKS] : CONFIGURATION,
      unsafe: UNSAFE,
      allowEnvironment: [
        ...KEPT,
        'GIT_TERMINAL_PROMPT',
        'GIT_NO_REPLACE_OBJECTS',
        'GIT_ALLOW_PROTOCOL',
        'GIT_OPTIONAL_LOCKS',
        'GIT_INDEX_FILE',
      ],
      ...(input === undefined ? {} : { input: () => input }),
      // simple-git calls a failure without a word on standard error a success; here the exit code alone decides.
      errors: (_error, result) => {
        printed = { stdout: Buffer.concat(result.stdOut), stderr: Buffer.concat(result.stdErr).toString('utf8') };
        exit = result.exitCode;
        return exit === 0 ? undefined : new Error('exit');
      },
    });
    await git.env(environment(how)).raw([...(how.plainPaths ? [] : ['--literal-pathspecs']), '--no-pager', ...command]);
  };
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      abort.abort();
      reject(lateFailure(command, limit, printed.stderr));
    }, limit);
  });
  try {
    await Promise.race([running(), late]);
  } catch (error) {
    if (error instanceof GitFailure) {
      throw error;
    }
    const said = printed.stderr || (exit === null || exit === 0 ? String(error) : printed.stdout.toString('utf8'));
    throw new GitFailure(readFailureCode(said), said);
  } finally {
    clearTimeout(timer);
  }
  return printed;
}
