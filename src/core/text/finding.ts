/**
 * What a reader noticed in a person's text, with its place, and the sentences for it. Core never throws on such text: it
 * returns findings.
 */

import type { Reason } from './reason';
import { FINDING_SENTENCES, type FindingCode } from './sentences';

/** A finding; `start` and `end` are offsets in UTF-16 code units into the text that was read. */
export interface Finding {
  readonly code: FindingCode;
  /** Which sentence of the table it is, and what the sentence says besides that. */
  readonly what: FindingName;
  readonly data: unknown;
  /** One sentence for the person who reads the record. */
  readonly message: string;
  readonly start: number;
  readonly end: number;
  /** The path of the field that it is about, in the front matter: `['milestones', 'declared']`. */
  readonly field?: readonly string[];
}

/** A finding without its place. */
export type Found = Omit<Finding, 'start' | 'end' | 'field'>;

/** `{ ...found('slipped'), start, end }` */
export function found<Name extends FindingName>(what: Name, ...[data]: GivenOf<Name>): Found {
  const [code, sentence] = FINDING_SENTENCES[what];
  return { code, what, data, message: (sentence as (data: unknown) => string)(data) };
}

/** Returns what a finding says, for whoever names its place in another way. */
export function reasonFor({ what, data, message }: Finding): Reason {
  return { code: what, data, whole: message, short: message };
}

type FindingData<Name extends FindingName> = Parameters<(typeof FINDING_SENTENCES)[Name][1]>[0];
type GivenOf<Name extends FindingName> = void extends FindingData<Name> ? [] : [data: FindingData<Name>];

type FindingName = keyof typeof FINDING_SENTENCES;
