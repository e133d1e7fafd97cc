/**
 * Repairs lines that look like an entry but have a typo: a blank instead of the `T`, no `@`, no colon, a kind in lower case.
 * Looks at one line; a line with two possible meanings is left alone.
 */

import { ALMOST_INSTANT, instantReadings, type Reading } from '../time/almostInstant';
import { BOX } from '../text/box';
import { tidyHead } from '../timeline/entryHead';
import type { FixFrame } from '../text/quickFix';

/** A line as it was probably meant. */
export interface RepairedLine {
  readonly line: string;
  /** Its head, for people: `2026-11-20T15:02:00Z @dana MILESTONE declared:`. */
  readonly head: string;
  /** See `Reading`. */
  readonly meaning?: string;
}

const LINE = new RegExp(String.raw`^[-*+][ \t]+(?:${BOX}[ \t]+)?(${ALMOST_INSTANT})[,:]?[ \t]+(\S.*)$`, 'i');
const PERSON = /^(@?)([^\s@:,]+)[:,]?(?:[ \t]+(\S.*))?$/;
/** Kinds whose qualifier is one word in practice; those of the others have none. */
const QUALIFIED: ReadonlySet<string> = new Set(['MILESTONE', 'UPDATE', 'ROLE', 'SEVERITY', 'HYPOTHESIS', 'QUEST']);
const BARE: ReadonlySet<string> = new Set(['TL', 'TODO', 'CHECK']);

/** Returns what the line can mean as an entry, one for each reading of its time; none if that would be a guess. */
export function repairedLines(line: string, frame: FixFrame): RepairedLine[] {
  const [, box, time, rest = ''] = LINE.exec(line) ?? [];
  const [, at, author, words = ''] = PERSON.exec(rest) ?? [];
  if (time === undefined || author === undefined || isKind(author.toUpperCase())) {
    return [];
  }
  const said = saidWords(words) ?? (at === '@' && words !== '' ? `TL: ${words}` : undefined);
  if (said === undefined) {
    return [];
  }
  return instantReadings(time, frame).flatMap(({ written, meaning }: Reading): RepairedLine[] => {
    const whole = `- ${box === undefined ? '' : `[${box}] `}${written} @${author} ${said}`;
    const tidied = tidyHead(whole);
    return tidied
      ? [
          {
            line: tidied.tidy + whole.slice(tidied.head.length),
            head: tidied.tidy.replace(/^- (?:\[.\] )?/, ''),
            ...(meaning !== undefined && { meaning }),
          },
        ]
      : [];
  });
}

function isKind(word: string): boolean {
  return QUALIFIED.has(word) || BARE.has(word);
}

/** `milestone declared: x`, `TL:x` and `TL x` in the form of the grammar; undefined if no kind comes first. */
function saidWords(words: string): string | undefined {
  const [, typed, qualifier, text = ''] = /^([A-Za-z]+)(?:[ \t]+([^\s:][^:]*?))?[ \t]*:[ \t]*(.*)$/.exec(words) ?? [];
  const kind = typed?.toUpperCase() ?? '';
  const oneWord = qualifier === undefined || !/\s/.test(qualifier);
  if (typed === kind || (isKind(kind) && (qualifier === undefined || (QUALIFIED.has(kind) && oneWord)))) {
    return typed === undefined ? undefined : spoken(kind, qualifier, text);
  }
  // No colon: only a kind in capitals is one.
  const [, capital = '', rest = ''] = /^([A-Z]+)(?:[ \t]+(.*))?$/.exec(words) ?? [];
  if (BARE.has(capital)) {
    return spoken(capital, undefined, rest);
  }
  const [, first, more = ''] = /^(\S+)(?:[ \t]+(.*))?$/.exec(rest) ?? [];
  return QUALIFIED.has(capital) && first !== undefined && !first.includes(':')
    ? spoken(capital, first, more)
    : undefined;
}

function spoken(kind: string, qualifier: string | undefined, text: string): string {
  return `${kind}${qualifier === undefined ? '' : ` ${qualifier}`}:${text === '' ? '' : ` ${text}`}`;
}
