/** Holds that every law of test/property goes through its one door, law.ts, and is told to `npm run torture` too. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';

const files = fs
  .readdirSync('test', { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.ts') && name !== 'laws.test.ts' && !name.startsWith('fixtures/'));
const textOf = (file: string): string => fs.readFileSync(path.join('test', file), 'utf8');

/** Files that tell laws. */
const telling = files.filter((file) => textOf(file).includes("from './law'"));

describe('laws', () => {
  it('are listed in test/property', () => {
    assert.ok(telling.length > 5);
    assert.deepEqual(
      telling.filter((file) => !/^property\/\w+\.test\.ts$/.test(file)),
      [],
    );
  });

  it('are tried by law.ts alone, so that the seed and the number of tries are decided there', () => {
    const runs = /\bfc\.(?:assert|check|configureGlobal|sample)\b|\b(?:numRuns|seed):/;
    const others = files.filter((file) => textOf(file).includes("'fast-check'") && file !== 'property/law.ts');
    assert.deepEqual(
      others.filter((file) => runs.test(textOf(file))),
      [],
    );
  });

  it('are all that their files tell, as a torture has no mocha', () => {
    assert.deepEqual(
      telling.filter((file) => /^\s*(?:describe|it|before|after)(?:Each)?\(/m.test(textOf(file))),
      [],
    );
  });

  it('are tried by a torture, each of them', () => {
    const tortures = files.filter((file) => file.endsWith('.torture.ts')).map(textOf);
    assert.deepEqual(
      telling.filter((file) => !tortures.some((text) => text.includes(`'../${file.replace(/\.ts$/, '')}'`))),
      [],
    );
  });
});
