/** Installs packages by npm, where a machine without a network is met once and at once. */
import os from 'node:os';
import path from 'node:path';
import { npmEnvironment } from './environment.mjs';
import { runOrThrow } from './run.mjs';

/** What every installation of ours has in common: no package's own scripts, as some would download. */
const QUIET = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
/** npm by itself tries for minutes. */
const PATIENT = [
  '--fetch-retries=2',
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-factor=2',
  '--fetch-timeout=120000',
];
const IMPATIENT = ['--fetch-retries=0', '--fetch-timeout=30000'];

/** Whether the registry answers, asked once. @type {Promise<unknown> | undefined} */
let reached;

/**
 * Runs `npm ci` or `npm install`, without the packages' own scripts.
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @throws Failure where the machine is at fault
 */
export async function npm(args, { env = npmEnvironment(), ...options } = {}) {
  // From a cache npm would answer without the network.
  const emptyCache = path.join(os.tmpdir(), 'npm');
  reached ??= runOrThrow('npm', ['view', 'mustache', 'version', '--cache', emptyCache, ...QUIET, ...IMPATIENT], {
    env,
  });
  await reached;
  await runOrThrow('npm', [...args, '--ignore-scripts', ...QUIET, ...PATIENT], { env, ...options });
}
