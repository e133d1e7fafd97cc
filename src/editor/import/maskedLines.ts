/** Masks what looks like a secret in lines from outside before anything of them is stored. */
import { findSecrets } from '../../git/commit/secrets';

/** As the command writes it that redacts a secret. */
const REDACTED = '[redacted]';
/** How many characters are looked through at once; what is longer isn't looked through at all. */
const CHUNK = 1_000_000;
const BETWEEN = '\n\n';

/** The lines with their secrets masked, and how many there were. */
export async function maskLines<T extends { readonly text: string }>(
  lines: readonly T[],
): Promise<{ readonly lines: T[]; readonly count: number }> {
  const masked: T[] = [];
  let count = 0;
  for (let at = 0; at < lines.length;) {
    let [end, length] = [at, 0];
    while (end < lines.length && (end === at || length + lines[end]!.text.length < CHUNK)) {
      length += lines[end]!.text.length + BETWEEN.length;
      end += 1;
    }
    const some = lines.slice(at, end);
    const text = some.map((line) => line.text).join(BETWEEN);
    const secrets = await findSecrets(text);
    count += secrets.length;
    masked.push(...(secrets.length === 0 ? some : withoutSecrets(some, secrets)));
    at = end;
  }
  return { lines: masked, count };
}

function withoutSecrets<T extends { readonly text: string }>(
  lines: readonly T[],
  secrets: readonly { readonly start: number; readonly end: number }[],
): T[] {
  let from = 0;
  return lines.map((line) => {
    const [start, end] = [from, from + line.text.length];
    from = end + BETWEEN.length;
    const own = secrets.filter((secret) => secret.start < end && secret.end > start);
    const text = own.reduceRight(
      (rest, secret) =>
        rest.slice(0, Math.max(0, secret.start - start)) +
        REDACTED +
        rest.slice(Math.min(rest.length, secret.end - start)),
      line.text,
    );
    return own.length === 0 ? line : { ...line, text };
  });
}
