/** `npm run flaky -- N [level …]`: runs levels (all when none is named) N times, and lists whatever failed at least once. */
import { provide } from '../editor/system.mjs';
import { Failure } from '../process/failure.mjs';
import { everything, needsEditor } from '../test/everything.mjs';
import { measureMachine } from '../test/machine.mjs';

/** @param {string[]} args */
export async function run([count = '', ...named]) {
  const times = Number(count);
  if (!Number.isInteger(times) || times < 1) throw new Failure('How often? For example: npm run flaky -- 20 git store');
  await provide('git', ...(needsEditor(named) ? /** @type {const} */ (['browser']) : []));
  const { slowness, said } = measureMachine();
  console.log(said);
  /** How often each failed. @type {Map<string, number>} */
  const failed = new Map();
  for (let time = 1; time <= times; time++) {
    console.log(`\nRun ${time} of ${times}`);
    for (const { name, outcome } of await everything(named, { slowness, again: false })) {
      const known = (outcome.failures ?? []).map(({ title }) => title);
      const titles = known.length > 0 ? known : outcome.failed > 0 ? [outcome.why ?? 'failed'] : [];
      for (const title of titles) failed.set(`${name}: ${title}`, (failed.get(`${name}: ${title}`) ?? 0) + 1);
    }
  }
  console.log(failed.size === 0 ? `\nNothing failed in ${times} runs.` : `\nFailed in ${times} runs:`);
  for (const [title, often] of [...failed].sort((a, b) => b[1] - a[1])) {
    console.log(`${String(often).padStart(4)} × ${title}`);
  }
  return failed.size === 0 ? 0 : 1;
}
