import assert from 'node:assert/strict';
import { readRecord } from '../../../src/core/record/record';
import { recordCompletions, templateCompletions, type Completion } from '../../../src/core/view/completion';
import { builtIn } from '../builtIn';

const frame = {
  process: builtIn('default'),
  processes: ['default', 'mnx'],
  author: 'dana',
  now: Date.UTC(2026, 10, 20, 15, 30),
};
const TEXT = `---
title: x
severity: §1
roles:
  scribe: "@lee"
§2
---

# x

## Timeline

- 2026-11-20T15:02:00Z @kim MILESTONE declared:
- 2026-11-20T15:30:00Z @dana TL: x
§3
## Checklists
§4
`;

/** What could come after what is typed at one of the marks, as the line would be then. */
function after(typed: string, mark: number): string[] {
  const marked = TEXT.replace(`§${mark}`, `${typed}|`).replace(/§\d/g, '');
  const at = marked.indexOf('|');
  const text = marked.replace('|', '');
  return lines(text, at, recordCompletions(readRecord(text), at, frame));
}

function lines(text: string, at: number, completions: readonly Completion[]): string[] {
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  return completions.map(({ start, label, text: whole = label }) => text.slice(lineStart, start) + whole);
}

const IN_TIMELINE = 3;

describe('completion in a record', () => {
  const HEAD = '- 2026-11-20T15:31:00Z @dana';
  const cases: readonly [typed: string, mark: number, some: string, ...none: string[]][] = [
    ['TL ', IN_TIMELINE, '- 2026-11-20T15:30:01Z @dana TL: '],
    ['TL', IN_TIMELINE, '- 2026-11-20T15:30:01Z @dana TL: '],
    ['- TODO ', IN_TIMELINE, '- [ ] 2026-11-20T15:30:01Z @dana TODO: '],
    ['MILE', IN_TIMELINE, '- 2026-11-20T15:30:01Z @dana MILESTONE '],
    [`${HEAD} `, IN_TIMELINE, `${HEAD} TL: `],
    [`${HEAD} MILESTONE `, IN_TIMELINE, `${HEAD} MILESTONE mitigated: `],
    [`${HEAD} MILESTONE mi`, IN_TIMELINE, `${HEAD} MILESTONE mitigated: `],
    [`${HEAD} ROLE `, IN_TIMELINE, `${HEAD} ROLE incident-commander: `],
    [`${HEAD} SEVERITY `, IN_TIMELINE, `${HEAD} SEVERITY SEV-1: `],
    [`${HEAD} UPDATE `, IN_TIMELINE, `${HEAD} UPDATE internal: `],
    [`${HEAD} HYPOTHESIS `, IN_TIMELINE, `${HEAD} HYPOTHESIS refuted: `],
    [`${HEAD} CHECK: `, IN_TIMELINE, `${HEAD} CHECK: Ask what changed recently`],
    [`${HEAD} TL: ask @`, IN_TIMELINE, `${HEAD} TL: ask @kim`],
    [`${HEAD} TL: ask @l`, IN_TIMELINE, `${HEAD} TL: ask @lee`],
    ['ask (@', 4, 'ask (@dana'],
    ['', 1, 'severity: SEV-1'],
    ['sta', 2, 'status: '],
    ['status: ', 2, 'status: mitigated'],
    ['process: m', 2, 'process: mnx'],
    ['security: ', 2, 'security: true'],
    ['  de', 2, '  deputy: '],
    ['milestones:\n  ', 2, '  declared: '],
  ];
  for (const [typed, mark, some] of cases) {
    it(`makes "${some}" of "${typed.replaceAll('\n', '⏎')}"`, () => {
      assert.ok(after(typed, mark).includes(some), after(typed, mark).join('\n'));
    });
  }

  for (const [typed, mark] of [
    [`${HEAD} TL: we tell them `, IN_TIMELINE],
    ['Customers see it ', IN_TIMELINE],
    ['TL ', 4],
    ['AND then ', IN_TIMELINE],
    ['mail dana@', IN_TIMELINE],
    ['title: the TL ', 2],
  ] as const) {
    it(`offers nothing after "${typed}" at ${mark === 4 ? 'the end' : 'that place'}`, () => {
      assert.deepEqual(after(typed, mark), []);
    });
  }

  it('offers a key that is there no second time', () => assert.ok(!after('', 2).includes('title: ')));
});

describe('completion in a template', () => {
  const text = '---\naudience: \n\n---\nWe see {{#news}}{{';
  const at = (offset: number): string[] =>
    lines(text, offset, templateCompletions(text, text.lastIndexOf('---\n') + 4, offset, frame));

  it('knows its keys, its audiences, and the placeholders', () => {
    assert.ok(at(text.indexOf('audience: ') + 10).includes('audience: customer'));
    assert.ok(at(text.indexOf('\n\n') + 1).includes('subject: '));
    assert.ok(at(text.length).includes('We see {{#news}}{{impact'));
    assert.deepEqual(at(text.indexOf('see')), []);
  });
});
