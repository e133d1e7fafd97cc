/**
 * `npm test`: everything, on a fresh checkout too. `npm test -- core e2e/sharing` runs only what is named. The last line is
 * `N passed, N failed` over all levels, where each check counts as one.
 */
import { provide } from '../editor/system.mjs';
import { endAll } from '../process/run.mjs';
import { everything, needsEditor } from '../test/everything.mjs';
import { measureMachine } from '../test/machine.mjs';
import { costsOf, defectsOf, sumOf } from '../test/report.mjs';

/** @param {string[]} named @param {{ cpuSeconds: () => number }} program what it has cost so far, set-up included */
export async function run(named, { cpuSeconds }) {
  const began = performance.now();
  await provide('git', ...(needsEditor(named) ? /** @type {const} */ (['browser']) : []));
  const { slowness, said } = measureMachine();
  console.log(said);
  const rows = await everything(named, { slowness, again: true });
  endAll();
  if (rows.length > 1) console.log(costsOf(rows));
  console.log(defectsOf(rows));
  const { passed, failed, skipped } = sumOf(rows.map(({ outcome }) => outcome));
  const seconds = (performance.now() - began) / 1000;
  const parts = [
    `${seconds.toFixed(1)} s`,
    `${cpuSeconds().toFixed(0)} CPU seconds`,
    skipped > 0 ? `${skipped} skipped` : '',
  ];
  console.log(parts.filter(Boolean).join(', '));
  const nothing = passed + failed === 0 ? 1 : 0;
  console.log(`${passed} passed, ${failed + nothing} failed`);
  return failed + nothing > 0 ? 1 : 0;
}
