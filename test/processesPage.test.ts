/** Holds that the page about the five processes has every need, and that each is shown by the test and the runs it names. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';

interface Step {
  readonly command?: string;
  readonly meets?: readonly string[];
}

const FIXTURES = 'test/fixtures';
const PAGE = fs.readFileSync('docs/processes.md', 'utf8');
const TESTS = fs.readFileSync('test/property/checklist.test.ts', 'utf8');
const COMMANDS = fs.readFileSync('docs/commands.md', 'utf8');
/** How many needs each organisation has. */
const NEEDS = { M: 14, P: 13, Z: 9, C: 11, L: 17 };

const RUNS = new Map(
  incidents().map((name): [string, ReadonlySet<string>] => {
    const { steps } = JSON.parse(fs.readFileSync(path.join(FIXTURES, name, 'commands.json'), 'utf8')) as {
      steps: readonly Step[];
    };
    return [name, new Set(steps.flatMap(({ meets = [] }) => meets))];
  }),
);
/** The recorded incidents; beside them are logs to import. */
function incidents(): string[] {
  return fs.readdirSync(FIXTURES).filter((name) => fs.existsSync(path.join(FIXTURES, name, 'commands.json')));
}

const ROWS = new Map(
  [...PAGE.matchAll(/^\| ([MPZCL]\d+) \| (.+) \| (.+) \| (.+) \|$/gm)].map(
    ([, id, , by, runs]): [string, { readonly by: string; readonly runs: readonly string[] }] => [
      id!,
      {
        by: by!,
        runs: [...runs!.matchAll(/\]\(\.\.\/test\/fixtures\/([^/]+)\/incident\.md\)/g)].map(([, run]) => run!),
      },
    ],
  ),
);

describe('the page about the five processes', () => {
  for (const [letter, count] of Object.entries(NEEDS)) {
    for (let number = 1; number <= count; number++) {
      const id = `${letter}${number}`;
      it(`${id} has a row, a test of its name and a run that shows it`, () => {
        const row = ROWS.get(id);
        assert.ok(row, 'no row');
        assert.ok(TESTS.includes(`    it('${id}: `), 'no test');
        const shown = [...RUNS].filter(([, met]) => met.has(id)).map(([name]) => name);
        assert.ok(shown.length > 0, 'no run');
        assert.deepEqual(row.runs, shown.toSorted());
      });
    }
  }

  it('has no other rows, and the runs meet nothing else', () => {
    const known = Object.entries(NEEDS).flatMap(([letter, count]) =>
      Array.from({ length: count }, (_, index) => `${letter}${index + 1}`),
    );
    assert.deepEqual([...ROWS.keys()], known);
    const met = new Set([...RUNS.values()].flatMap((needs) => [...needs]));
    assert.deepEqual([...met].toSorted(), known.toSorted());
  });

  it('names commands, updates and placeholders that there are', () => {
    const known = [COMMANDS, fs.readFileSync('docs/updates.md', 'utf8'), fs.readFileSync('docs/process.md', 'utf8')]
      .concat(fs.readdirSync('src/processes').map((name) => fs.readFileSync(path.join('src/processes', name), 'utf8')))
      .join('\n');
    const named = [...ROWS.values()].flatMap(({ by }) => [...by.matchAll(/`([^`]+)`/g)].map(([, word]) => word!));
    for (const word of new Set(named)) {
      const whole = word.replace(/…$/, '').replace(/^\{\{(.*)\}\}$/, '$1');
      assert.match(
        known,
        new RegExp(`(?<![\\w-])${whole.replace(/[.]/g, '\\.')}${word.endsWith('…') ? '' : '(?![\\w-])'}`),
        word,
      );
    }
  });

  it('is where the readme leads to every run', () => {
    const readme = fs.readFileSync('README.md', 'utf8');
    for (const name of RUNS.keys()) {
      assert.ok(readme.includes(`(test/fixtures/${name}/incident.md)`), name);
    }
  });
});
