/** What a bench says: a value beside its floor, and whether the goal is reached. A missed goal fails the bench. */

/** The middle of some measurements. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [below = NaN, above = NaN] =
    sorted.length % 2 === 1 ? [sorted[middle], sorted[middle]] : sorted.slice(middle - 1);
  return (below + above) / 2;
}

/** The value below which the given share of the measurements lies (0.95 for p95). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

/** Milliseconds of each run, after some that do not count. */
export function timed(work: () => unknown, { runs = 15, warm = 3 } = {}): number[] {
  for (let at = 0; at < warm; at += 1) work();
  return Array.from({ length: runs }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
}

/** Something that is measured, not judged: a floor, mostly. */
export function note(name: string, value: number, unit: string): void {
  console.log(`  ${name.padEnd(60)} ${written(value).padStart(10)} ${unit}`);
}

/** A value that must not exceed its limit. */
export function goal(name: string, value: number, limit: number, unit: string): void {
  const reached = value <= limit;
  if (!reached) process.exitCode = 1;
  const verdict = `${reached ? 'reached' : 'MISSED'} (at most ${written(limit)})`;
  console.log(`  ${name.padEnd(60)} ${written(value).padStart(10)} ${unit.padEnd(3)} ${verdict}`);
}

function written(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : Number(value.toPrecision(3)).toString();
}
