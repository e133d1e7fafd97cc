/** A finished outage that is played in a drill, entry by entry: what colleagues logged back then. Knows no times. */
import type { NewEntry } from '../entries/newEntry';

export interface PlayedEntry extends NewEntry {
  /** A handle without `@`. */
  readonly author: string;
}

/** Says that it's a drill, wherever the incident's title is shown; its id has the word, too. */
export const PRACTICE_TITLE = 'Drill: Logging in is broken for all users';
export const PRACTICE_SEVERITY = 'SEV-2';
/** Who declares it; a handle without `@`. */
export const PRACTICE_AUTHOR = 'dana';

/** What comes after the declaration, in order. */
export const PRACTICE_ENTRIES: readonly PlayedEntry[] = [
  {
    author: 'emily',
    kind: 'TL',
    text: 'Successful logins dropped from 40/s to zero, on web and in the app',
  },
  { author: 'dana', kind: 'SEVERITY', qualifier: 'SEV-1', text: 'was SEV-2, no one can log in' },
  { author: 'emily', kind: 'TL', text: 'Our requests to the identity provider started failing in the same minute' },
  {
    author: 'emily',
    kind: 'HYPOTHESIS',
    qualifier: 'open',
    text: "the identity provider is down, and it's a single point of failure for logins",
  },
  {
    author: 'jo',
    kind: 'TL',
    text: "The identity provider is up. It's rejecting our requests because they aren't signed",
  },
  {
    author: 'emily',
    kind: 'HYPOTHESIS',
    qualifier: 'refuted',
    text: "the identity provider is down, and it's a single point of failure for logins",
  },
  {
    author: 'kim',
    kind: 'TL',
    text: "Asked what changed recently. auth-api 2.31 went out three minutes before logins failed; we'd only checked the web and app deploys",
  },
  { author: 'kim', kind: 'MILESTONE', qualifier: 'identified?', text: 'the deploy of auth-api' },
  {
    author: 'dana',
    kind: 'MILESTONE',
    qualifier: 'identified',
    text: 'since that deploy, auth-api has had no signing key in production, so the identity provider rejects every request',
  },
  {
    author: 'dana',
    kind: 'TL',
    text: "Decision: set the key manually instead of rolling back. 2.31 migrated the sessions table, and 2.30 can't read it",
  },
  { author: 'emily', kind: 'TL', text: 'Key is set on one of six hosts, and logins that hit it succeed' },
  {
    author: 'dana',
    kind: 'MILESTONE',
    qualifier: 'mitigated',
    text: 'the signing key is set manually on all six hosts, and customers can log in again',
  },
  {
    author: 'lee',
    kind: 'TODO',
    text: 'Make auth-api fail at startup without a signing key (owner @emily)',
    ticked: false,
  },
  { author: 'emily', kind: 'TL', text: '2.32 is on all six hosts, and the manual key is gone' },
  {
    author: 'dana',
    kind: 'MILESTONE',
    qualifier: 'resolved',
    text: '2.32 has read the key from the vault for 30 minutes, and logins are back to normal',
  },
];
