/** Redacts what looks like a secret in lines from outside, before any of them is stored. */
import { endsStep } from '../../core/paste/steps';
import { findSecrets, mayHoldSecret } from '../../git/commit/secrets';

/** As the command writes it that redacts a secret. */
const REDACTED = '[redacted]';
/** How many characters are looked through at once; what is longer isn't looked through at all. */
const CHUNK = 1_000_000;
const BETWEEN = '\n\n';

/** The lines with their secrets masked, and how many there were. */
export async function maskLines<T extends { readonly text: string }>(
  lines: readonly T[],
  breathe: () => Promise<void> = () => Promise.resolve(),
): Promise<{ readonly lines: T[]; readonly count: number }> {
  const masked = [...lines];
  let count = 0;
  for (const places of chunksOf(lines)) {
    await breathe();
    if (places.length === 0) {
      continue;
    }
    const some = places.map((place) => lines[place]!);
    const text = some.map((line) => line.text).join(BETWEEN);
    // No sign in a log makes the rest of it a picture, or silences a rule.
    const secrets = await findSecrets(text.replaceAll('\0', ' ').replaceAll('secretlint-', 'secretlint '));
    count += secrets.length;
    for (const [index, line] of secrets.length === 0 ? [] : withoutSecrets(some, secrets).entries()) {
      masked[places[index]!] = line;
    }
  }
  return { lines: masked, count };
}

/** The places of the lines, nothing between the steps that it takes, that may hold a secret, and of those next to them, as a key is pasted over several lines. */
function* chunksOf(lines: readonly { readonly text: string }[]): Generator<number[]> {
  let [places, length] = [[] as number[], 0];
  let [before, own] = [false, lines.length > 0 && mayHoldSecret(lines[0]!.text)];
  for (const [place, { text }] of lines.entries()) {
    if (endsStep(place)) {
      yield [];
    }
    const after = place + 1 < lines.length && mayHoldSecret(lines[place + 1]!.text);
    if (before || own || after) {
      if (length > 0 && length + text.length >= CHUNK) {
        yield places;
        [places, length] = [[], 0];
      }
      places.push(place);
      length += text.length + BETWEEN.length;
    }
    [before, own] = [own, after];
  }
  if (places.length > 0) {
    yield places;
  }
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
