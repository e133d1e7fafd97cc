/** Fingerprints stand in files that clones exchange, so they never change. */
import assert from 'node:assert/strict';
import { Fingerprints } from '../../../src/core/merge/fingerprint';

describe('a fingerprint', () => {
  const prints = new Fingerprints();
  for (const [words, print] of [
    ['', 'cb4c87014f96'],
    ['a', '7071572d3bd4'],
    ['page came', 'ede9edbf5718'],
    ['caf\u00e9 \u{1f525}', '878c44697fec'],
    ['x'.repeat(5000), '6c0f22d1b985'],
  ] as const) {
    it(`of ${JSON.stringify(words).slice(0, 20)} is ${print}`, () => assert.equal(prints.of(words), print));
  }
});
