/**
 * Why git refused, as a closed set of codes with a sentence for each. Knows the words of git's standard error
 * (in the C locale); not which command printed them.
 */
import { Refusal } from '../../core/text/refusal';
import { redactCredentials } from './credentials';

export type GitFailureCode =
  | 'notARepository'
  | 'dubiousOwnership'
  | 'indexLocked'
  | 'refInTheWay'
  | 'refMoved'
  | 'noIdentity'
  | 'hookRefused'
  | 'signingFailed'
  | 'readOnly'
  | 'diskFull'
  | 'gitMissing'
  | 'timedOut'
  | 'aroundHome'
  | 'tooOld'
  | 'unknown';

const SENTENCES: Readonly<Record<GitFailureCode, string>> = {
  notARepository: 'the folder is not in a git repository',
  dubiousOwnership: 'git refuses a repository that belongs to somebody else (safe.directory)',
  indexLocked: "git's index is locked by another process",
  refInTheWay: 'another branch is in the way',
  refMoved: 'the branch was moved by somebody else at the same time',
  noIdentity: 'git has no user.name and user.email',
  hookRefused: 'a commit hook refused the commit',
  signingFailed: 'the commit could not be signed',
  readOnly: 'the repository cannot be written to',
  diskFull: 'the disk is full',
  gitMissing: 'git is not installed or not on the PATH',
  timedOut: 'git did not answer in time',
  aroundHome: "the repository around it contains your home folder, so it isn't used",
  tooOld: 'git is too old: version 2.30 or newer is needed',
  unknown: 'git refused',
};

/** A git command that did not succeed. Its message fits the status bar: no capital, no full stop. */
export class GitFailure extends Refusal {
  readonly code: GitFailureCode;
  /** What git printed, credentials redacted; empty where it printed nothing. */
  readonly detail: string;

  constructor(code: GitFailureCode, detail: string) {
    super(code === 'refInTheWay' ? (refInTheWay(detail) ?? SENTENCES[code]) : SENTENCES[code]);
    this.code = code;
    this.detail = redactCredentials(detail.trim());
  }
}

// The first that matches decides, so the more specific stand first.
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

/** The code that this standard error means; `unknown` where no pattern knows it. */
export function readFailureCode(stderr: string): GitFailureCode {
  return PATTERNS.find(([pattern]) => pattern.test(stderr))?.[1] ?? 'unknown';
}

/** What git says of a branch whose name is a folder in another's: `'refs/heads/a' exists; cannot create 'refs/heads/a/b'`. */
export function refInTheWay(output: string): string | undefined {
  const [, there, wanted] = /'refs\/([^'\n]+)' exists; cannot create 'refs\/([^'\n]+)'/.exec(output) ?? [];
  if (there === undefined || wanted === undefined) {
    return undefined;
  }
  const [found, branch] = [there, wanted].map((ref) => ref.replace(/^heads\//, ''));
  return `the branch ${found} is in the way of ${branch}: rename or delete it`;
}
