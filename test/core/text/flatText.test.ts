import { strict as assert } from 'node:assert';
import { flatCell, flatText } from '../../../src/core/text/flatText';
import { flatEntry } from '../../../src/core/timeline/entryText';
import { readTimeline } from '../../../src/core/timeline/timeline';

function flattens(text: string, expected: string): void {
  it(`makes ${JSON.stringify(expected).slice(0, 40)} of ${JSON.stringify(text).slice(0, 40)}`, () => {
    assert.equal(flatText(text), expected);
  });
}

/** The same of an entry, whose further lines are indented. */
function flattensEntry(text: string, expected: string): void {
  it(`makes ${JSON.stringify(expected).slice(0, 40)} of an entry ${JSON.stringify(text).slice(0, 40)}`, () => {
    const record = `## Timeline\n- 2026-11-20T15:11:04Z @lee TL:${text}\n`;
    assert.equal(flatEntry(record, readTimeline(record).entries[0]!), expected);
  });
}

describe('flat text', () => {
  flattens('plain', 'plain');
  flattens('', '');
  flattens(' a ', 'a');
  flattens('one\ntwo', 'one two');
  flattens('one\n\ntwo', 'one …');
  flattens('one\n\n', 'one');
  flattens('one\n```\nlog\n```', 'one …');
  flattens('```\nlog\n```', 'log');
  flattens('```\n```', '```');
  flattens('~~~ sh\nlog\nmore\n~~~\n\nafter', 'log more …');
  flattens('x'.repeat(300), 'x'.repeat(300));
  flattens('🔥'.repeat(301), `${'🔥'.repeat(300)} …`);
  flattens(`${'x'.repeat(299)} and more`, `${'x'.repeat(299)} …`);
  flattens('bell\u0007', 'bell\\u0007');
  flattens('<!-- x --> <b>', '\\<!-- x --> \\<b>');
  flattens('a < b, <https://x.org>', 'a < b, <https://x.org>');
  flattens('`<b>` and ``a`<i>`` and <i>', '`<b>` and ``a`<i>`` and \\<i>');
  flattens('\\`<b>`', '\\`\\<b>`');
  flattensEntry(' plain', 'plain');
  flattensEntry('', '');
  flattensEntry(' broken:\n  ```\n  0 of 2\n  ```', 'broken: …');
  flattensEntry(' broken:\n  ```\n  ```', 'broken:');
  flattensEntry('\n  ```\n  0 of 2\n  ```', '0 of 2');
  flattensEntry(' broken:\n  in two lines', 'broken: in two lines');

  it('does not end a cell', () => {
    assert.equal(flatCell('a|b'), 'a\\|b');
    assert.equal(flatCell('a\\|b'), 'a\\\\\\|b');
    assert.equal(flatCell('a\\b'), 'a\\b');
  });
});
