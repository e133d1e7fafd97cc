/**
 * `npm test`: everything, on a fresh checkout too. `npm test -- core git` runs only what is named. The last line is
 * `N passed, N failed` over all levels, where each check counts as one.
 */
import fs from 'node:fs';
import { whenStarterEnds } from './ancestors.mjs';
import { out } from './project.mjs';
import { endAll } from './run.mjs';
import { setUp } from './setUp.mjs';

/** @typedef {import('./runLevel.mjs').Outcome} Outcome */
/** @typedef {{ name: string, editor?: boolean, run: () => Promise<Outcome> }} Step */

const named = process.argv.slice(2);
const totals = { passed: 0, failed: 0, skipped: 0 };
const began = performance.now();
whenStarterEnds(() => process.exit(1));

try {
  await setUp();
  await everything();
} catch (error) {
  totals.failed += 1;
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
}
endAll();
if (totals.passed === 0 && totals.failed === 0) totals.failed = 1;
process.exitCode = totals.failed > 0 ? 1 : 0;
const seconds = ((performance.now() - began) / 1000).toFixed(1);
console.log(`\n${seconds} s in all${totals.skipped > 0 ? `, ${totals.skipped} skipped` : ''}`);
console.log(`${totals.passed} passed, ${totals.failed} failed`);

async function everything() {
  // Only now: these need the packages.
  const { checks, coverageCheck } = await import('./checks.mjs');
  const { levels, testFiles } = await import('./levels.mjs');
  const { runLevel } = await import('./runLevel.mjs');

  const known = [...Object.keys(checks), ...levels.map((level) => level.name)];
  const unknown = named.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`No such level: ${unknown.join(', ')}. There are: ${known.join(', ')}.`);

  const wanted = levels.filter((level) => named.length === 0 || named.includes(level.name));
  const running = wanted.filter((level) => testFiles(level).length > 0);
  for (const level of wanted) if (!running.includes(level)) console.log(`${level.name.padEnd(9)} has no tests yet`);

  const ofEditor = running.some((level) => level.editor);
  if (ofEditor) {
    const { editorHost } = await import('./editorHost.mjs');
    const { browser } = await import('./browser.mjs');
    await editorHost();
    await browser();
  }
  fs.rmSync(`${out}/results`, { recursive: true, force: true });
  fs.rmSync(`${out}/coverage`, { recursive: true, force: true });

  const needed = (/** @type {string} */ name) =>
    named.length === 0 || named.includes(name) || (ofEditor && (name === 'build' || name === 'package'));
  /** @type {Step[]} */
  const checking = Object.entries(checks)
    .filter(([name]) => needed(name))
    .map(([name, run]) => ({ name, run }));
  const live = running.length === 1;
  /** @type {Step[]} */
  const testing = running.map((level) => ({
    name: level.name,
    editor: level.editor ?? false,
    run: () => runLevel(level, live),
  }));
  /** Checks that failed. @type {string[]} */
  const broken = [];
  /** @param {Step} step */
  const report = async (step) => {
    const without = step.editor ? broken.filter((name) => name === 'build' || name === 'package') : [];
    const outcome = without.length > 0 ? notRun(without) : await attempt(step.run);
    if (outcome.failed > 0) broken.push(step.name);
    add(step.name, outcome, live && testing.includes(step));
  };

  // The build is in the way of all others; two at a time where nothing is timed; editors one after the other.
  const building = checking.filter((step) => step.name === 'build');
  const rest = checking.filter((step) => step.name !== 'build');
  await lanes(building, 1, report);
  await lanes([...rest, ...testing.filter((step) => !step.editor)], 2, report);
  const covered = levels.filter((level) => level.coverage && testFiles(level).length > 0);
  if (running.some((level) => level.name === 'core') && covered.every((level) => running.includes(level))) {
    const outcome = await attempt(coverageCheck);
    console.log(outcome.output.trimEnd());
    add('coverage', outcome, true);
  }
  await lanes(
    testing.filter((step) => step.editor),
    1,
    report,
  );
}

/**
 * Runs steps in order, some at a time.
 * @param {readonly Step[]} steps
 * @param {number} width
 * @param {(step: Step) => Promise<void>} report
 */
async function lanes(steps, width, report) {
  const waiting = [...steps];
  const lane = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) await report(step);
  };
  await Promise.all(Array.from({ length: width }, lane));
}

/** What came of a level that could only have tested something else. @param {readonly string[]} broken @returns {Outcome} */
function notRun(broken) {
  const why = `Not run, because this failed: ${broken.join(', ')}.`;
  return { passed: 0, failed: 1, skipped: 0, seconds: 0, output: '', why };
}

/** A step that throws has failed. @param {() => Promise<Outcome>} work @returns {Promise<Outcome>} */
async function attempt(work) {
  const start = performance.now();
  try {
    return await work();
  } catch (error) {
    const output = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { passed: 0, failed: 1, skipped: 0, output, seconds: (performance.now() - start) / 1000 };
  }
}

/** Adds an outcome to the sum and says it. @param {string} name @param {Outcome} outcome @param {boolean} shown */
function add(name, outcome, shown) {
  totals.passed += outcome.passed;
  totals.failed += outcome.failed;
  totals.skipped += outcome.skipped;
  if (outcome.failed > 0 && !shown) console.log(outcome.output.trimEnd());
  const { passed, failed, skipped } = outcome;
  const parts = [`${passed} ok`, failed > 0 ? `${failed} FAILED` : '', skipped > 0 ? `${skipped} skipped` : ''];
  const counts = parts.filter(Boolean).join(', ');
  console.log(
    `${name.padEnd(9)} ${outcome.seconds.toFixed(1).padStart(6)} s  ${counts} ${outcome.why ?? ''}`.trimEnd(),
  );
}
