/**
 * The one door to fast-check's runs. A law is told once, by `law` in the body of `laws`: the property level tries it as often
 * as it says, `npm run torture -- laws` 10,000 times, both with the seed of the day (seed.ts). A file that tells laws has
 * nothing else in it, as the tortures load it without mocha.
 *
 * TEST_SEED=N sets the seed of the level, TEST_RUNS=N how many times it tries each law.
 */
import fc from 'fast-check';
import { SEED } from './seed';

export interface Law {
  /** Its group and what it says. */
  readonly name: string;
  readonly tried: (how: Tries) => Tried;
  /** What must hold when it was tried as often as it deserves: that the tries came across what they are about. */
  readonly afterMany: (() => void) | undefined;
}

export interface Tries {
  readonly seed: number;
  readonly runs: number;
  /** Has one try again, as fast-check printed it. */
  readonly path?: string;
  /** Stops after this many milliseconds. */
  readonly milliseconds?: number;
  /** Called before each try. */
  readonly each?: () => void;
}

interface Tried {
  readonly runs: number;
  /** What was lost, where something was: in words, and the path that has it again with the same seed. */
  readonly loss?: { readonly message: string; readonly path: string; readonly cause: unknown };
}

interface Usual<Values> {
  /** How often the property level tries it; what it costs decides. */
  readonly runs: number;
  /** What was lost once, tried first each time. */
  readonly kept?: readonly Values[];
  readonly afterMany?: () => void;
}

/** All laws that were told so far. */
export const known: Law[] = [];

/** Mocha's, where it runs. */
const mocha = globalThis as {
  readonly describe?: (title: string, body: () => void) => void;
  readonly it?: (title: string, body: () => void) => void;
};

const runsOfAll = Number(process.env['TEST_RUNS'] ?? '') || undefined;
let group = '';

if (mocha.describe) {
  console.log(`\n  Seed ${SEED}: TEST_SEED=${SEED} npm test -- property tries the same.`);
}

/** Tells laws of one thing. */
export function laws(title: string, body: () => void): void {
  group = title;
  if (mocha.describe) {
    mocha.describe(title, body);
  } else {
    body();
  }
}

/** Tells one: what it says, how often it is tried, and what must hold. */
export function law<Values extends [unknown, ...unknown[]]>(
  title: string,
  usual: number | Usual<Values>,
  property: fc.IProperty<Values>,
): void {
  const { runs, kept = [], afterMany } = typeof usual === 'number' ? { runs: usual } : usual;
  const tried = ({ seed, runs: numRuns, path, milliseconds, each }: Tries): Tried => {
    const details = fc.check(property, {
      seed,
      // What was kept comes on top.
      numRuns: numRuns + kept.length,
      examples: [...kept],
      ...(path !== undefined && { path }),
      plugins: [
        ...(each ? [fc.beforeEach(each)] : []),
        ...(milliseconds === undefined ? [] : [fc.interruptAfterTimeLimit(milliseconds)]),
      ],
    });
    if (!details.failed) {
      return { runs: details.numRuns };
    }
    const message = fc.defaultReportMessage(details) ?? 'It failed.';
    return {
      runs: details.numRuns,
      loss: { message, path: details.counterexamplePath ?? '', cause: details.errorInstance },
    };
  };
  known.push({ name: `${group}: ${title}`, tried, afterMany });
  mocha.it?.(title, () => {
    const { loss } = tried({ seed: SEED, runs: runsOfAll ?? runs });
    if (loss) {
      throw new Error(loss.message, { cause: loss.cause });
    }
  });
}
