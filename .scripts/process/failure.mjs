/** A refusal that a person can act on: one sentence, no stack. */

export class Failure extends Error {}

/** What a tool prints when the machine, not the project, is at fault, and the sentence for it, with % for a path. */
const CAUSES = /** @type {const} */ ([
  [
    /ENOSPC|No space left on device|enough free space/i,
    "Can't write to the disk: it's full. Free some space, then try again.",
  ],
  [/EDQUOT|Disk quota exceeded/i, "Can't write to the disk: your quota is used up. Free some space, then try again."],
  [
    /EROFS|EACCES|EPERM|ENOTDIR|ENOENT.*mkd(?:ir|temp)|Read-only file system|Permission denied/i,
    "Can't write to %. Check the checkout, your home folder (HOME), and the folder for temporary files (TMPDIR).",
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|EIDLETIMEOUT|FETCH_ERROR|network request|network timeout|Temporary failure resolving|Could not resolve|Could not connect|Unable to connect|Connection (?:failed|timed out)/i,
    "Can't reach the package registry. Check the network and the proxy, then try again.",
  ],
]);

/**
 * The sentence for what went wrong on this machine, with the path that was named, or undefined when it wasn't the machine.
 * @param {string} output of a tool, or the message of an error
 */
export function causeIn(output) {
  const cause = CAUSES.find(([pattern]) => pattern.test(output))?.[1];
  const file = /(?:path:? '?|open '|mkdir '|mkdtemp '|scandir ')(\/[^'\n]+|[A-Z]:\\[^'\n]+)/.exec(output)?.[1];
  return cause?.replace('%', file?.trim() ?? 'a folder that this needs');
}

/**
 * What to print for an error: a sentence for a person where one is known, the stack of everything else.
 * @param {unknown} error
 */
export function messageOf(error) {
  if (error instanceof Failure) return error.message;
  if (!(error instanceof Error)) return String(error);
  return causeIn(error.message) ?? error.stack ?? error.message;
}
