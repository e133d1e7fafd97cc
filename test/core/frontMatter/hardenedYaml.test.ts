import assert from 'node:assert/strict';
import { readYaml } from '../../../src/core/frontMatter/hardenedYaml';

function reads(text: string, value: unknown) {
  it(`reads ${JSON.stringify(text).slice(0, 60)}`, () => {
    const reading = readYaml(text);
    assert.deepEqual(reading.findings, []);
    assert.deepEqual(reading.value, value);
  });
}

/** `where` is the text that the first finding marks. */
function refuses(text: string, code: string, where?: string) {
  it(`refuses ${JSON.stringify(text).slice(0, 60)}`, () => {
    const reading = readYaml(text, 1000);
    assert.equal(reading.value, undefined);
    const finding = reading.findings[0]!;
    assert.equal(finding.code, code);
    assert.match(finding.message, /^[A-Z].*\.$/);
    assert.ok(reading.findings.length <= 10);
    assert.ok(finding.start >= 1000 && finding.end <= 1000 + text.length + 1, `${finding.start}–${finding.end}`);
    if (where !== undefined) {
      assert.equal(text.slice(finding.start - 1000, finding.end - 1000), where);
    }
  });
}

describe('hardenedYaml', () => {
  describe('plain data', () => {
    reads('', null);
    reads('a: 1\nb: [x, "y"]\nc: {d: true, e: ~}\nf:\n- g\n- h: i\n', {
      a: 1,
      b: ['x', 'y'],
      c: { d: true, e: null },
      f: ['g', { h: 'i' }],
    });
    reads('at: 2026-11-20T14:50:00Z\ndue: 2026-11-27\n', { at: '2026-11-20T14:50:00Z', due: '2026-11-27' });
    reads('answer: no\nswitch: on\n', { answer: 'no', switch: 'on' });
    reads('007: agent\ntrue: yes\n', { '007': 'agent', true: 'yes' });
    reads('code: !!str 007\n', { code: '007' });
    reads('a: |\n  &x *y !z <<\n  [[[[\nb: "&x *y"\n', { a: '&x *y !z <<\n[[[[\n', b: '&x *y' });
    reads('constructor: 1\ntoString: 2\n', { constructor: 1, toString: 2 });
    reads('# only a comment\n', null);
    reads('a:\r\n  b: c\r\n', { a: { b: 'c' } });
    reads(`a: ${'['.repeat(20)}${']'.repeat(20)}`, { a: Array.from({ length: 19 }).reduce((inner) => [inner], []) });
    reads(`text: "${'['.repeat(500)}"`, { text: '['.repeat(500) });
  });

  describe('what is not plain data', () => {
    refuses('a: &x 1\nb: 2', 'badYaml', '&x');
    refuses('a: *x\n', 'badYaml', '*x');
    refuses('a: !!js/function x\n', 'badYaml', '!!js/function');
    refuses('a: !secret x\n', 'badYaml', '!secret');
    refuses('a: !!timestamp 2026-11-20\n', 'badYaml', '!!timestamp');
    refuses('a: !!binary aGk=\n', 'badYaml', '!!binary');
    refuses('<<: {a: 1}\n', 'badYaml', '<<');
    refuses('__proto__:\n  admin: true\n', 'badYaml', '__proto__');
    refuses('a:\n  - "__proto__": 1\n', 'badYaml', '"__proto__"');
    refuses('%YAML 1.1\n---\na: 1\n', 'badYaml', '%YAML 1.1');
    refuses('? [a, b]\n: c\n', 'badYaml', '[');
    refuses('a: 1\n---\nb: 2\n', 'badYaml');
  });

  describe('mistakes', () => {
    refuses('a: 1\nb: 2\na: 3\n', 'badYaml', 'a');
    refuses('a: 1\n  b: 2\n', 'badYaml');
    refuses('title: "unclosed\n', 'badYaml');
    refuses('a: [1, 2\nb: 3\n', 'badYaml');
    refuses('title: Log: in is: broken\n', 'badYaml');
  });

  it('takes another limit', () => {
    assert.equal(readYaml('a: 12345', 0, 5).findings[0]?.code, 'tooLarge');
  });

  it('gives the document with the ranges of its values', () => {
    const node = readYaml('a: one\nb: two\n').document!.get('b', true)!;
    assert.deepEqual((node as { range?: unknown }).range, [10, 13, 14]);
  });
});
