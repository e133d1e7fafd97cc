/**
 * Commands of git that talk to a remote, as named functions like those in `git.ts`. Each refspec is explicit; nothing is
 * forced, and no tag, submodule, or other branch is included. Each throws a `GitFailure` with everything that git and the
 * remote said.
 */
import { checkedObject, checkedRef, lines, type Configuration } from './git';
import { GitFailure } from '../process/gitFailure';
import type { Place } from '../process/gitProcess';
import { runGit } from '../process/runGit';

/** How long a remote may take until it has given its list of refs, in milliseconds. */
export const LIST_LIMIT = 30_000;
/** How long a transfer may take after that, silent or not, in milliseconds. */
export const TRANSFER_LIMIT = 600_000;

/** Returns the remote as given: a configured name, a URL or a path; throws where it could be taken for an option. */
function checkedRemote(remote: string): string {
  if (remote === '' || remote.startsWith('-') || /[\0\n]/.test(remote)) {
    throw new GitFailure('unknown', `not a remote: ${remote}`);
  }
  return remote;
}

/** An ssh that asks nothing, where the person has configured none. */
function howToReach(configuration: Configuration): { ssh?: string } {
  const own = configuration.has('core.sshcommand') || configuration.has('ssh.variant');
  return own ? {} : { ssh: 'ssh -o BatchMode=yes -o ConnectTimeout=20' };
}

/** Returns the commit that the remote's branch is at, by the remote's list of refs; undefined if it has no such branch. */
export async function readTip(
  place: Place,
  remote: string,
  { branch, limit, configuration }: { branch: string; limit: number; configuration: Configuration },
): Promise<string | undefined> {
  const ref = checkedRef(`refs/heads/${branch}`);
  const command = ['ls-remote', '--', checkedRemote(remote), ref];
  const printed = await runGit(place, command, { remote: howToReach(configuration), limit });
  // A pattern matches the end of a name, too.
  const found = lines(printed.stdout).map((line) => line.split('\t'));
  const tip = found.find(([, name]) => name === ref)?.[0];
  return tip === undefined ? undefined : checkedObject(tip);
}

/** Brings the remote's branch into a ref of the extension's own, wherever that was; nothing else in the repository changes. */
export async function fetchRef(
  place: Place,
  remote: string,
  { branch, into, limit, configuration }: { branch: string; into: string; limit: number; configuration: Configuration },
): Promise<void> {
  const alone = [
    '--no-tags',
    '--no-write-fetch-head',
    '--no-recurse-submodules',
    '--no-auto-maintenance',
    '--no-write-commit-graph',
    '--no-prune',
    '--no-show-forced-updates',
    // The branch whole, whatever else the person left on the remote.
    '--no-filter',
    // Without it the branches in refs/remotes move too.
    '--refmap=',
    '--no-progress',
  ];
  const refspec = `+${checkedRef(`refs/heads/${branch}`)}:${checkedRef(into)}`;
  const command = ['fetch', ...alone, '--', checkedRemote(remote), refspec];
  await runGit(place, command, { writes: true, remote: { ...howToReach(configuration), silence: limit }, limit });
}

/** Pushes one commit as the remote's branch, which must be able to go forward to it. */
export async function pushRef(
  place: Place,
  remote: string,
  {
    commit,
    branch,
    limit,
    configuration,
  }: { commit: string; branch: string; limit: number; configuration: Configuration },
): Promise<void> {
  const alone = ['--porcelain', '--no-progress', '--no-follow-tags', '--recurse-submodules=no', '--no-signed'];
  const hooks = place.hooks === 'skip' ? '--no-verify' : '--verify';
  const refspec = `${checkedObject(commit)}:${checkedRef(`refs/heads/${branch}`)}`;
  const command = ['push', ...alone, hooks, '--', checkedRemote(remote), refspec];
  await runGit(place, command, { writes: true, remote: { ...howToReach(configuration), silence: limit }, limit });
}
