/**
 * Why git failed, as a closed set of codes, recognized from git's standard error (in the C locale), whatever the command was.
 */
import { reasonOf, type Reason } from '../../core/text/reason';
import { Refusal } from '../../core/text/refusal';
import { redactCredentials } from './credentials';
import { GIT_FAILURES, type BranchInTheWay } from './sentences';

export type GitFailureCode = keyof typeof GIT_FAILURES;

/** A git command that didn't succeed. */
export class GitFailure extends Refusal {
  declare readonly reason: Reason<GitFailureCode>;
  /** What git printed, credentials redacted; empty if it printed nothing. */
  readonly detail: string;

  constructor(code: GitFailureCode, detail: string) {
    super(reasonFor(code, detail));
    this.detail = redactCredentials(detail.trim());
  }

  override get code(): GitFailureCode {
    return this.reason.code;
  }
}

// The first that matches decides, so the more specific are first.
const PATTERNS: readonly (readonly [RegExp, GitFailureCode])[] = [
  [/spawn .* ENOENT/, 'gitMissing'],
  [/No space left on device|Disk quota exceeded/, 'diskFull'],
  [/detected dubious ownership/, 'dubiousOwnership'],
  [/not a git repository|must be run in a work tree|cannot use bare repository|cannot change to/, 'notARepository'],
  [/Please tell me who you are|empty ident name|auto-detection is disabled|unable to auto-detect email/, 'noIdentity'],
  [
    /gpg failed to sign|failed to sign the data|gpg\.ssh|user\.signingkey|failed to write commit object/,
    'signingFailed',
  ],
  [/Unable to create '[^\n]*index\.lock': File exists/, 'indexLocked'],
  [/Read-only file system|Permission denied|insufficient permission/, 'readOnly'],
  [/'refs\/[^'\n]+' exists; cannot create|unable to create directory for [^\n]*refs\//, 'refInTheWay'],
  [/^(?:error|fatal): (?:unknown|unrecognized) (?:option|switch|argument)|^usage: git /m, 'tooOld'],
  [
    /but expected|reference already exists|Unable to create '[^\n]*\.lock': File exists|cannot lock ref|unable to write new_index/,
    'refMoved',
  ],
];

/** Returns the code that this standard error means; `unknown` where no pattern knows it. */
export function readFailureCode(stderr: string): GitFailureCode {
  return PATTERNS.find(([pattern]) => pattern.test(stderr))?.[1] ?? 'unknown';
}

/** Returns what git says of a branch whose name is a folder in another's: `'refs/heads/a' exists; cannot create 'refs/heads/a/b'`. */
export function branchesInTheWay(output: string): BranchInTheWay | undefined {
  const [, there, wanted] = /'refs\/([^'\n]+)' exists; cannot create 'refs\/([^'\n]+)'/.exec(output) ?? [];
  if (there === undefined || wanted === undefined) {
    return undefined;
  }
  const short = (ref: string): string => ref.replace(/^heads\//, '');
  return { found: short(there), wanted: short(wanted) };
}

/** Returns the command that git wants for a repository of another user, as git names its folder; undefined if it names none. */
function trustCommand(output: string): string | undefined {
  return /git config --global --add safe\.directory [^\n]+/.exec(output)?.[0].trim();
}

/** Returns the reason, with what git's words tell of it. */
function reasonFor(code: GitFailureCode, output: string): Reason<GitFailureCode> {
  switch (code) {
    case 'refInTheWay':
      return reasonOf(GIT_FAILURES, code, branchesInTheWay(output));
    case 'dubiousOwnership':
      return reasonOf(GIT_FAILURES, code, { command: trustCommand(output) });
    default:
      return reasonOf(GIT_FAILURES, code);
  }
}
