/** Merges lines without knowing what they mean: only if no two people changed the same place. */

import { matchLines } from './lineMatch';
import type { Versions } from './versions';

/** Returns the lines with what both sides made of them; undefined if both changed a line, or put lines at one place. */
export function mergeLines({ base = '', one, other }: Versions<string>): string | undefined {
  const [lines, here, there] = [linesOf(base), linesOf(one), linesOf(other)];
  const [inOne, inOther] = [matchLines(lines, here), matchLines(lines, there)];
  const merged: string[] = [];
  let [fromOne, fromOther] = [0, 0];
  for (let at = 0; at <= lines.length; at++) {
    const [own, their] = at < lines.length ? [inOne[at]!, inOther[at]!] : [here.length, there.length];
    if (own < 0 && their < 0) {
      return undefined;
    }
    const fresh = here.slice(fromOne, Math.max(own, fromOne));
    const others = there.slice(fromOther, Math.max(their, fromOther));
    if (fresh.length > 0 && others.length > 0) {
      return undefined;
    }
    merged.push(...fresh, ...others);
    fromOne = own < 0 ? fromOne : own + 1;
    fromOther = their < 0 ? fromOther : their + 1;
    if (at < lines.length && own >= 0 && their >= 0) {
      merged.push(lines[at]!);
    }
  }
  return merged.join('');
}

/** With their line endings. */
function linesOf(text: string): string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}
