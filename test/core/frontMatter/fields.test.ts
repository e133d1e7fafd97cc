import assert from 'node:assert/strict';
import { fieldOf, isOpen, rangeOfField, STATUSES } from '../../../src/core/frontMatter/fields';
import { readFrontMatter } from '../../../src/core/frontMatter/frontMatter';

const CARD = 'format: 1\nid: x\ntitle: t\nseverity: SEV-1\nstatus: resolved\n';

function read(lines: string) {
  const text = `---\n${lines}---\n`;
  const { fields, findings } = readFrontMatter(text);
  return { fields, findings: findings.map(({ code, start, end }) => `${code} ${text.slice(start, end)}`) };
}

/** What `lines` below a complete card give. */
function gives(lines: string, expected: object) {
  it(`reads ${JSON.stringify(lines)}`, () => {
    const { fields, findings } = read(CARD + lines);
    assert.deepEqual(findings, []);
    assert.deepEqual({ ...fields, ...expected }, fields);
  });
}

function finds(lines: string, expected: string[], fields: object = {}) {
  it(`finds in ${JSON.stringify(lines)}`, () => {
    const given = read(CARD + lines);
    assert.deepEqual(given.findings, expected);
    assert.deepEqual({ ...given.fields, ...fields }, given.fields);
  });
}

describe('fields', () => {
  gives('', { format: 1, id: 'x', title: 't', severity: 'SEV-1', status: 'resolved', security: false });
  gives('security: true\n', { security: true });
  gives('security:\n', { security: false });
  gives('impact: 500\nprocess: true\n', { impact: '500', process: 'true' });
  gives('summary: { functionality: a, state: b, audience: c }\n', {
    summary: { functionality: 'a', state: 'b', audience: 'c' },
  });
  gives('summary: { functionality: a, state: b, audience: }\n', {});
  gives('summary: { functionality: a, state: [b], audience: c }\n', {});
  gives('milestones: {}\nroles: {}\nservices: []\n', { milestones: {}, roles: {}, services: [] });
  gives('milestones:\nroles:\nservices:\nchannels:\n', { milestones: {}, roles: {}, services: [], channels: {} });
  gives('milestones:\n  started: 2026-11-20T16:00+01:00\n', { milestones: { started: Date.UTC(2026, 10, 20, 15) } });
  gives('roles:\n  a: "@x"\n  b: ["@y", "@z"]\n  c:\n  d:\n    - "@w"\n', {
    roles: { a: ['@x'], b: ['@y', '@z'], c: [], d: ['@w'] },
  });
  gives('services: one\nlinks: [a, b]\ntickets: [12]\n', { services: ['one'], links: ['a', 'b'], tickets: ['12'] });
  gives('channels: { chat: "#x", bridge: , room: [a] }\n', { channels: { chat: '#x' } });
  gives('ours: { a: [1, { b: 2 }] }\n', {});

  finds('security: "no"\n', ['badField "no"'], { security: true });
  finds('summary: words\n', ['badField words']);
  finds('milestones: [a]\n', ['badField [a]'], { milestones: {} });
  finds('milestones:\n  started: 2026-11-20T15:00:00\n', ['noOffset 2026-11-20T15:00:00'], { milestones: {} });
  finds('milestones:\n  started: yesterday\n  detected:\n  declared: 5\n', [
    'badInstant yesterday',
    'badInstant detected',
    'badInstant 5',
  ]);
  finds('roles:\n  a: [{ b: c }, "@x"]\n', ['badField [{ b: c }, "@x"]'], { roles: { a: ['@x'] } });
  finds('services: { a: b }\n', ['badField { a: b }'], { services: [] });
  finds('impact: [a]\n', ['badField [a]']);

  it('finds what is missing', () => {
    assert.deepEqual(read('ours: 1\n').findings, [
      'missingField ',
      'missingField ',
      'missingField ',
      'missingField ',
      'missingField ',
    ]);
    assert.deepEqual(read(CARD.replace('title: t', 'title:')).findings, ['missingField title']);
    assert.deepEqual(read(CARD.replace('id: x', 'id: ""')).findings, ['missingField ""']);
    assert.deepEqual(read(CARD.replace('resolved', 'done')).findings, ['unknownStatus done']);
    assert.deepEqual(read(CARD.replace('format: 1', 'format: 2')).findings, ['badField 2']);
    assert.deepEqual(read(CARD.replace('format: 1', 'format: "1"')).findings, ['badField "1"']);
  });
  it('reads a list where a map should be as no field', () => {
    assert.ok(read('- a\n- b\n').findings.every((finding) => finding.startsWith('missingField')));
  });

  it('has an open and a closed half of statuses', () => {
    assert.deepEqual(STATUSES.filter(isOpen), ['investigating', 'identified', 'mitigated']);
    assert.equal(isOpen(undefined), true);
  });

  it('gives a map’s own names only', () => {
    assert.equal(fieldOf({ a: 1 }, 'a'), 1);
    assert.equal(fieldOf({ a: 1 }, 'constructor'), undefined);
  });

  describe('places', () => {
    const text = 'a: 1\nb:\n  c: d\n  e:\n';
    const { document } = readFrontMatter(`---\n${text}---\n`);
    const cases: [string[], string][] = [
      [['a'], '1'],
      [['b', 'c'], 'd'],
      [['b', 'e'], 'e'],
      [['b', 'x'], 'c: d\n  e:'],
      [['x'], ''],
      [['a', 'x'], '1'],
    ];
    for (const [path, where] of cases) {
      it(path.join('.'), () => assert.equal(text.slice(...rangeOfField(document!, path)).trimEnd(), where));
    }
  });
});
