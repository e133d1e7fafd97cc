/**
 * Turns a Slack message into markdown: mentions, channels, links, and entities by their meaning, and emphasis in markdown's
 * notation. Looks names up by their ids; code stays as it is.
 */

export interface SlackNames {
  /** A handle without `@`; the id where nobody knows it. */
  readonly user: (id: string) => string;
  readonly channel: (id: string) => string;
}

const CODE = /(```[^]*?```|`[^`\n]*`)/;

export function slackMarkdown(text: string, names: SlackNames): string {
  return text
    .split(CODE)
    .map((part, index) =>
      index % 2 === 1
        ? entities(unlinked(part))
        : entities(emphasis(part.replace(REFERENCE, (_, body: string) => resolved(body, names)))),
    )
    .join('');
}

const REFERENCE = /<([^<>\n]+)>/g;

function resolved(body: string, { user, channel }: SlackNames): string {
  const [target = '', label] = body.split(/\|([^]*)/, 2);
  const [sign, id] = [target[0], target.slice(1)];
  if (sign === '@') {
    return `@${id === '' ? 'unknown' : user(id)}`;
  }
  if (sign === '#') {
    return `#${label || channel(id)}`;
  }
  if (sign === '!') {
    const [what = ''] = id.split('^', 1);
    return what === 'date' || what === 'subteam'
      ? (label ?? `@${id.split('^')[1] ?? 'group'}`)
      : `@${label?.replace(/^@/, '') ?? id}`;
  }
  const bare = target.replace(/^(?:mailto|tel):/, '');
  return label === undefined || label === target || label === bare
    ? bare
    : `[${label.replace(/[[\]]/g, '\\$&')}](${safeTarget(target)})`;
}

/** In code a link is only its words. */
function unlinked(code: string): string {
  return code.replace(REFERENCE, (whole, body: string) =>
    /^(?:https?|mailto|tel):/.test(body) ? (body.split('|')[1] ?? body) : whole,
  );
}

function safeTarget(target: string): string {
  return target.replace(/[()\s]/g, (sign) => encodeURIComponent(sign).replace('(', '%28').replace(')', '%29'));
}

/** `*bold*` and `~gone~` of Slack are `**bold**` and `~~gone~~`. */
function emphasis(text: string): string {
  return text
    .replace(/(?<![\p{L}\p{N}*\\])\*(?=[^\s*])([^*\n]*?[^\s*])\*(?![\p{L}\p{N}*])/gu, '**$1**')
    .replace(/(?<![\p{L}\p{N}~\\])~(?=[^\s~])([^~\n]*?[^\s~])~(?![\p{L}\p{N}~])/gu, '~~$1~~');
}

function entities(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Returns a link to a file without what lets anybody open it: tokens are in the query. */
export function withoutToken(url: string): string {
  return url.replace(/[?#].*$/s, '').replace(/(\/)(?:xox[a-z]-[\w-]+)/g, '$1');
}
