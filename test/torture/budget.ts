/**
 * What every torture is run by: how often or how long it tries, with which seed, what it says meanwhile, and how a loss can
 * be had again. A torture is one file, test/torture/<name>.torture.ts:
 *
 *     void torture('name', { count: 50 }, async (run) => {
 *       for (const round of run.rounds()) {
 *         const lost = await oneRound(run.seed, round); // the same for the same seed and round
 *         if (lost) run.loss(`${lost} is gone`);
 *       }
 *     });
 *
 * `npm run torture -- name --count N` (or `--minutes M`) says how many rounds; `--seed S --path P` has one of them again.
 */
import { SEED } from '../property/seed';

/** Something is said at least this often, in ms. */
const TELLING = 5_000;

/** What torture.mjs was called with. */
function option(name: 'count' | 'minutes' | 'seed' | 'path'): string | undefined {
  return process.env[`TORTURE_${name.toUpperCase()}`];
}

class Lost extends Error {
  constructor(
    what: string,
    readonly path: string,
    readonly seed: number,
  ) {
    super(what);
  }
}

/** One run of a torture. */
export class Run {
  readonly seed = Number(option('seed') ?? SEED);
  /** Which one to have again, as it was printed with a loss. */
  readonly path = option('path');
  /** How many tries, or undefined where minutes were given. */
  readonly count: number | undefined;
  /** When it is over where minutes were given, as `performance.now()` has it. */
  readonly end: number | undefined;
  #began = performance.now();
  #said = performance.now();
  #tried = 0;
  #round: number | undefined;

  constructor(
    readonly name: string,
    usual: { readonly count: number },
  ) {
    const minutes = option('minutes');
    this.end = minutes === undefined ? undefined : this.#began + Number(minutes) * 60_000;
    this.count = minutes === undefined ? Number(option('count') ?? usual.count) : undefined;
  }

  /** Numbers from 0 on while there is something left to try; only the one of `--path` where that was given. */
  *rounds(): Generator<number> {
    for (let round = Number(this.path ?? 0); this.isLeft(); round++) {
      this.#round = round;
      this.tried();
      yield round;
      if (this.path !== undefined) {
        return;
      }
    }
  }

  /** Whether there is something left to try. */
  isLeft(): boolean {
    return this.count === undefined ? performance.now() < this.end! : this.#tried < this.count;
  }

  /** Counts one more that is tried; says how far it is from time to time. */
  tried(): void {
    this.#tried += 1;
    this.progress();
  }

  /** Says how far it is when nothing was said for a while; a timer calls it too. */
  progress(): void {
    const now = performance.now();
    if (now - this.#said < TELLING) {
      return;
    }
    this.#said = now;
    const seconds = (from: number, to: number): string => ((to - from) / 1000).toFixed(0);
    const until = this.end === undefined ? '' : ` of ${seconds(this.#began, this.end)}`;
    console.log(`  ${this.#tried} tried, ${seconds(this.#began, now)}${until} s`);
  }

  /** Ends the torture: this was lost. `path` is what has it again with this seed; the round where it is left out. */
  loss(what: string, path = String(this.#round ?? ''), seed = this.seed): never {
    throw new Lost(what, path, seed);
  }

  /** The last line: what was tried and lost, in which time, with which seed. */
  row(lost: number): string {
    const seconds = ((performance.now() - this.#began) / 1000).toFixed(1);
    return [this.name.padEnd(16), ...cells(this.#tried, lost, seconds, this.seed)].join('  ');
  }

  /** What was thrown meanwhile, as a loss. */
  asLoss(error: unknown): Lost {
    if (error instanceof Lost) {
      return error;
    }
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return new Lost(what, String(this.#round ?? ''), this.seed);
  }
}

const cells = (...values: (string | number)[]): string[] => values.map((value) => String(value).padStart(9));

/** Runs it to its end or to its first loss, which sets the exit code. */
export async function torture(
  name: string,
  usual: { readonly count: number },
  work: (run: Run) => void | Promise<void>,
): Promise<void> {
  const run = new Run(name, usual);
  const timer = setInterval(() => run.progress(), 1000);
  let lost = 0;
  try {
    await work(run);
  } catch (error) {
    lost = 1;
    process.exitCode = 1;
    const { message, path, seed } = run.asLoss(error);
    const quoted = /^[\w:]+$/.test(path) ? path : `'${path}'`;
    const again = `npm run torture -- ${name} --seed ${seed} --path ${quoted}`;
    console.log(`\n${message}\n\nLost. To have it again:\n  ${again}\n`);
  } finally {
    clearInterval(timer);
  }
  console.log(['name'.padEnd(16), ...cells('tried', 'lost', 'seconds', 'seed')].join('  '));
  console.log(run.row(lost));
}
