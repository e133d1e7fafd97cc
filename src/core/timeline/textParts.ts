/**
 * Parts of an entry's text that tools read, each written and read here: what a severity was before, and when a quest ends.
 * `followUp.ts` has owners and due dates, `gate.ts` exceptions.
 */

import { formatInstant, readInstant } from '../time/instant';

/** `was SEV-1, it is better`; either may be missing. */
export function withWas(was: string | undefined, reason: string): string {
  return [was === undefined ? '' : `was ${was}`, reason].filter((part) => part !== '').join(', ');
}

/** Returns what a severity was before, `SEV-1` of `was SEV-1, it is better`; undefined if the text doesn't say. */
export function readWas(text: string): string | undefined {
  return /^was (\S+?)[,:;.]?(?:\s|$)/.exec(text)?.[1];
}

const UNTIL = /\s*\(until\s+([^()\s]{1,40})\)$/;

/** `look at the certificates (until 2026-11-20T15:40:00Z)`, in milliseconds since the epoch. */
export function withUntil(text: string, until: number): string {
  return withClosing(text, `until ${formatInstant(until)}`);
}

/** The text without its end, and the end in milliseconds since the epoch; absent if the text doesn't say. */
export function readUntil(written: string): { readonly text: string; readonly until?: number } {
  const text = written.trimEnd();
  const end = readInstant(UNTIL.exec(text.slice(-60))?.[1] ?? '');
  return 'instant' in end ? { text: text.slice(0, text.lastIndexOf('(until')), until: end.instant } : { text };
}

/** The text with its end as `tell` tells it: `ask the vendor (until 15:20:00)`; as it is where that tells nothing. */
export function retellUntil(text: string, tell: (instant: number) => string | undefined): string {
  return text.replace(/(\(until )(\S+)(?=\)$)/, (whole, before: string, written: string) => {
    const read = readInstant(written);
    const told = 'instant' in read ? tell(read.instant) : undefined;
    return told === undefined ? whole : before + told;
  });
}

/** Returns the text and what closes it in parentheses; below a block, such as a fence, on a line of its own. */
export function withClosing(text: string, closing: string): string {
  const last = text.slice(text.lastIndexOf('\n') + 1);
  const gap = /^\s*(?:```|~~~|\||>)/.test(last) ? '\n' : ' ';
  return `${text}${gap}(${closing})`;
}
