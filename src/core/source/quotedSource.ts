/** A quoted block, and the line above it that says where it comes from. */

import { filePageUrl, linesUrl } from './codeHost';
import { oneLine } from '../text/plainText';

/** A file or lines of it, as far as that is known. */
export interface QuotedSource {
  /** The file's path, or its name. */
  readonly file: string;
  /** The first and the last line, from 1; absent for the whole file. */
  readonly lines?: readonly [number, number] | undefined;
  /** The full name of the commit that has the file. */
  readonly commit?: string | undefined;
  /** Whether the file differs from what the commit has. */
  readonly modified?: boolean;
  /** Where colleagues read these lines. */
  readonly url?: string | undefined;
}

/** `checkout.ts:5-7`, `checkout.ts:5`, `checkout.ts` */
export function placeWords({ file, lines }: Pick<QuotedSource, 'file' | 'lines'>): string {
  const [from, to] = lines ?? [];
  return from === undefined ? oneLine(file) : `${oneLine(file)}:${from === to ? from : `${from}-${to}`}`;
}

/** `commit a36fcfe: Fix the pool size`, the first line of what its author wrote. */
export function commitWords({ hash, subject }: { readonly hash: string; readonly subject: string }): string {
  const words = oneLine(subject.split('\n')[0]!);
  return `commit ${hash.slice(0, 7)}${words === '' ? '' : `: ${words}`}`;
}

/** `checkout.ts:5-7 @ a36fcfe, modified`; a link where there is a page, of what isn't modified alone. */
export function sourceLine(source: QuotedSource): string {
  const { commit, modified = false, url } = source;
  const words = [placeWords(source), ...(commit === undefined ? [] : [`@ ${commit.slice(0, 7)}`])].join(' ');
  if (modified) {
    return `${words}, modified`;
  }
  return url === undefined ? words : `[${words.replace(/[[\]\\]/g, '\\$&')}](${url})`;
}

/**
 * Where colleagues read the lines: at the first of these remotes that has such a page, which are the addresses of approved
 * ones that have the commit. Undefined if the lines may be others there, and in a security incident.
 */
export function sourcePage(
  { file, lines, commit, modified = false }: QuotedSource,
  remotes: readonly string[],
  security: boolean,
): string | undefined {
  return commit === undefined || modified || security
    ? undefined
    : remotes
        .map((remote) => (lines ? linesUrl(remote, commit, file, lines) : filePageUrl(remote, commit, file)))
        .find((page) => page !== undefined);
}

/** Returns the text as a fenced block, the fence longer than any in it; `language` is named if that is one plain word. */
export function fencedBlock(text: string, language: string): string {
  const runs = [...text.matchAll(/`{3,}/g)].map(([run]) => run.length + 1);
  const fence = '`'.repeat(Math.max(3, ...runs));
  const info = /^[a-z0-9+#-]+$/i.test(language) && language !== 'plaintext' ? language : '';
  return `${fence}${info}\n${text.replace(/\r?\n$/, '')}\n${fence}`;
}
