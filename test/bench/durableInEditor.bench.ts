/**
 * Ratio 3 inside a real editor: from the command to the journal's sync, over an append and fdatasync of the same length that
 * take turns with it, on the same disk and in the same process.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import type { Measured } from './durableInEditor';
import { goal, median, note, percentile } from './goal';

// The editor keeps its data, and so the journal, in a temporary folder, too.
const folder = mkdtempSync(join(tmpdir(), 'incident-notes-bench-'));
try {
  const outfile = join(folder, 'tests.js');
  buildSync({
    entryPoints: [join('test', 'bench', 'durableInEditor.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode', 'mocha'],
    outfile,
  });
  const measured = join(folder, 'measured.json');
  execFileSync(process.execPath, [join('test', 'host', 'run.mjs'), outfile], {
    env: {
      ...process.env,
      TEST_RESULT: join(folder, 'result.json'),
      BENCH_FOLDER: folder,
      BENCH_MEASURED: measured,
      // As for a person.
      INCIDENT_NOTES_PACE: '{}',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const { floor, command } = JSON.parse(readFileSync(measured, 'utf8')) as Measured;
  note('an append and fdatasync in the editor, median', median(floor), 'ms');
  note('an append and fdatasync in the editor, p95', percentile(floor, 0.95), 'ms');
  note('a command to the journal in the editor, median', median(command), 'ms');
  note('a command to the journal in the editor, p95', percentile(command, 0.95), 'ms');
  goal('3  a command over an append and fdatasync, p95', percentile(command, 0.95) - percentile(floor, 0.95), 5, 'ms');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
