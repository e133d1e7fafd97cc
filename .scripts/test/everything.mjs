/** Runs checks and levels of tests, as many side by side as the machine has room for. */
import fs from 'node:fs';
import { browser } from '../editor/browser.mjs';
import { editorHost } from '../editor/editorHost.mjs';
import { messageOf } from '../process/failure.mjs';
import { out } from '../process/project.mjs';
import { checks, coverageCheck } from './checks.mjs';
import { lanesOf, levels, testFiles } from './levels.mjs';
import { cores } from './machine.mjs';
import { lineOf, sumOf } from './report.mjs';
import { levelRuns } from './runLevel.mjs';

/** @typedef {import('./runLevel.mjs').Outcome} Outcome */
/** @typedef {import('./report.mjs').Row} Row */
/** @typedef {{ name: string, editor?: boolean, budget?: number, live?: boolean, runs: readonly (() => Promise<Outcome>)[] }} Step */

/** Tests wait more than they work, so there are more of them at once than cores. */
const WIDTHS = { all: cores + 2, editor: cores + 1 };

/** Whether a run of what is named needs the editor and a browser. @param {readonly string[]} named */
export const needsEditor = (named) =>
  levels.some(
    ({ name, editor }) => editor && (named.length === 0 || named.some((each) => each.split('/')[0] === name)),
  );

/**
 * The parts of file names that are meant, by level; none where the level is named alone: then all of it is meant.
 * @param {readonly string[]} named
 */
function partsByLevel(named) {
  /** @type {Map<string, string[]>} */
  const parts = new Map();
  for (const name of named) {
    const [level = '', ...rest] = name.split('/');
    const whole = rest.length === 0 || (parts.has(level) && parts.get(level)?.length === 0);
    parts.set(level, whole ? [] : [...(parts.get(level) ?? []), rest.join('/')]);
  }
  return parts;
}

/**
 * Runs what is named (a check, a level, or a level and a part of a file's name such as `e2e/sharing`), or everything.
 * @param {readonly string[]} named
 * @param {{ slowness: number, again: boolean }} options see `levelRuns`
 * @returns {Promise<Row[]>} throws when a name is unknown, and when the editor can't be installed
 */
export async function everything(named, { slowness, again }) {
  const wanted = partsByLevel(named);
  const known = [...Object.keys(checks), ...levels.map((level) => level.name)];
  const unknown = [...wanted.keys()].filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`No such level: ${unknown.join(', ')}. There are: ${known.join(', ')}.`);

  for (const level of levels) {
    for (const part of wanted.get(level.name) ?? []) {
      if (lanesOf(level, [part]).length === 0) {
        throw new Error(`No test file of ${level.name} has ${part} in its name.`);
      }
    }
  }

  const running = levels.filter((level) => wanted.size === 0 || wanted.has(level.name));
  const ofEditor = needsEditor(named);
  // While what needs neither is run. Where it can't be installed, nothing else is worth the wait.
  const installed = ofEditor ? Promise.all([editorHost(), browser()]) : Promise.resolve();
  /** @type {Promise<never>} */
  const notInstalled = new Promise((_, reject) => void installed.catch(reject));
  fs.rmSync(`${out}/results`, { recursive: true, force: true });
  fs.rmSync(`${out}/coverage`, { recursive: true, force: true });

  const needed = (/** @type {string} */ name) =>
    wanted.size === 0 || wanted.has(name) || (ofEditor && (name === 'build' || name === 'package'));
  /** @type {Step[]} */
  const checking = Object.entries(checks)
    .filter(([name]) => needed(name))
    .map(([name, run]) => ({ name, runs: [run] }));
  const live = running.length === 1 && wanted.size === 1;
  /** @type {Step[]} */
  const testing = running.map((level) => {
    const runs = levelRuns(level, { live, slowness, again, named: wanted.get(level.name) ?? [] });
    const { name, budget, editor = false } = level;
    return { name, budget, editor, live, runs: editor ? runs.map((run) => () => installed.then(run)) : runs };
  });

  /** @type {Row[]} */
  const rows = [];
  /** @param {Step} step @param {readonly Outcome[]} outcomes */
  const ended = ({ name, budget, live: shown = false }, outcomes) => {
    const outcome = sumOf(outcomes);
    const row = { name, outcome, ...(budget === undefined ? {} : { budget }) };
    rows.push(row);
    if (outcome.output !== '' && !shown) console.log(outcome.output.trimEnd());
    console.log(lineOf(row));
  };
  // What is tested must be there.
  const first = checking.filter(({ name }) => name === 'build' || name === 'package');
  await Promise.race([notInstalled, sideBySide(first, { all: 1, editor: 0 }, ended)]);
  const broken = rows.filter(({ outcome }) => outcome.failed > 0).map(({ name }) => name);
  const able = testing.filter((step) => broken.length === 0 || !step.editor);
  for (const step of testing) if (!able.includes(step)) ended(step, [notRun(broken)]);
  const rest = checking.filter((step) => !first.includes(step));
  const second = [...rest, ...able.sort((a, b) => Number(a.editor) - Number(b.editor))];
  await Promise.race([notInstalled, sideBySide(second, WIDTHS, ended)]);

  const counted = levels.filter((level) => level.coverage && testFiles(level).length > 0);
  if (counted.every((level) => running.includes(level) && !wanted.get(level.name)?.length)) {
    ended({ name: 'coverage', runs: [] }, [await attempt(coverageCheck)]);
  }
  return rows;
}

/**
 * Runs what steps consist of in order, some at a time; says of each step what came of it when its last run is done.
 * @param {readonly Step[]} steps
 * @param {{ all: number, editor: number }} widths how many go side by side, and how many of them with an editor
 * @param {(step: Step, outcomes: readonly Outcome[]) => void} ended
 */
async function sideBySide(steps, widths, ended) {
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
  let editors = 0;
  const worker = async () => {
    for (;;) {
      const next = waiting.find(({ editor }) => !editor || editors < widths.editor);
      if (!next) return;
      waiting.splice(waiting.indexOf(next), 1);
      if (next.editor) editors += 1;
      await next.run();
      if (next.editor) editors -= 1;
    }
  };
  await Promise.all(Array.from({ length: widths.all }, worker));
}

/** What came of a level that could only have tested something else. @param {readonly string[]} broken @returns {Outcome} */
function notRun(broken) {
  const why = `Not run, because this failed: ${broken.join(', ')}.`;
  return { passed: 0, failed: 1, skipped: 0, seconds: 0, cpuSeconds: 0, output: '', why };
}

/** A step that throws has failed. @param {() => Promise<Outcome>} work @returns {Promise<Outcome>} */
async function attempt(work) {
  const start = performance.now();
  try {
    return await work();
  } catch (error) {
    const seconds = (performance.now() - start) / 1000;
    return { passed: 0, failed: 1, skipped: 0, output: messageOf(error), seconds, cpuSeconds: 0 };
  }
}
