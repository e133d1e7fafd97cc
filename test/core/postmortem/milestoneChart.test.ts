import { strict as assert } from 'node:assert';
import { milestoneChart } from '../../../src/core/postmortem/milestoneChart';

const at = (minute: number) => Date.UTC(2026, 10, 20, 15, minute);

/** The lines of a chart whose first milestone has this name. */
function label(name: string): string {
  const chart = milestoneChart([{ name, instant: at(0) }], [{ severity: 'SEV-1', from: at(0), to: at(5) }], false);
  return / {4}(.*) :milestone/.exec(chart.at(-2)!)![1]!;
}

describe('the chart of milestones', () => {
  it('has bars for severities and points for milestones', () => {
    const chart = milestoneChart(
      [
        { name: 'declared', instant: at(0) },
        { name: 'mitigated', instant: at(30) },
      ],
      [
        { severity: 'SEV-1', from: at(0), to: at(10) },
        { severity: 'SEV-2', from: at(10) },
        { severity: 'SEV-3', from: at(30), to: at(30) },
      ],
      false,
    );
    assert.deepEqual(chart, [
      '```mermaid',
      'gantt',
      '    dateFormat YYYY-MM-DDTHH:mm:ss',
      '    axisFormat %H:%M',
      '    section Severity',
      '    SEV-1 :2026-11-20T15:00:00, 2026-11-20T15:10:00',
      '    SEV-2 :2026-11-20T15:10:00, 2026-11-20T15:30:00',
      '    section Milestones',
      '    declared :milestone, 2026-11-20T15:00:00, 0s',
      '    mitigated :milestone, 2026-11-20T15:30:00, 0s',
      '```',
    ]);
  });

  it('shows the day where there are several, and no bars where no severity is known', () => {
    const moments = [at(0), at(3000)].map((instant) => ({ name: 'x', instant }));
    const chart = milestoneChart(moments, [], true);
    assert.ok(chart.includes('    axisFormat %m-%d %H:%M'));
    assert.ok(!chart.includes('    section Severity'));
  });

  it('is not drawn without two instants, or without a milestone', () => {
    assert.deepEqual(milestoneChart([], [{ severity: 'SEV-1', from: at(0), to: at(5) }], false), []);
    assert.deepEqual(milestoneChart([{ name: 'x', instant: at(0) }], [], false), []);
  });

  it('cannot be broken by a name', () => {
    assert.deepEqual(['a:b;c#d%%{e}', 'section x', 'Title', '2026-11-20', '日本', '"'].map(label), [
      'a b c d e',
      '“section x”',
      '“Title”',
      '“2026-11-20”',
      '日本',
      '“”',
    ]);
  });
});
