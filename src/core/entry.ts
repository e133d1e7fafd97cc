/**
 * One entry of a timeline, and how it is written. Knows the grammar of the line and the rules for its text;
 * not where in a record it stands.
 */

/** `- [ ] 2026-11-20T15:25:10Z @lee TODO: alert when a load balancer has no listener` */
export interface Entry {
  /** Milliseconds since the epoch, UTC, whole seconds when the tool wrote it. */
  readonly instant: number;
  /** The handle without `@`, no white space: `lee`. */
  readonly author: string;
  /** Upper-case letters: `TL`, `MILESTONE`, `TODO`. */
  readonly kind: string;
  /** Between kind and colon, without `:` and line ends: `identified?`; empty where there is none. */
  readonly qualifier: string;
  /** Normalised markdown, lines joined by `\n`; see `normaliseText`. */
  readonly text: string;
  /** Whether the box is ticked; absent where the entry has no box. Not part of the entry's identity. */
  readonly ticked?: boolean;
}
