import assert from 'node:assert/strict';
import {
  entriesWithState,
  isOpenRecord,
  losesMeaning,
  readRecord,
  recordFindings,
} from '../../../src/core/record/record';
import { vocabulary } from '../entryOf';

const HEAD = 'format: 1\nid: x\ntitle: t\nseverity: SEV-1\nstatus: investigating\n';

/** Findings as `code text that is marked`. */
function finds(name: string, fields: string, lines: string, expected: string[]) {
  it(name, () => {
    const text = `---\n${fields}---\n## Timeline\n\n${lines}`;
    const findings = recordFindings(readRecord(text), vocabulary);
    assert.deepEqual(
      findings.map(({ code, start, end }) => `${code} ${text.slice(start, end)}`.trimEnd()),
      expected,
    );
    for (const finding of findings) {
      assert.match(finding.message, /^["A-Z][^]*[.?]$/);
    }
  });
}

const at = (minute: number, rest: string) => `- 2026-11-20T15:0${minute}:00Z @dana ${rest}\n`;
const DECLARED = 'milestones:\n  declared: 2026-11-20T15:01:00Z\n';

describe('record', () => {
  finds('nothing in a good record', HEAD + DECLARED, at(1, 'MILESTONE declared:') + at(2, 'TL: x'), []);
  finds('an unknown severity', HEAD.replace('SEV-1', 'P1'), '', ['unknownSeverity P1']);
  finds('an unknown process', `${HEAD}process: ours\n`, '', ['unknownProcess ours']);
  finds('a known process', `${HEAD}process: default\n`, '', []);
  finds('another status', HEAD + DECLARED, at(1, 'MILESTONE declared:') + at(2, 'MILESTONE resolved?:'), []);
  finds(
    'what the timeline says otherwise',
    `${HEAD}milestones:\n  declared: 2026-11-20T15:01:00Z\n  detected: 2026-11-20T15:00:00Z\n  resolved: 2026-11-20T15:05:00Z\nroles:\n  lead: "@lee"\n`,
    at(1, 'MILESTONE declared:') +
      at(2, 'SEVERITY SEV-2: was SEV-1') +
      at(3, 'ROLE lead: @dana') +
      at(4, 'MILESTONE resolved:'),
    [
      'differsFromTimeline SEV-1',
      'differsFromTimeline investigating',
      'differsFromTimeline 2026-11-20T15:00:00Z',
      'differsFromTimeline 2026-11-20T15:05:00Z',
      'differsFromTimeline "@lee"',
    ],
  );
  finds(
    'a milestone and a role that the front matter lacks',
    HEAD,
    at(1, 'MILESTONE detected:') + at(2, 'ROLE lead: @dana'),
    ['differsFromTimeline', 'differsFromTimeline'],
  );
  finds('names of JavaScript', HEAD, at(1, 'MILESTONE constructor:') + at(2, 'ROLE toString: @dana'), [
    'differsFromTimeline',
    'differsFromTimeline',
  ]);
  finds('a severity that is missing', HEAD.replace('severity: SEV-1\n', ''), at(1, 'SEVERITY SEV-2:'), [
    'missingField',
    'differsFromTimeline',
  ]);
  finds(
    'front matter that cannot be read, and nothing of what it might say',
    'status: "x\n',
    at(1, 'MILESTONE declared:'),
    ['badYaml -'],
  );
  finds('an entry that is misspelt', HEAD, '- 2026-11-20T15:01:00Z dana TL: x\n', [
    'badEntry - 2026-11-20T15:01:00Z dana TL: x',
  ]);

  it('reads the entries that have a say, whole', () => {
    const text = `## Timeline\n${at(1, 'MILESTONE declared: x')}  y\n${at(2, 'TL: z')}${at(3, 'ROLE lead: @a')}`;
    assert.deepEqual(
      entriesWithState(readRecord(text)).map((entry) => `${entry.kind} ${entry.qualifier}: ${entry.text}`),
      ['MILESTONE declared: x\ny', 'ROLE lead: @a'],
    );
  });

  it('does not take a heading inside the front matter for the timeline’s', () => {
    const { timeline } = readRecord(`---\ntitle: t\n## Timeline\n---\n${at(1, 'TL: x')}`);
    assert.equal(timeline.found, false);
  });

  for (const [status, open] of [
    ['investigating', true],
    ['mitigated', true],
    ['resolved', false],
    ['canceled', false],
    ['odd', true],
  ] as const) {
    it(`${status} is ${open ? 'open' : 'not open'}`, () => {
      assert.equal(isOpenRecord(readRecord(`---\nstatus: ${status}\n---\n`)), open);
    });
  }
  it('a record that cannot be read is open', () => assert.equal(isOpenRecord(readRecord('')), true));

  it('tells loss of meaning from style', () => {
    const codes = (text: string) =>
      recordFindings(readRecord(text), vocabulary)
        .filter(losesMeaning)
        .map((finding) => finding.code);
    assert.deepEqual(codes(`---\n${HEAD}---\n## Timeline\n* 2026-11-20T15:01:00Z @dana TL: x\n`), []);
    assert.deepEqual(codes('words'), ['noFrontMatter', 'noTimeline']);
  });
});
