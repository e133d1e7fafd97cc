/** A repository to try the extension in: a small service, and an incident that was declared twelve minutes ago. */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { common } from '../build/build.mjs';
import { cleanEnvironment } from '../process/environment.mjs';
import { inRoot, out } from '../process/project.mjs';
import { runOrThrow } from '../process/run.mjs';

const MINUTE = 60_000;

/** @returns {Promise<{ folder: string, remove: () => void }>} */
export async function sampleRepository() {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), 'incident-notes-sample-'));
  const folder = path.join(made, 'shop');
  fs.mkdirSync(folder);
  fs.writeFileSync(path.join(folder, 'README.md'), '# Shop\n\nA service that may fail.\n');
  const { id, text } = await sampleRecord(Date.now());
  fs.mkdirSync(path.join(folder, 'incidents', id), { recursive: true });
  fs.writeFileSync(path.join(folder, 'incidents', id, 'incident.md'), text);
  for (const args of [
    ['init', '--quiet', '--initial-branch=main'],
    // On a machine without an identity the commits of whoever tries it would wait.
    ['config', 'user.name', 'Sample'],
    ['config', 'user.email', 'sample@example.com'],
    ['config', 'commit.gpgSign', 'false'],
    ['add', '--all'],
    ['commit', '--quiet', '--message', 'Open the shop'],
  ]) {
    await runOrThrow('git', args, { cwd: folder, env: cleanEnvironment() });
  }
  return { folder, remove: () => fs.rmSync(made, { recursive: true, force: true, maxRetries: 5 }) };
}

/** The record as the product itself writes it. @param {number} now milliseconds since the epoch */
async function sampleRecord(now) {
  const outfile = path.join(out, 'start', 'sample.cjs');
  const contents = `
    export { draftRecord } from './src/core/entries/draft';
    export { incidentId, readSentence } from './src/core/entries/declaration';
    export { insertEntry } from './src/core/record/placement';
    export { readProcess } from './src/core/process/process';
    export { readRecord } from './src/core/record/record';
    export { applyEdits } from './src/core/text/textEdit';
    export { default as yaml } from './src/processes/default.yaml';`;
  await build({ ...common, stdin: { contents, resolveDir: inRoot(), loader: 'ts' }, outfile });
  const core = createRequire(import.meta.url)(outfile);
  const sentence = core.readSentence('Checkout is failing for customers with a voucher');
  const instant = now - 12 * MINUTE;
  const id = core.incidentId(instant, sentence.title, new Set());
  const { process } = core.readProcess(core.yaml);
  const impact = 'About one in ten orders is lost.';
  const more = { process, severity: 'SEV-2', security: false, author: 'lee', services: ['checkout'] };
  const draft = core.draftRecord({ id, ...sentence, impact, instant, source: 'support has three tickets', ...more });
  const line = {
    kind: 'TL',
    qualifier: '',
    author: 'lee',
    instant: now - 8 * MINUTE,
    text: 'errors began with the last deploy',
  };
  const record = core.readRecord(draft);
  return { id, text: core.applyEdits(draft, [core.insertEntry(draft, record.timeline, line)]) };
}
