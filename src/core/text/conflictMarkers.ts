/** Reads a text with git's conflict markers as the versions between them. Works on lines only; never writes a marker. */

import { found, type Finding } from './finding';

export interface MarkedVersions {
  readonly ours: string;
  readonly theirs: string;
  /** Without the lines in conflict where the markers don't tell them: only git's styles `diff3` and `zdiff3` do. */
  readonly base: string;
  readonly baseIsWhole: boolean;
}

const MARKER = /^(<{7}|\|{7}|={7}|>{7})(?:[ \t].*)?\r?$/;

/** Returns a finding at each line that begins a conflict. */
export function conflictMarkers(text: string): Finding[] {
  return [...text.matchAll(/^<{7}(?:[ \t].*|\r?)$/gm)].map(({ index, 0: line }) => ({
    ...found('markers'),
    start: index,
    end: index + line.trimEnd().length,
  }));
}

/** Returns the versions of a text with git's markers; undefined if it has none, or the markers make no sense. */
export function readConflict(text: string): MarkedVersions | undefined {
  const [ours, base, theirs]: [string[], string[], string[]] = [[], [], []];
  const all = [ours, base, theirs];
  let side: LastMarker = '';
  let [conflicts, based] = [0, 0];
  for (const line of text.split(/(?<=\n)/)) {
    const marker = MARKER.exec(line.replace(/\n$/, ''))?.[1]?.[0];
    const next: LastMarker | undefined = marker === undefined ? undefined : NEXT[side][marker];
    if (next !== undefined) {
      conflicts += side === '' ? 1 : 0;
      based += next === '|' ? 1 : 0;
      side = next;
    } else if (marker === '<' || (side !== '' && marker !== undefined && marker !== '=')) {
      return undefined;
    } else {
      for (const version of side === '' ? all : [side === '<' ? ours : side === '|' ? base : theirs]) {
        version.push(line);
      }
    }
  }
  if (side !== '' || conflicts === 0) {
    return undefined;
  }
  return {
    ours: ours.join(''),
    theirs: theirs.join(''),
    base: base.join(''),
    baseIsWhole: based === conflicts,
  };
}

type LastMarker = '' | '<' | '|' | '=';

/** Which marker may follow where one is, and where it leads. A line of `=======` between the two others is a marker. */
const NEXT: Readonly<Record<LastMarker, Readonly<Record<string, LastMarker>>>> = {
  '': { '<': '<' },
  '<': { '|': '|', '=': '=' },
  '|': { '=': '=' },
  '=': { '>': '' },
};
