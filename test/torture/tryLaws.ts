/** Tries laws of the property level as often as a torture wants: each a number of times, or all in turns until the time is up. */
import type { Law, Tries } from '../property/law';
import type { Run } from './budget';

/** One turn where minutes were given, in ms. */
const TURN = 2_000;
/** A law that was tried this often must have come across what it is about. */
const MANY = 1_000;

export function tryLaws(run: Run, laws: readonly Law[]): void {
  /** Tries it; returns how often. */
  const tried = (law: Law, how: Tries): number => {
    const { runs, loss } = law.tried({ ...how, each: () => run.tried() });
    if (loss) {
      const cause = loss.cause instanceof Error ? (loss.cause.stack ?? loss.cause.message) : String(loss.cause);
      run.loss(`${law.name}\n${loss.message}\n${cause}`, `${law.name}/${loss.path}`, how.seed);
    }
    return runs;
  };
  if (run.path !== undefined) {
    const at = run.path.lastIndexOf('/');
    const law = laws.find(({ name }) => name === run.path!.slice(0, at));
    if (!law) {
      throw new Error(`There is no law “${run.path.slice(0, at)}”.`);
    }
    tried(law, { seed: run.seed, runs: run.count ?? MANY, path: run.path.slice(at + 1) });
    return;
  }
  if (run.count !== undefined) {
    for (const law of laws) {
      console.log(`  ${law.name}`);
      tried(law, { seed: run.seed, runs: run.count });
      if (run.count >= MANY) {
        law.afterMany?.();
      }
    }
    return;
  }
  const times = new Map<Law, number>();
  for (let turn = 0; run.isLeft(); turn++) {
    for (const law of laws.filter(() => run.isLeft())) {
      const runs = tried(law, { seed: run.seed + turn, runs: 1_000_000, milliseconds: TURN });
      times.set(law, (times.get(law) ?? 0) + runs);
    }
  }
  for (const [law, runs] of times) {
    if (runs >= MANY) {
      law.afterMany?.();
    }
  }
}
