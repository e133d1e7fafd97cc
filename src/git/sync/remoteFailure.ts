/** Why a fetch or push failed, as a closed set of codes, recognized from the output of git, ssh, curl, and the usual hosts. */
import { reasonOf, type Reason } from '../../core/text/reason';
import { Refusal } from '../../core/text/refusal';
import { branchesInTheWay, type GitFailure } from '../process/gitFailure';
import { REMOTE_FAILURES } from '../process/sentences';

export type RemoteFailureCode = keyof typeof REMOTE_FAILURES;

/** A fetch or push that didn't succeed. */
export class RemoteFailure extends Refusal {
  declare readonly reason: Reason<RemoteFailureCode>;
  /** All that git and the remote printed, credentials redacted: for the log. */
  readonly detail: string;
  /** The remote's own words, such as those of a hook that declined, on one line; absent if it said nothing. */
  readonly said?: string;

  constructor({ code: gitCode, detail }: GitFailure) {
    const code = GIT_CODES[gitCode] ?? readRemoteFailureCode(detail);
    super(
      code === 'refInTheWay'
        ? reasonOf(REMOTE_FAILURES, code, branchesInTheWay(detail))
        : reasonOf(REMOTE_FAILURES, code),
    );
    this.detail = detail;
    const said = readRemoteWords(detail);
    if (said !== undefined) {
      this.said = said;
    }
  }

  override get code(): RemoteFailureCode {
    return this.reason.code;
  }
}

/** What holds wherever git runs. */
const GIT_CODES: Partial<Readonly<Record<GitFailure['code'], RemoteFailureCode>>> = {
  timedOut: 'timedOut',
  gitMissing: 'gitMissing',
};

// The first that matches decides, so the more specific are first: a host that hides a private repository says
// "not found", a hook's own words may hold anything.
const PATTERNS: readonly (readonly [RegExp, RemoteFailureCode])[] = [
  [/^error: [^\n]*No space left on device|^fatal: [^\n]*(No space left on device|Disk quota exceeded)/m, 'diskFull'],
  [
    /GH006|GH013|protected branch|branch is protected|branch restriction|Repository rule violations/i,
    'protectedBranch',
  ],
  [/'refs\/[^'\n]+' exists; cannot create|directory file conflict/, 'refInTheWay'],
  [
    /^!?\s*\S*\s*\[rejected\]|\((fetch first|non-fast-forward|stale info)\)|incorrect old value|cannot lock ref/m,
    'behind',
  ],
  [/\[remote rejected\]|pre-receive hook declined|hook declined/, 'declined'],
  [/Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED/, 'hostKey'],
  [/certificate|SSL_ERROR|SSL routines|server verification failed/i, 'certificate'],
  [
    /Could not resolve (host|proxy)|Temporary failure in name resolution|Name or service not known|nodename nor servname|No address associated|Network is unreachable|No route to host|Connection refused|Connection timed out|Operation timed out|Connection reset|Failed to connect|Couldn't connect|Connection closed by|kex_exchange_identification|unable to look up|Network is down|Could not connect|Operation too slow|early EOF|transfer closed|unexpected disconnect|(Recv|Send) failure|hung up unexpectedly|Empty reply from server|RPC failed|error: 5\d\d/i,
    'offline',
  ],
  [
    /Authentication failed|terminal prompts disabled|could not read (Username|Password)|Permission denied \(|Invalid username or|access denied|error: 40[13]|HTTP Basic: Access denied|Too many authentication failures|Permission to \S+ denied/i,
    'authentication',
  ],
  [
    /not found|does not appear to be a git repository|does not exist|Repository unavailable|No such (file|repository)/i,
    'noRepository',
  ],
  [/transport '[^']*' not allowed|Unable to find remote helper|not a remote:/, 'forbiddenProtocol'],
  [/Read-only file system|Permission denied|insufficient permission/, 'readOnly'],
  // Nothing else was said by git, so a hook on this machine has spoken.
  [/^error: failed to push some refs/m, 'hookRefused'],
];

/**
 * Returns the code that this output means; `unknown` where no pattern knows it.
 * @internal Exported for its test.
 */
export function readRemoteFailureCode(output: string): RemoteFailureCode {
  return PATTERNS.find(([pattern]) => pattern.test(output))?.[1] ?? 'unknown';
}

/** Returns what the remote itself said, without git's frame, decoration and advice about pull requests. */
function readRemoteWords(output: string): string | undefined {
  const words = [...output.matchAll(/^remote:[ \t]?(.*)$/gm)]
    .map(([, line = '']) => line.trim())
    .filter((line) => /\p{L}/u.test(line))
    .join(' ');
  return words === '' ? undefined : words.slice(0, 300);
}

/** Whether the remote has no branch of this name: no failure, it's the first push that makes it. */
export const isMissingBranch = (output: string): boolean => /couldn't find remote ref/i.test(output);
