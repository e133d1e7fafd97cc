import { strict as assert } from 'node:assert';
import { describeSpan, measureDurations, missingMilestones } from '../../../src/core/postmortem/keyTimes';
import { builtIn } from '../builtIn';

const process = builtIn('default');
const moments = (...names: string[]) => names.map((name, index) => ({ name, instant: index * 60_000 }));

function measures(from: string, to: string, names: string[], spans: string[], missing: string[] = []): void {
  it(`measures ${to} − ${from} in ${names.join(', ') || 'nothing'}`, () => {
    const [measured] = measureDurations([{ label: 'Time', from, to }], moments(...names));
    assert.deepEqual(
      measured!.spans.map((span) => `${span.from.name} ${span.to.name} ${span.length / 60_000}`),
      spans,
    );
    assert.deepEqual(measured!.missing, missing);
  });
}

describe('key times', () => {
  measures('a', 'b', ['a', 'x', 'b'], ['a b 2']);
  measures('a', 'b', ['b', 'a'], ['a b -1']);
  measures('a', 'b', ['a', 'b', 'b'], ['a b 1']);
  measures('a', 'b', [], [], ['a', 'b']);
  measures('a', 'a', [], [], ['a']);
  measures('a', 'b', ['b'], [], ['a']);
  measures('a', 'b', ['a', 'b', 'reopened', 'x', 'b'], ['a b 1', 'reopened b 2']);
  measures('a', 'b', ['a', 'b', 'reopened', 'a', 'b'], ['a b 1', 'a b 1']);
  measures('a', 'b', ['a', 'b', 'reopened'], ['a b 1']);
  measures('a', 'b', ['a', 'reopened', 'b'], ['reopened b 1'], ['b']);
  measures('a', 'reopened', ['a', 'reopened'], [], ['reopened']);

  it('asks for nothing where the incident came to nothing', () => {
    assert.deepEqual(missingMilestones(process, [], 'canceled'), []);
    assert.deepEqual(missingMilestones(process, [], 'duplicate'), []);
  });

  it('asks for what the process asks for or measures with', () => {
    assert.deepEqual(missingMilestones(process, moments('started', 'declared', 'other'), 'resolved'), [
      'detected',
      'identified',
      'mitigated',
      'resolved',
    ]);
  });

  it('tells a span as people say it, a short one to the second', () => {
    const told = [0, 59, 60, 3600, 3661, 90_000, -5].map((seconds) => describeSpan(seconds * 1000));
    assert.deepEqual(told, ['0 s', '59 s', '1 min', '1 h', '1 h 1 min', '1 d 1 h', '0 s']);
  });
});
