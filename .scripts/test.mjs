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
/** How many runs go side by side, and how many of them with an editor. @typedef {{ all: number, editor: number }} Widths */
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
    runs: levelRuns(level, live).map((run) => (level.editor ? () => Promise.resolve(editor?.work).then(run) : run)),
  }));
  /** Checks that failed. @type {string[]} */
  const broken = [];
  /** @param {Step} step @param {readonly Outcome[]} outcomes */
  const ended = (step, outcomes) => {
    const outcome = sumOf(outcomes);
    if (outcome.failed > 0) broken.push(step.name);
    add(step.name, outcome, live && testing.includes(step));
  };
  /** @param {Step} step */
  const withoutWhat = (step) => (step.editor ? broken.filter((name) => name === 'build' || name === 'package') : []);
  /** @param {readonly Step[]} steps @param {Widths} widths */
  const perform = async (steps, widths) => {
    const able = steps.filter((step) => withoutWhat(step).length === 0);
    for (const step of steps) if (!able.includes(step)) ended(step, [notRun(withoutWhat(step))]);
    await sideBySide(able, widths, ended);
  };

  // What is tested must be there. Git's tests and windows wait more than they work: some at a time take little longer than
  // one; more would be in the way of what has a time to keep.
  const first = checking.filter(({ name }) => name === 'build' || name === 'package');
  await perform(first, { all: 1, editor: 0 });
  const together = testing.filter((step) => !step.alone).sort((a, b) => Number(a.editor) - Number(b.editor));
  await perform([...checking.filter((step) => !first.includes(step)), ...together], { all: 3, editor: 2 });
  await perform(
    testing.filter((step) => step.alone),
    { all: 1, editor: 1 },
  );
  const covered = levels.filter((level) => level.coverage && testFiles(level).length > 0);
  if (running.some((level) => level.name === 'core') && covered.every((level) => running.includes(level))) {
    const outcome = await attempt(coverageCheck);
    console.log(outcome.output.trimEnd());
    add('coverage', outcome, true);
  }
}

/**
 * Runs what steps consist of in order, some at a time; says of each step what came of it when its last run is done.
 * @param {readonly Step[]} steps
 * @param {Widths} widths
 * @param {(step: Step, outcomes: readonly Outcome[]) => void} ended
 * @returns {Promise<void>}
 */
function sideBySide(steps, widths, ended) {
  const waiting = steps.flatMap((step) => {
    /** @type {Outcome[]} */
    const outcomes = [];
    return step.runs.map((run) => ({
      editor: step.editor ?? false,
      run: async () => {
        outcomes.push(await attempt(run));
        if (outcomes.length === step.runs.length) ended(step, outcomes);
      },
    }));
  });
  /** @type {Set<{ editor: boolean }>} */
  const running = new Set();
  const editors = () => [...running].filter(({ editor }) => editor).length;
  return new Promise((resolve, reject) => {
    const go = () => {
      while (running.size < widths.all) {
        const next = waiting.find(({ editor }) => !editor || editors() < widths.editor);
        if (!next) break;
        waiting.splice(waiting.indexOf(next), 1);
        running.add(next);
        next.run().then(() => {
          running.delete(next);
          go();
        }, reject);
      }
      if (running.size === 0) resolve();
    };
    go();
  });
}

/** The outcomes of a step's runs as one; the seconds are those of all runs. @param {readonly Outcome[]} outcomes @returns {Outcome} */
function sumOf(outcomes) {
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
