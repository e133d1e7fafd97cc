/** A person's name in a record: one word after an `@`. There is no directory of people. */

/** A handle is part of a line that a tired person reads. */
const LONGEST = 64;

/**
 * Returns the handle, without `@`, in what names a person: `@dana`, `dana@example.org`, `Dana Q. <dana@example.org>`,
 * `7+dana@users.noreply.github.com` and `CORP\dana` are all `dana`; `Dana Q.` is `Dana-Q`. Letters, digits and `. _ + -`
 * of any script. Absent if nothing of that is left.
 */
export function toHandle(text: string): string | undefined {
  const address = /<([^<>]+)>\s*$/.exec(text)?.[1];
  return (address && wordIn(address)) || wordIn(text);
}

function wordIn(text: string): string | undefined {
  const local = /[^@]+/.exec(text.trim())?.[0] ?? '';
  const word = local
    .split(':', 1)[0]!
    .replace(/^.*\\/, '')
    .replace(/^\d+\+(?=.)/, '')
    .normalize('NFC')
    .trim()
    .replace(/\s+/g, '-')
    .replace(/[^\p{L}\p{M}\p{N}._+-]/gu, '');
  return (
    [...word]
      .slice(0, LONGEST)
      .join('')
      .replace(/^[-.+]+|[-.+]+$/g, '') || undefined
  );
}
