/**
 * Packs the extension as an earlier commit had it, by that commit's own scripts and packages, and keeps the package in out/.
 * As a program: `node .scripts/build/packageOf.mjs <commit>`; the last line of its output is the package.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { npm } from '../process/packages.mjs';
import { cleanEnvironment } from '../process/environment.mjs';
import { Failure, messageOf } from '../process/failure.mjs';
import { isProgram, out, root } from '../process/project.mjs';
import { run, runOrThrow } from '../process/run.mjs';

/**
 * @param {string} commit
 * @returns {Promise<string>} the package
 * @throws Failure where this clone doesn't have the commit
 */
export async function packageOf(commit) {
  const packed = path.join(out, `incident-notes-${commit}.vsix`);
  if (fs.existsSync(packed)) return packed;
  const known = await run('git', ['cat-file', '-e', `${commit}^{commit}`]);
  if (known.code !== 0) {
    throw new Failure(
      `Can't build the version of commit ${commit}: this clone doesn't have it. Run "git fetch --unshallow", then try again.`,
    );
  }
  console.error(`Packing the version of commit ${commit}, once, about a minute …`);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'incident-notes-version-'));
  try {
    const made = path.join(folder, 'made');
    // With an index of its own, the checkout stays as it is.
    const env = cleanEnvironment({ GIT_INDEX_FILE: path.join(folder, 'index') });
    await runOrThrow('git', ['read-tree', commit], { env });
    await runOrThrow('git', ['checkout-index', '--all', `--prefix=${made}/`], { env, cwd: root });
    await npm(['ci', '--prefer-offline'], { cwd: made });
    const own = path.join(made, 'packed.vsix');
    await runOrThrow(process.execPath, [path.join('.scripts', 'package.mjs'), own], {
      cwd: made,
      env: cleanEnvironment(),
    });
    fs.mkdirSync(out, { recursive: true });
    fs.copyFileSync(own, `${packed}.tmp`);
    fs.renameSync(`${packed}.tmp`, packed);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  return packed;
}

if (isProgram(import.meta.url)) {
  try {
    console.log(await packageOf(process.argv[2] ?? ''));
  } catch (error) {
    console.error(messageOf(error));
    process.exitCode = 1;
  }
}
