/** A repository to try the extension in. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { cleanEnvironment } from './environment.mjs';
import { inRoot } from './project.mjs';
import { runOrThrow } from './run.mjs';

/**
 * Makes a repository with a commit; and with what lies in test/fixtures/sample, such as a declared incident.
 * @returns {Promise<{ folder: string, remove: () => void }>}
 */
export async function sampleRepository() {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), 'incident-notes-sample-'));
  const folder = path.join(made, 'shop');
  fs.mkdirSync(folder);
  fs.writeFileSync(path.join(folder, 'README.md'), '# Shop\n\nA service that may fail.\n');
  const fixture = inRoot('test', 'fixtures', 'sample');
  if (fs.existsSync(fixture)) fs.cpSync(fixture, folder, { recursive: true });
  const author = ['-c', 'user.name=Sample', '-c', 'user.email=sample@example.com'];
  for (const args of [
    ['init', '--quiet', '--initial-branch=main'],
    ['add', '--all'],
    [...author, '-c', 'commit.gpgSign=false', 'commit', '--quiet', '--message', 'Open the shop'],
  ]) {
    await runOrThrow('git', args, { cwd: folder, env: cleanEnvironment() });
  }
  return { folder, remove: () => fs.rmSync(made, { recursive: true, force: true, maxRetries: 5 }) };
}
