/**
 * Loaded by the editor's server before itself: an extension host gets the variables that the file named by HOST_ENVIRONMENT
 * contains at that moment. So one server can have one window after another, each with a home and a time zone of its own.
 */
import childProcess from 'node:child_process';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { fork } = childProcess;
const file = process.env.HOST_ENVIRONMENT ?? '';

/**
 * @param {string | URL} module
 * @param {readonly string[]} [args]
 * @param {import('node:child_process').ForkOptions} [options]
 */
const forkInEnvironment = (module, args, options) => {
  if (!Array.isArray(args) || !args.includes('--type=extensionHost')) return fork(module, args, options);
  const variables = JSON.parse(fs.readFileSync(file, 'utf8'));
  return fork(module, args, { ...options, env: { ...options?.env, ...variables } });
};
Object.assign(childProcess, { fork: forkInEnvironment });
syncBuiltinESMExports();
