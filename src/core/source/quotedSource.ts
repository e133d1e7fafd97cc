/** The line above a quoted block that says where it comes from, and the block itself. */

import { linesUrl } from './codeHost';
import { oneLine } from '../text/plainText';

/** Lines of a file, as far as that is known. */
export interface QuotedSource {
  /** The file's path, or its name. */
  readonly file: string;
  /** The first and the last line, from 1. */
  readonly lines: readonly [number, number];
  /** The full name of the commit that has the file. */
  readonly commit?: string | undefined;
  /** Whether the file differs from what the commit has. */
  readonly modified?: boolean;
  /** Where colleagues read these lines. */
  readonly url?: string | undefined;
}

/** `checkout.ts:5-7`, `checkout.ts:5` */
export function placeWords({ file, lines: [from, to] }: Pick<QuotedSource, 'file' | 'lines'>): string {
  return `${oneLine(file)}:${from === to ? from : `${from}-${to}`}`;
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
 * ones that have the commit. Undefined where the lines may be others there, and in a security incident.
 */
export function sourcePage(
  { file, lines, commit, modified = false }: QuotedSource,
  remotes: readonly string[],
  security: boolean,
): string | undefined {
  return commit === undefined || modified || security
    ? undefined
    : remotes.map((remote) => linesUrl(remote, commit, file, lines)).find((page) => page !== undefined);
}

/** Returns the text as a fenced block, the fence longer than any in it; `language` is named if that is one plain word. */
export function fencedBlock(text: string, language: string): string {
  const runs = [...text.matchAll(/`{3,}/g)].map(([run]) => run.length + 1);
  const fence = '`'.repeat(Math.max(3, ...runs));
  const info = /^[a-z0-9+#-]+$/i.test(language) && language !== 'plaintext' ? language : '';
  return `${fence}${info}\n${text.replace(/\r?\n$/, '')}\n${fence}`;
}
