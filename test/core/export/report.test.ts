import { strict as assert } from 'node:assert';
import { incidentFigures, reportPage, reportRows } from '../../../src/core/export/report';
import { readRecord } from '../../../src/core/record/record';
import { builtIn } from '../builtIn';

const SPAN = { from: '2026-11-01', until: '2026-11-30' };

/** An incident that was detected after so many minutes, and mitigated an hour after it began. */
function figures(id: string, minutes: number, { severity = 'SEV-1', status = 'resolved', more = '' } = {}) {
  const card = `format: 1\nid: ${id}\ntitle: ${id} | x\nseverity: ${severity}\nstatus: ${status}\nservices: [web]\n`;
  const timeline = [
    '- 2026-11-20T10:00:00Z @dana MILESTONE started:',
    `- 2026-11-20T10:${String(minutes).padStart(2, '0')}:00Z @dana MILESTONE detected:`,
    '- 2026-11-20T10:50:00Z @dana MILESTONE declared:',
    '- 2026-11-20T11:00:00Z @dana MILESTONE mitigated:',
    '- 2026-11-20T11:05:00Z @dana MILESTONE resolved:',
    more,
  ].join('\n');
  return incidentFigures(
    id,
    readRecord(`---\n${card}---\n## Timeline\n\n${timeline}\n`),
    builtIn('default'),
    '2026-11-30',
  );
}

const TODO =
  '- [ ] 2026-11-20T10:51:00Z @dana TODO: x (owner @jo, due 2026-11-27)\n- [ ] 2026-11-20T10:52:00Z @dana TODO: y';

describe('a report', () => {
  it('counts, and shows each of a few times', () => {
    const page = reportPage(SPAN, [figures('a', 5), figures('b', 15, { severity: 'SEV-2', more: TODO })], 1);
    for (const line of [
      '# Incidents from 2026-11-01 to 2026-11-30',
      '- Declared in these days (UTC): 2',
      '- Left out, security incidents: 1',
      '| SEV-1 | 1 |',
      '| web | 2 |',
      '| Time to detect (detected − started) | 2 | 5 min, 15 min |  |',
      '- Incidents without a gap between updates: 2 of 2 in which updates were expected',
      '- Open: 2',
      '- Overdue: 1',
      '  - 1 of b | x (b)',
    ]) {
      assert.ok(page.includes(`${line}\n`), `${line} in ${page}`);
    }
    assert.doesNotMatch(page, /@|dana|jo\b/);
  });

  it('shows median and quartiles of five and more, without what came to nothing', () => {
    const all = [1, 2, 3, 4, 20].map((minutes) => figures(`i${minutes}`, minutes));
    const page = reportPage(SPAN, [...all, figures('x', 40, { status: 'duplicate' })], 0);
    assert.match(page, /\n\| Time to detect \(detected − started\) \| 5 \| 3 min \| 2 min to 4 min \|\n/);
    assert.match(page, /\n- Left out, canceled or duplicates: 1\n/);
  });

  it('of no incidents says so', () => {
    assert.match(reportPage(SPAN, [], 0), /\n- Declared in these days \(UTC\): 0\n\n## Updates\n/);
    assert.deepEqual(reportRows([])[0]?.slice(0, 3), ['id', 'title', 'declared']);
  });

  it('has a row for each incident, with seconds', () => {
    const [head, row] = reportRows([figures('2026-11-20-a', 5, { more: TODO })]);
    const cell = (name: string): string | undefined => row![head!.indexOf(name)];
    assert.deepEqual(['id', 'declared', 'severity', 'services', 'Time to detect (s)', 'overdue follow-ups'].map(cell), [
      '2026-11-20-a',
      '2026-11-20',
      'SEV-1',
      'web',
      '300',
      '1',
    ]);
  });
});
