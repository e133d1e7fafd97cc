/** YAML that was written to cost much is refused, with one finding or a few; `npm run bench -- hostile` holds what it costs. */
import assert from 'node:assert/strict';
import { readYaml } from '../../src/core/frontMatter/hardenedYaml';
import { BOMBS } from '../bench/yamlBombs';

describe('a bomb of YAML', () => {
  for (const [text, code] of BOMBS) {
    it(`${JSON.stringify(text.slice(0, 40))} is refused`, () => {
      const { value, findings } = readYaml(text, 1000);
      assert.equal(value, undefined);
      assert.equal(findings[0]?.code, code);
      assert.ok(findings.length <= 10);
      assert.ok(findings.every(({ start, end }) => start >= 1000 && end <= 1000 + text.length + 1));
    });
  }
});
