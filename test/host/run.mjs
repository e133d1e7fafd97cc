/**
 * Runs the bundled host tests inside a real editor: `node test/host/run.mjs <bundle>`, with TEST_RESULT naming the result
 * file. The editor is the npm-installed one; VSCODE_PATH names a desktop VS Code instead, and VSCODE_TEST_VERSION
 * (`stable`, `1.100.0`) has one downloaded.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTests } from '@vscode/test-electron';

const here = path.dirname(fileURLToPath(import.meta.url));
const { VSCODE_PATH: desktop, VSCODE_TEST_VERSION: version } = process.env;
const editor = version ? { version } : { vscodeExecutablePath: desktop || path.join(here, 'launcher.mjs') };

const made = fs.mkdtempSync(path.join(os.tmpdir(), 'incident-notes-host-'));
const workspace = path.join(made, 'workspace');
fs.mkdirSync(workspace);
execFileSync('git', ['init', '--quiet', '--initial-branch=main', workspace]);

try {
  await runTests({
    ...editor,
    extensionDevelopmentPath: path.resolve(here, '..', '..'),
    extensionTestsPath: path.join(here, 'suite.cjs'),
    extensionTestsEnv: { ...process.env, TEST_BUNDLE: path.resolve(process.argv[2] ?? '') },
    launchArgs: [
      workspace,
      `--user-data-dir=${path.join(made, 'data')}`,
      `--extensions-dir=${path.join(made, 'extensions')}`,
      '--disable-extensions',
    ],
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  fs.rmSync(made, { recursive: true, force: true, maxRetries: 5 });
}
