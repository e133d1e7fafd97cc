/**
 * Programs that are bundled from a folder of test/ and run one after the other, each in a process of its own with the
 * machine to itself: benches and tortures.
 */
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { common } from '../build/build.mjs';
import { external } from '../build/bundleTests.mjs';
import { cleanEnvironment } from '../process/environment.mjs';
import { Failure } from '../process/failure.mjs';
import { inRoot, out } from '../process/project.mjs';
import { run } from '../process/run.mjs';

/**
 * The programs of a kind, by name: `laws` is test/torture/laws.torture.ts.
 * @param {'bench' | 'torture'} kind the folder in test/ and what its files end with
 */
export function programsOf(kind) {
  const end = `.${kind}.ts`;
  const files = fs.readdirSync(inRoot('test', kind)).filter((file) => file.endsWith(end));
  return files.map((file) => file.slice(0, -end.length)).sort();
}

/**
 * The programs that are named; all of them when none is.
 * @param {'bench' | 'torture'} kind
 * @param {readonly string[]} names
 * @throws Failure when one is unknown
 */
export function named(kind, names) {
  const known = programsOf(kind);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Failure(`Unknown ${kind}: ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
  return names.length > 0 ? names : known;
}

/**
 * Bundles one and runs it to its end, its output passed on.
 * @param {'bench' | 'torture'} kind
 * @param {string} name
 * @param {{ variables?: Record<string, string>, flags?: readonly string[] }} [options]
 */
export async function runProgram(kind, name, { variables = {}, flags = [] } = {}) {
  const outfile = path.join(out, kind, `${name}.js`);
  const entryPoints = [inRoot('test', kind, `${name}.${kind}.ts`)];
  await build({ ...common, entryPoints, outfile, external, sourcemap: 'inline' });
  const env = cleanEnvironment(variables);
  return run(process.execPath, ['--enable-source-maps', ...flags, outfile], { env, live: true });
}
