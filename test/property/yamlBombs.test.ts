/** YAML that was written to cost much is refused quickly, with one finding or a few. */
import assert from 'node:assert/strict';
import { readYaml } from '../../src/core/hardenedYaml';

/** What is over this many milliseconds is measured again: it may have been the machine's other work. */
const LIMIT = 100;

const laughs = Array.from({ length: 9 }, (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i},`.repeat(9)}]`).join('\n');
const BOMBS: [string, 'badYaml' | 'tooLarge'][] = [
  [`l0: &l0 lol\n${laughs}`, 'badYaml'],
  [`a: ${'['.repeat(60_000)}`, 'tooLarge'],
  [`a: ${'{a: '.repeat(15_000)}`, 'tooLarge'],
  [`a: ${'["]",'.repeat(12_000)}`, 'tooLarge'],
  ['- '.repeat(32_000), 'tooLarge'],
  ['? '.repeat(32_000), 'tooLarge'],
  [': '.repeat(32_000), 'tooLarge'],
  ['a: '.repeat(20_000), 'tooLarge'],
  [Array.from({ length: 300 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'), 'tooLarge'],
  [Array.from({ length: 10_000 }, (_, i) => `${i}:`).join('\n'), 'tooLarge'],
  [`a: ${'\x20"" '.repeat(3_900)}`, 'badYaml'],
  [']'.repeat(64_000), 'tooLarge'],
  ['a'.repeat(65_537), 'tooLarge'],
  ['"'.repeat(64_000), 'tooLarge'],
];

function milliseconds(text: string, more = 4): number {
  const began = performance.now();
  readYaml(text);
  const took = performance.now() - began;
  return took >= LIMIT && more > 0 ? Math.min(took, milliseconds(text, more - 1)) : took;
}

describe('a bomb of YAML', () => {
  for (const [text, code] of BOMBS) {
    it(`${JSON.stringify(text.slice(0, 40))} is refused at little cost`, () => {
      const { value, findings } = readYaml(text, 1000);
      assert.equal(value, undefined);
      assert.equal(findings[0]?.code, code);
      assert.ok(findings.length <= 10);
      assert.ok(findings.every(({ start, end }) => start >= 1000 && end <= 1000 + text.length + 1));
      const took = milliseconds(text);
      assert.ok(took < LIMIT, `took ${took} ms`);
    });
  }
});
