/** What came of a run of tests: a line for each level as it ends, and a table of what each cost. */

/** @typedef {import('./runLevel.mjs').Outcome} Outcome */
/** @typedef {import('./runLevel.mjs').Failure} Failure */
/** @typedef {{ name: string, outcome: Outcome, budget?: number }} Row */

/** The outcomes of a level's lanes as one; the seconds are those of all of them. @param {readonly Outcome[]} outcomes @returns {Outcome} */
export function sumOf(outcomes) {
  const sum = (/** @type {'passed' | 'failed' | 'skipped' | 'seconds' | 'cpuSeconds'} */ key) =>
    outcomes.reduce((all, outcome) => all + outcome[key], 0);
  const why = outcomes.find((outcome) => outcome.why !== undefined)?.why;
  return {
    passed: sum('passed'),
    failed: sum('failed'),
    skipped: sum('skipped'),
    seconds: sum('seconds'),
    cpuSeconds: sum('cpuSeconds'),
    output: outcomes
      .filter(({ failed, flaky = [] }) => failed > 0 || flaky.length > 0)
      .map(({ output }) => output)
      .join('\n'),
    failures: outcomes.flatMap(({ failures = [] }) => failures),
    flaky: outcomes.flatMap(({ flaky = [] }) => flaky),
    ...(why === undefined ? {} : { why }),
  };
}

/** One line, such as `store      27.7 s  142 ok`. @param {Row} row */
export function lineOf({ name, outcome }) {
  const { passed, failed, skipped, seconds, flaky = [], why = '' } = outcome;
  const parts = [
    `${passed} ok`,
    failed > 0 ? `${failed} FAILED` : '',
    flaky.length > 0 ? `${flaky.length} only when run again` : '',
    skipped > 0 ? `${skipped} skipped` : '',
  ];
  return `${name.padEnd(9)} ${seconds.toFixed(1).padStart(6)} s  ${parts.filter(Boolean).join(', ')} ${why}`.trimEnd();
}

/**
 * What failed, with the beginning of why, at the end of the output, where even a shortened one has it; and which tests passed
 * only when their files were run again: each is a defect, of the test or of the product.
 * @param {readonly Row[]} rows
 */
export function defectsOf(rows) {
  const part = (/** @type {string} */ heading, /** @type {(outcome: Outcome) => readonly Failure[]} */ of) => {
    const lines = rows.flatMap(({ name, outcome }) =>
      of(outcome).flatMap(({ title, why }) => [`  ${name}: ${title}`, why.replaceAll(/^/gm, '    ')]),
    );
    return lines.length === 0 ? [] : ['', heading, ...lines];
  };
  return [
    ...part('These failed at first, which is a defect:', ({ flaky = [] }) => flaky),
    ...part('These failed:', whatFailed),
  ].join('\n');
}

/** A check, or a run that failed as a whole, has no titles. @param {Outcome} outcome @returns {readonly Failure[]} */
function whatFailed({ failed, failures = [], why = 'its output is above' }) {
  return failed > 0 && failures.length === 0 ? [{ title: 'as a whole', why }] : failures;
}

/** What each level cost beside its budget, the dearest first, in CPU seconds and seconds. @param {readonly Row[]} rows */
export function costsOf(rows) {
  const lines = [...rows]
    .sort((a, b) => b.outcome.cpuSeconds - a.outcome.cpuSeconds)
    .map(({ name, outcome: { cpuSeconds, seconds }, budget }) => {
      const allowed = budget === undefined ? '' : `  of ${budget}`;
      return `${name.padEnd(9)} ${cpuSeconds.toFixed(1).padStart(7)} ${seconds.toFixed(1).padStart(8)}${allowed}`;
    });
  return ['', 'level     CPU s  seconds  of its budget in CPU s', ...lines].join('\n');
}
