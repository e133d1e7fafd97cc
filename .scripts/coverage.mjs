/** Branch coverage of src/core, from what Node wrote while the unit and property tests ran. */
import fs from 'node:fs';
import path from 'node:path';
import { inRoot, out } from './project.mjs';
import { run } from './run.mjs';

export const branchesWanted = 95;
/** Where Node writes what it saw (NODE_V8_COVERAGE). */
export const raw = path.join(out, 'coverage', 'raw');

/** Prints the table of files; throws when too few branches were taken. */
export async function coverage() {
  const { code, output } = await run(process.execPath, [
    inRoot('node_modules', 'c8', 'bin', 'c8.js'),
    'report',
    ...['--temp-directory', raw, '--reports-dir', path.join(out, 'coverage'), '--reporter', 'text', '--reporter', 'lcovonly'],
    ...['--all', '--src', inRoot('src', 'core'), '--include', 'src/core/**', '--extension', '.ts', '--exclude', '**/*.d.ts'],
    '--exclude-after-remap',
    ...['--check-coverage', '--branches', String(branchesWanted), '--lines', '0', '--functions', '0', '--statements', '0'],
  ]);
  if (!/\.ts\s*\|/.test(output)) return { ok: false, output: `${output}\nNo file of src/core was covered.` };
  return { ok: code === 0, output };
}

/** Forgets earlier runs. */
export function clearCoverage() {
  fs.rmSync(path.join(out, 'coverage'), { recursive: true, force: true });
}
