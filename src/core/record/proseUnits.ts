/**
 * Prose as the merge sees it: units that are matched as wholes. A fence is one, and so are several versions of the same
 * lines; a line's box and the blank lines above it are no part of what it is matched by.
 */

import { readBox } from '../text/box';
import { Fences } from '../text/fence';

export interface MergedProse {
  readonly text: string;
  /** Where both sides changed the same lines: offsets into `text`. */
  readonly doubled: readonly { readonly start: number; readonly end: number }[];
}

/**
 * Above each text, and below the last, if there are several of the same lines.
 * @internal Exported for its test.
 */
export const LABELS = {
  first: '_These lines were changed in two places at the same time; keep what is right. One version:_',
  next: '_Another version:_',
  end: '_End of the versions._',
} as const;

/** A line that isn't blank, a whole fence, or several versions of the same lines. */
export interface Unit {
  /** What it is matched by: without its box. */
  readonly key: string;
  /** As it is, without the line ending behind it. */
  readonly text: string;
  /** The blank lines above it. */
  readonly above: string;
  /** Where its box is, one character; -1 if it has none. */
  readonly box: number;
  /** The versions that it holds. */
  readonly versions?: readonly string[];
  readonly doubled?: true;
  /** What both have without a base that anybody wrote: it isn't a base for its box or the lines above it. */
  readonly assumed?: true;
}

export interface Units {
  readonly units: readonly Unit[];
  /** The blank lines at the end. */
  readonly tail: string;
}

export function readUnits(text: string): Units {
  const lines = text.split('\n');
  lines.pop();
  const units: Unit[] = [];
  let above = '';
  for (let at = 0; at < lines.length;) {
    if (lines[at]!.trim() === '') {
      above += `${lines[at++]!}\n`;
      continue;
    }
    const end = endOfVersions(lines, at) ?? endOfFence(lines, at);
    units.push(unitOf(lines.slice(at, end), above));
    above = '';
    at = end;
  }
  return { units, tail: above };
}

function unitOf(lines: readonly string[], above: string): Unit {
  const text = lines.join('\n');
  if (lines.length > 1) {
    const versions = lines[0] === LABELS.first ? readVersions(lines) : undefined;
    return { key: text, text, above, box: -1, ...(versions && { versions }) };
  }
  const box = readBox(text)?.at ?? -1;
  return { key: box < 0 ? text : `${text.slice(0, box)} ${text.slice(box + 1)}`, text, above, box };
}

/** Returns the index after a fence that begins at `at`, or after the line there. */
function endOfFence(lines: readonly string[], at: number): number {
  const fences = new Fences();
  let end = at;
  do {
    fences.take(lines[end++]!.replace(/\r$/, ''));
  } while (fences.open && end < lines.length);
  return end;
}

/** Returns the index after the label that ends the versions which begin at `at`; undefined if none do. */
function endOfVersions(lines: readonly string[], at: number): number | undefined {
  if (lines[at] !== LABELS.first) {
    return undefined;
  }
  for (let end = at + 1; end < lines.length && lines[end] !== LABELS.first;) {
    if (lines[end] === LABELS.end) {
      return end + 1;
    }
    end = endOfFence(lines, end);
  }
  return undefined;
}

export function writeVersions(versions: readonly string[]): string {
  const parts = versions.map((version, index) => `${index === 0 ? LABELS.first : LABELS.next}\n\n${version}\n\n`);
  return parts.join('') + LABELS.end;
}

function readVersions(lines: readonly string[]): string[] {
  const versions: string[] = [];
  let from = 2;
  for (let at = 1; at < lines.length;) {
    if (lines[at] === LABELS.next || lines[at] === LABELS.end) {
      versions.push(lines.slice(from, Math.max(from, at - 1)).join('\n'));
      from = at + 2;
    }
    at = endOfFence(lines, at);
  }
  return versions;
}

export function unitKey(unit: Unit): string {
  return unit.key;
}

export function joined(units: readonly Unit[], tail: string): MergedProse {
  const doubled: { start: number; end: number }[] = [];
  let text = '';
  for (const unit of units) {
    text += unit.above;
    const start = text.length;
    text += `${unit.text}\n`;
    if (unit.doubled) {
      doubled.push({ start, end: text.length });
    }
  }
  return { text: text + tail, doubled };
}
