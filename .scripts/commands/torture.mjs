/**
 * `npm run torture [-- name … --count N | --minutes M --seed S --path P]`: runs test/torture/*.torture.ts one after the other,
 * up to the first loss. Each tries its usual number of times, or N times, or for M minutes; the seed is the day's, or S. A
 * loss prints the command that replays it.
 */
import { parseArgs } from 'node:util';
import { provide } from '../editor/system.mjs';
import { Failure } from '../process/failure.mjs';
import { measureMachine } from '../test/machine.mjs';
import { named, runProgram } from '../test/programs.mjs';

/** @param {string[]} args */
export async function run(args) {
  const { values, names } = read(args);
  const variables = Object.fromEntries(
    Object.entries(values).map(([option, value]) => [`TORTURE_${option.toUpperCase()}`, String(value)]),
  );
  /** The last line of each. @type {string[]} */
  const rows = [];
  await provide('git');
  // Some of them wait for an editor.
  variables.TEST_SLOWNESS = String(measureMachine().slowness);
  let lost = false;
  for (const name of names) {
    console.log(`\n${name}`);
    const ended = await runProgram('torture', name, { variables });
    rows.push(ended.output.trimEnd().split('\n').at(-1) ?? '');
    lost = ended.code !== 0;
    if (lost) break;
  }
  if (rows.length > 1) console.log(`\n${rows.join('\n')}`);
  return lost ? 1 : 0;
}

/** @param {string[]} args @throws Failure when they make no sense */
function read(args) {
  const string = /** @type {const} */ ({ type: 'string' });
  const options = { count: string, minutes: string, seed: string, path: string };
  let parsed;
  try {
    parsed = parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new Failure(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  for (const [option, form] of /** @type {const} */ ([
    ['count', /^0*[1-9]\d*$/],
    ['minutes', /^(?=.*[1-9])\d+(\.\d+)?$/],
    ['seed', /^-?\d+$/],
  ])) {
    const value = values[option];
    if (value !== undefined && !form.test(value)) throw new Failure(`--${option} takes a number, not "${value}".`);
  }
  if (values.path !== undefined && positionals.length !== 1) throw new Failure('--path needs the name of one torture.');
  return { values, names: named('torture', positionals) };
}
