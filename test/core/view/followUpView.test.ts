import assert from 'node:assert/strict';
import { readRecord } from '../../../src/core/record/record';
import { followUpRows, overdueText } from '../../../src/core/view/followUpView';
import { OWN_FOLLOW_UPS } from '../../../src/core/view/row';

const record = (id: string, lines: readonly string[], front = '') => ({
  id,
  record: readRecord(`---\ntitle: ${id.slice(11)}\n${front}---\n## Timeline\n\n${lines.join('\n')}\n`),
});

const todo = (minute: number, text: string, box = ' '): string =>
  `- [${box}] 2026-11-20T15:0${minute}:00Z @lee TODO: ${text}`;

const TODAY = '2026-11-29';
const RECORDS = [
  record('2026-11-20-b', [todo(1, 'no date'), todo(2, 'ticked (due 2026-01-01)', 'x')], 'severity: SEV-1\n'),
  record('2026-10-01-a', [
    todo(1, 'later (owner @Jo, due 2026-12-01)'),
    todo(2, 'late (owner @jo, due 2026-11-28)'),
    todo(3, 'mine (owner @lee, due 2026-11-01)'),
    todo(4, 'whose? (due 2026-11-02)'),
  ]),
  record('2026-09-01-s', [todo(1, 'rotate the keys (owner @jo, due 2026-09-02)')], 'security: true\n'),
];

describe('the view of follow-ups', () => {
  it('has the open ones of all incidents by owner, yours first, each by due date', () => {
    const rows = followUpRows(RECORDS, TODAY, 'lee');
    assert.deepEqual(
      rows.map(({ key, label, description }) => [key, label, description]),
      [
        [OWN_FOLLOW_UPS, '@lee', '1 open · 1 overdue'],
        ['followUps of jo', '@jo', '3 open · 2 overdue'],
        ['followUps of ', 'No owner', '2 open · 1 overdue'],
      ],
    );
    assert.deepEqual(
      rows[1]!.rows!.map(({ label, description, mood }) => [label, description, mood]),
      [
        ['rotate the keys', '@jo · due 2026-09-02 · overdue · s', 'late'],
        ['late', '@jo · due 2026-11-28 · overdue · a', 'late'],
        ['later', '@Jo · due 2026-12-01 · a', undefined],
      ],
    );
    assert.equal(new Set(rows.flatMap((row) => row.rows!).map(({ key }) => key)).size, 6);
  });

  it('is empty if nothing is left to do', () => {
    assert.deepEqual(followUpRows([record('2026-11-20-b', [todo(2, 'ticked', 'x')])], TODAY, 'lee'), []);
  });
});

describe('the text of overdue follow-ups', () => {
  it('has them by owner, and none from security incidents', () => {
    assert.equal(
      overdueText(RECORDS, TODAY),
      `Overdue follow-ups

@jo
- late (due 2026-11-28) · a

@lee
- mine (due 2026-11-01) · a

No owner
- whose? (due 2026-11-02) · a
`,
    );
  });

  it('has those of one owner, and is empty if there are none', () => {
    assert.equal(overdueText(RECORDS, TODAY, 'LEE'), 'Overdue follow-ups\n\n@lee\n- mine (due 2026-11-01) · a\n');
    assert.equal(overdueText(RECORDS, '2026-01-01'), '');
  });
});
