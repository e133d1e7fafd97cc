import assert from 'node:assert/strict';
import { readFrontMatter } from '../../../src/core/frontMatter/frontMatter';
import { alikeRows, historyRows, type PastIncident } from '../../../src/core/view/pastView';

describe('the view of past incidents', () => {
  const incident = (id: string, front: string, postmortem?: PastIncident['postmortem']): PastIncident => {
    const { fields } = readFrontMatter(`---\n${front}\n---\n`);
    return { id, title: fields.title ?? id, fields, open: fields.status === 'investigating', postmortem };
  };

  it('tells in rows of its own what similar ones can tell', () => {
    const { id, title, fields } = incident('2026-10-01-a', 'title: A\nseverity: SEV-2');
    assert.deepEqual(alikeRows([]), []);
    const [row] = alikeRows([{ id, title, fields, lesson: { mitigation: 'rolled back', followUps: ['alert (@jo)'] } }]);
    assert.equal(row?.label, '1 similar past incident');
    assert.equal(row.rows?.[0]?.label, 'SEV-2 A');
    assert.deepEqual(
      row.rows[0].rows?.map(({ label }) => label),
      ['Mitigated: rolled back', 'Open follow-up: alert (@jo)'],
    );
  });

  it('says first what it is filtered by, and shows the line that matched', () => {
    const match = { line: 12, text: '@dana TL: listeners' };
    const [filter, month] = historyRows([{ ...incident('2026-10-01-a', 'status: closed'), match }], 'listeners');
    assert.equal(filter?.label, 'Filtered by "listeners"');
    assert.equal(filter.description, '1 incident · Show all');
    assert.deepEqual(filter.action, { command: 'filterHistory', argument: { query: '' } });
    assert.equal(month?.open, true);
    assert.equal(month.rows?.[0]?.description, 'closed · @dana TL: listeners');
    assert.deepEqual(month.rows[0].action, { incident: '2026-10-01-a', line: 12 });
    assert.equal(historyRows([], 'x').length, 1);
  });

  it('has them by month, the newest first, with severity, duration, and how far the postmortem is', () => {
    const closed = `title: A
severity: SEV-2
status: resolved
milestones:
  started: 2026-10-01T10:00:00Z
  declared: 2026-10-01T10:10:00Z
  resolved: 2026-10-01T11:22:00Z`;
    const rows = historyRows([
      incident('2026-10-01-a', closed, { state: 'in-review', owner: '@dana' }),
      incident('2026-11-29-c', 'title: C\nseverity: SEV-1\nstatus: investigating'),
      incident('2026-11-02-b', 'nothing: here'),
    ]);
    assert.deepEqual(
      rows.map(({ label, description, open }) => [label, description, open]),
      [
        ['2026-11', '2 incidents', true],
        ['2026-10', '1 incident', false],
      ],
    );
    assert.deepEqual(
      rows.flatMap(({ rows: inside }) => inside!.map(({ label, description }) => `${label}: ${description}`)),
      [
        'SEV-1 C: investigating',
        '2026-11-02-b: status unknown',
        'SEV-2 A: 1 h 22 min · resolved · postmortem in review, @dana',
      ],
    );
  });
});
