import assert from 'node:assert/strict';
import { dueEscalations, expectedRepair } from '../../../src/core/process/escalation';
import { readRecord } from '../../../src/core/record/record';
import { builtIn } from '../builtIn';

function record(status: string, ...texts: string[]) {
  const lines = texts.map((text, minute) => `- 2026-11-20T15:0${minute}:00Z @dana TL: ${text}\n`).join('');
  return readRecord(`---\nformat: 1\nid: x\ntitle: t\nstatus: ${status}\n---\n## Timeline\n\n${lines}`);
}

function expects(minutes: number | undefined, ...texts: string[]) {
  it(`${JSON.stringify(texts)} is ${minutes} minutes`, () => {
    assert.equal(expectedRepair(record('identified', ...texts)), minutes);
  });
}

describe('the expected repair', () => {
  expects(undefined);
  expects(undefined, 'the beta is down', 'ETA unknown', 'no ETA yet');
  expects(90, 'ETA 90 min');
  expects(90, 'new disk, ETA: 90');
  expects(120, 'ETA 2 h');
  expects(120, 'ETA about 2 hours, then we look');
  expects(90, 'ETA 1h30');
  expects(75, 'eta: 1 hour 15 minutes');
  expects(60, 'ETA ~1h');
  expects(20, 'ETA 2 h', 'faster than that', 'ETA 20 m');

  it('calls for somebody while it is not over', () => {
    const due = (status: string, text: string) => dueEscalations(record(status, text), builtIn('default')).length;
    assert.equal(due('identified', 'ETA 61 min'), 1);
    assert.equal(due('identified', 'ETA 60 min'), 0);
    assert.equal(due('mitigated', 'ETA 2 h'), 0);
    assert.equal(due('resolved', 'ETA 2 h'), 0);
  });
});
