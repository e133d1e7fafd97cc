/**
 * `npm run bench [-- name …]`: runs test/bench/*.bench.ts, all or what is named, each with the machine to itself. Exits with
 * 1 when a goal was missed.
 */
import { packExtension } from '../build/package.mjs';
import { browser } from '../editor/browser.mjs';
import { editorHost } from '../editor/editorHost.mjs';
import { provide } from '../editor/system.mjs';
import { vsix } from '../process/project.mjs';
import { named, runProgram } from '../test/programs.mjs';

/** Those that start an editor. */
const OF_EDITOR = ['visible', 'durableInEditor', 'firstContact'];

/** @param {string[]} args */
export async function run(args) {
  const names = named('bench', args);
  await provide('git');
  await packExtension(vsix);
  /** @type {Record<string, string>} */
  const variables = { TEST_PACKAGE: vsix };
  if (names.some((name) => OF_EDITOR.includes(name))) {
    await editorHost();
    variables.TEST_BROWSER = await browser();
  }
  const missed = [];
  for (const name of names) {
    console.log(`\n${name}`);
    const { code } = await runProgram('bench', name, { variables, flags: ['--expose-gc'] });
    if (code !== 0) missed.push(name);
  }
  if (missed.length > 0) console.log(`\nMissed: ${missed.join(', ')}`);
  return missed.length > 0 ? 1 : 0;
}
