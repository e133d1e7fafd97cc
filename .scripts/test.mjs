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
/** @typedef {{ name: string, editor?: boolean, alone?: boolean, runs: readonly (() => Promise<Outcome>)[] }} Step */

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
  const { levelRuns } = await import('./runLevel.mjs');

  const known = [...Object.keys(checks), ...levels.map((level) => level.name)];
  const unknown = named.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`No such level: ${unknown.join(', ')}. There are: ${known.join(', ')}.`);

  const wanted = levels.filter((level) => named.length === 0 || named.includes(level.name));
  const running = wanted.filter((level) => testFiles(level).length > 0);
  for (const level of wanted) if (!running.includes(level)) console.log(`${level.name.padEnd(9)} has no tests yet`);

  const ofEditor = running.some((level) => level.editor);
  const editor = ofEditor ? await installing() : undefined;
  fs.rmSync(`${out}/results`, { recursive: true, force: true });
  fs.rmSync(`${out}/coverage`, { recursive: true, force: true });

  const needed = (/** @type {string} */ name) =>
    named.length === 0 || named.includes(name) || (ofEditor && (name === 'build' || name === 'package'));
  /** @type {Step[]} */
  const checking = Object.entries(checks)
    .filter(([name]) => needed(name))
    .map(([name, run]) => ({ name, runs: [run] }));
  const live = running.length === 1;
  /** @type {Step[]} */
  const testing = running.map((level) => ({
    name: level.name,
    editor: level.editor ?? false,
    alone: level.alone ?? false,
    runs: levelRuns(level, live),
  }));
  /** Checks that failed. @type {string[]} */
  const broken = [];
  /** @param {Step} step @param {readonly Outcome[]} outcomes */
  const ended = (step, outcomes) => {
    const outcome = together(outcomes);
    if (outcome.failed > 0) broken.push(step.name);
    add(step.name, outcome, live && testing.includes(step));
  };
  /** @param {Step} step */
  const withoutWhat = (step) => (step.editor ? broken.filter((name) => name === 'build' || name === 'package') : []);
  /** @param {readonly Step[]} steps @param {number} width */
  const perform = async (steps, width) => {
    const able = steps.filter((step) => withoutWhat(step).length === 0);
    for (const step of steps) if (!able.includes(step)) ended(step, [notRun(withoutWhat(step))]);
    await sideBySide(able, width, ended);
  };

  // The build is in the way of all others. Git's tests and windows wait more than they work: some at a time take little
  // longer than one; more would be in the way of what has a time to keep.
  const building = checking.filter((step) => step.name === 'build');
  const rest = checking.filter((step) => step.name !== 'build');
  await perform(building, 1);
  await perform([...rest, ...testing.filter((step) => !step.editor)], 3);
  const covered = levels.filter((level) => level.coverage && testFiles(level).length > 0);
  if (running.some((level) => level.name === 'core') && covered.every((level) => running.includes(level))) {
    const outcome = await attempt(coverageCheck);
    console.log(outcome.output.trimEnd());
    add('coverage', outcome, true);
  }
  await editor?.work;
  await perform(
    testing.filter((step) => step.editor && !step.alone),
    2,
  );
  await perform(
    testing.filter((step) => step.alone),
    1,
  );
}

/**
 * Runs what steps consist of in order, some at a time; says of each step what came of it when its last run is done.
 * @param {readonly Step[]} steps
 * @param {number} width
 * @param {(step: Step, outcomes: readonly Outcome[]) => void} ended
 */
async function sideBySide(steps, width, ended) {
  const waiting = steps.flatMap((step) => {
    /** @type {Outcome[]} */
    const outcomes = [];
    return step.runs.map((run) => async () => {
      outcomes.push(await attempt(run));
      if (outcomes.length === step.runs.length) ended(step, outcomes);
    });
  });
  const lane = async () => {
    for (let run = waiting.shift(); run; run = waiting.shift()) await run();
  };
  await Promise.all(Array.from({ length: width }, lane));
}

/** The outcomes of a step's runs as one; the seconds are those of all runs. @param {readonly Outcome[]} outcomes @returns {Outcome} */
function together(outcomes) {
  const sum = (/** @type {'passed' | 'failed' | 'skipped' | 'seconds'} */ key) =>
    outcomes.reduce((all, outcome) => all + outcome[key], 0);
  const why = outcomes.find((outcome) => outcome.why !== undefined)?.why;
  return {
    passed: sum('passed'),
    failed: sum('failed'),
    skipped: sum('skipped'),
    seconds: sum('seconds'),
    output: outcomes
      .filter(({ failed }) => failed > 0)
      .map(({ output }) => output)
      .join('\n'),
    ...(why === undefined ? {} : { why }),
  };
}

/** Installs editor and browser where they are missing, while what needs neither is run; throws when it is waited for. */
async function installing() {
  const { editorHost } = await import('./editorHost.mjs');
  const { browser } = await import('./browser.mjs');
  const work = Promise.all([editorHost(), browser()]);
  work.catch(() => {});
  return { work };
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
