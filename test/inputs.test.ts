/** Holds that each of the 39 small inputs from the field, which once went wrong, is a test that names its number. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const COUNT = 39;
const ROOT = join(process.cwd(), 'test');

/** The numbers in the titles of a test file: `(inputs 20 and 28)`, `input 29, a password`, `7. a chat`. */
function numbersIn(text: string): number[] {
  const named = [...text.matchAll(/\binputs? (\d+(?:(?:,| and) \d+)*)/g)].flatMap(([, list]) => list!.match(/\d+/g)!);
  const leading = [...text.matchAll(/\b(?:describe|it|rarely)\(\s*['"`](\d+)\. /g)].map(([, number]) => number!);
  return [...named, ...leading].map(Number);
}

describe('the inputs from the field', () => {
  it('are each a test by their number', () => {
    const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /^(?:core|git|host|property|store|e2e)\b.*\.test\.ts$/.test(name),
    );
    const found = new Set(files.flatMap((name) => numbersIn(readFileSync(join(ROOT, name), 'utf8'))));
    const missing = Array.from({ length: COUNT }, (_, index) => index + 1).filter((number) => !found.has(number));
    assert.deepEqual(missing, []);
  });
});
