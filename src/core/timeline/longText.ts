/**
 * Texts that are too long for a timeline: they go into a file in `evidence/`, and the entry keeps the first line and a link.
 */

import { normaliseText } from '../text/plainText';

const MOST_LINES = 200;
const MOST_BYTES = 16_000;
const FIRST_LINE = 120;

/** Returns whether the text goes into a file; `bytes` is its size in UTF-8. */
export function isLong(text: string, bytes: number): boolean {
  return bytes > MOST_BYTES || text.split('\n').length > MOST_LINES;
}

/** Returns what the entry says instead: `first line … ([312 lines](evidence/2026-11-20-150200Z-lee.md))`. */
export function linkText(text: string, path: string): string {
  const lines = normaliseText(text).split('\n');
  const first = [...(lines.find((line) => !/^\s*(?:```|~~~)/.test(line)) ?? '')]
    .slice(0, FIRST_LINE)
    .join('')
    .trimEnd();
  return normaliseText(`${first} … ([${lines.length} lines](${path}))`);
}
