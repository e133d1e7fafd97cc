import { strict as assert } from 'node:assert';
import { readRedactions, redact, survivors } from '../../../src/core/export/redaction';

const WORDS = ['Acme Corp', '@dana', 'db-1.prod.example.com', 'Zoë', 'al'];
const taken = (text: string): string => redact(text, WORDS);

describe('redaction', () => {
  for (const [text, expected] of [
    ['ACME corp is down', 'REDACTED is down'],
    ['**Ac**me *Corp*', '**REDACTED*'],
    ['Acme&#32;&#x43;orp', 'REDACTED'],
    ['Acme\n  > Corp', 'REDACTED'],
    ['[x](https://acme%20corp.example/a)', '[x](https://REDACTED.example/a)'],
    ['[Acme](https://example.com) Corp', '[REDACTED'],
    ['ac<!-- hidden -->me<b> corp</b>', 'REDACTED</b>'],
    ['Ａcme\u00ad C\u200borp', 'REDACTED'],
    ['\\A\\cme C\\orp', '\\A\\cme C\\orp'],
    ['a\\cme', 'a\\cme'],
    ['@dana, dana’s, @Dana_b', '@REDACTED, REDACTED’s, @REDACTED_b'],
    ['db\\-1.prod.example.com:5432', 'REDACTED:5432'],
    ['ZOE and Zoe\u0308', 'REDACTED and REDACTED'],
    ['Al is normal, al_x', 'REDACTED is normal, REDACTED_x'],
    ['title: "acme corp: down"', 'title: "REDACTED: down"'],
  ] as const) {
    it(`makes ${JSON.stringify(expected)} of ${JSON.stringify(text)}`, () => assert.equal(taken(text), expected));
  }

  it('leaves a text without them as it is', () => {
    const text =
      '---\ntitle: x\n---\n- 2026-11-20T15:02:00Z @lee TL: Acm e, **bold** [x](y) &amp; 100% \\u00zz &nope; %zz\n';
    assert.equal(taken(text), text);
  });

  it('is checked by another reader, which sees the words in any form', () => {
    for (const text of [
      'ACME  CORP',
      'a**cme** corp',
      'Acme&#32;Corp',
      'acme%20corp',
      '<b>ac</b>me corp',
      'a&#99;me cor\u200bp',
    ]) {
      assert.deepEqual(survivors(['fine', text], WORDS), ['Acme Corp'], text);
    }
    assert.deepEqual(survivors(['normal words'], WORDS), []);
    assert.deepEqual(survivors(['dana'], WORDS), ['@dana']);
  });

  it('reads a list with notes in it', () => {
    assert.deepEqual(readRedactions('# people\n@dana\r\n\n  #ops  \n'), ['@dana', '#ops']);
  });
});
