/** Looks for secrets in what is about to be committed. A person decides what to do about one. */
import { createHash } from 'node:crypto';

export interface Secret {
  /** Offsets in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  /** After "looks like a": `GitHub token`, `private key`. */
  readonly what: string;
  /** Tells it from other secrets, and doesn't tell what it is. */
  readonly fingerprint: string;
}

/** Nobody types more; a file of this size isn't a note. 5 MB. */
const LONGEST = 5_000_000;

/** In the order of their places; none overlaps another. A text that isn't a text, such as a picture, has none. */
export async function findSecrets(text: string): Promise<Secret[]> {
  if (text.length > LONGEST || text.slice(0, 8000).includes('\0')) {
    return [];
  }
  const { matchRules } = await import('./secretRules');
  const secrets: Secret[] = [];
  for (const { start, end, what } of (await matchRules(text)).sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (start >= (secrets.at(-1)?.end ?? 0)) {
      const fingerprint = createHash('sha256').update(text.slice(start, end)).digest('hex');
      secrets.push({ start, end, what, fingerprint });
    }
  }
  return secrets;
}

/** No secret without a sign of `SIGNS` is shorter. */
const LONG_WORD = 20;
/** Next to `:` and `=`, which most forms of secrets have; in one pattern, as many lines are looked through. */
const SIGNS =
  /-[upUP-]|[ \t]-[awS][ \t]|[pP][aA][sS]{2}[wWpP]|\uff1a|xox|xapp-|ghs_|[bB][eE][aA][rR][eE][rR]|[lL][oO][gG][iI][nN]/;

/** False where no rule can find a secret in the text: quick, as nearly all that people say has none. */
export function mayHoldSecret(text: string): boolean {
  return text.includes(':') || text.includes('=') || hasLongWord(text) || SIGNS.test(text);
}

function hasLongWord(text: string): boolean {
  let start = 0;
  while (start + LONG_WORD <= text.length) {
    let at = start + LONG_WORD - 1;
    while (at >= start && !isWhite(text.charCodeAt(at))) {
      at -= 1;
    }
    if (at < start) {
      return true;
    }
    start = at + 1;
  }
  return false;
}

/** Of other white space a long word may be made: it's looked through then. */
function isWhite(unit: number): boolean {
  return unit === 32 || (unit >= 9 && unit <= 13);
}
