/** What a reader noticed in a person's text, with its place. Core never throws on such text: it returns findings. */

export type FindingCode =
  // front matter
  | 'noFrontMatter'
  | 'strayText'
  | 'badFence'
  | 'badYaml'
  | 'hiddenValue'
  | 'tooLarge'
  | 'missingField'
  | 'badField'
  | 'unknownStatus'
  | 'unknownSeverity'
  | 'unknownProcess'
  | 'differsFromTimeline'
  // timeline
  | 'noTimeline'
  | 'unclosedFence'
  | 'badInstant'
  | 'badEntry'
  | 'noOffset'
  | 'outOfOrder'
  | 'bareTime'
  | 'endsTimeline'
  | 'style'
  // prose
  | 'doubledHeading'
  // merge: an entry, a field or lines that two people changed differently; a thing that one took away and the other changed
  | 'entryChangedTwice'
  | 'fieldChangedTwice'
  | 'linesChangedTwice'
  | 'removedAndChanged'
  | 'conflictMarkers'
  // template
  | 'badTemplate'
  | 'unknownPlaceholder';

/** A finding; `start` and `end` are offsets in UTF-16 code units into the text that was read. */
export interface Finding {
  readonly code: FindingCode;
  /** One sentence for the person who reads the record. */
  readonly message: string;
  readonly start: number;
  readonly end: number;
  /** The path of the field that it is about, in the front matter: `['milestones', 'declared']`. */
  readonly field?: readonly string[];
}
