import assert from 'node:assert/strict';
import fs from 'node:fs';
import { templateVocabulary } from '../../../src/core/process/process';
import { checkFields, FAMILIES, gapWords, LISTS, TEXTS } from '../../../src/core/template/updatePlaceholders';
import { builtIn } from '../builtIn';

const KNOWN = templateVocabulary(builtIn('default'));

describe('the placeholders', () => {
  it('are in the documentation as they are', () => {
    const text = fs.readFileSync('docs/updates.md', 'utf8');
    const rows = [...text.slice(text.indexOf('\n## Placeholders')).matchAll(/^\| `([^`]+)` \| (.+) \|$/gm)];
    const documented = Object.fromEntries(rows.map(([, name, rest]) => [name, rest!.replaceAll('`', '')]));
    const examples = [
      'role.scribe',
      'status.identified',
      'milestone.identified',
      'said.identified',
      'channel.ops',
      'due.report',
    ];
    assert.deepEqual(
      examples.map((name) => name.split('.')[0]),
      Object.keys(FAMILIES),
    );
    assert.deepEqual(documented, {
      ...TEXTS,
      ...Object.fromEntries(examples.map((name) => [name, gapWords(name)])),
      ...Object.fromEntries(Object.entries(LISTS).map(([name, words]) => [name, words.join(' ')])),
    });
  });

  it("may be given as fields if they're texts", () => {
    checkFields({ doing: 'x', 'role.scribe': '@a', 'said.mitigated': 'y', 'channel.any': '#z' }, KNOWN);
  });

  for (const [name, sentence] of [
    ['impakt', 'Unknown placeholder "impakt" in "fields". Did you mean "impact"?'],
    ['entries', 'Unknown placeholder "entries" in "fields". Did you mean "services"?'],
    ['role.pilot', 'Unknown placeholder "role.pilot" in "fields". Did you mean "role.deputy"?'],
    ['__proto__', 'Unknown placeholder "__proto__" in "fields".'],
  ] as const) {
    it(`know no “${name}”`, () => {
      const fields = Object.fromEntries([[name, 'x']]);
      assert.throws(() => checkFields(fields, KNOWN), { message: sentence });
    });
  }
});
