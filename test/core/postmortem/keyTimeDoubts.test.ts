import { strict as assert } from 'node:assert';
import {
  addedMilestones,
  keyTimeDoubts,
  movedMilestones,
  type KeyTimeDoubt,
} from '../../../src/core/postmortem/keyTimeDoubts';
import { applyChange } from '../../../src/core/record/change';
import { readRecord } from '../../../src/core/record/record';
import { vocabularyOf } from '../../../src/core/process/process';
import { formatInstant } from '../../../src/core/time/instant';
import { applyEdits } from '../../../src/core/text/textEdit';
import { builtIn } from '../builtIn';

const PROCESS = builtIn('default');
const NOW = Date.parse('2026-11-20T16:30:00Z');

const milestone = (name: string, time: string, day = '2026-11-20'): string =>
  `- ${day}T${time}:00Z @dana MILESTONE ${name}:\n`;

function recordOf(timeline: string) {
  return readRecord(
    `---\nformat: 1\nid: x\ntitle: t\nseverity: SEV-1\nstatus: investigating\n---\n## Timeline\n\n${timeline}`,
  );
}

function told({ milestone: name, kind, proposed, other }: KeyTimeDoubt): string {
  return [kind, name, formatInstant(proposed).slice(5, 16), ...(other === undefined ? [] : [other])].join(' ');
}

const doubts = (timeline: string, reaching = 'resolved', asked?: string[]): string[] =>
  keyTimeDoubts(recordOf(timeline), PROCESS, reaching, NOW, asked).map(told);

const ALL = [
  milestone('started', '14:50'),
  milestone('detected', '14:58'),
  milestone('declared', '15:02'),
  milestone('identified', '15:20'),
  milestone('mitigated', '15:40'),
];

describe('key times at the end', () => {
  it('raise no doubt where all are there and in order', () => assert.deepEqual(doubts(ALL.join('')), []));

  it('offer what is missing at the time of what came next, and the beginning at the first entry', () => {
    const line = '- 2026-11-20T15:01:00Z @dana TL: customers call\n';
    assert.deepEqual(doubts(line + milestone('declared', '15:02')), [
      'missing started 11-20T15:01',
      'missing detected 11-20T15:02 declared',
      'missing identified 11-20T16:30',
      'missing mitigated 11-20T16:30',
    ]);
    const hypothesis = '- 2026-11-20T15:20:00Z @dana HYPOTHESIS confirmed: the deploy\n';
    assert.deepEqual(doubts(ALL.slice(0, 3).join('') + hypothesis, 'resolved', ['mitigated']), [
      'missing identified 11-20T15:20',
    ]);
  });

  it('are the ones that this milestone comes after', () => {
    assert.deepEqual(doubts(milestone('declared', '15:02'), 'identified'), [
      'missing started 11-20T15:02 declared',
      'missing detected 11-20T15:02 declared',
    ]);
  });

  it('offer a future one a day before, and a wrong order in its order', () => {
    assert.deepEqual(doubts([milestone('started', '23:50'), ...ALL.slice(1)].join('')), ['future started 11-19T23:50']);
    assert.deepEqual(doubts([milestone('started', '15:00'), ...ALL.slice(1)].join('')), [
      'order started 11-20T14:58 detected',
    ]);
    assert.deepEqual(doubts([milestone('started', '14:50', '2025-11-20'), ...ALL.slice(1)].join('')), [
      'implausible started 11-20T14:50',
    ]);
  });

  it('of an incident that was reopened are only in the future', () => {
    const again = milestone('resolved', '15:50') + milestone('reopened', '15:55') + milestone('mitigated', '23:00');
    assert.deepEqual(doubts(ALL[2]! + again), ['future mitigated 11-19T23:00']);
  });

  it('are written where they are accepted: entries move or come, words stay', () => {
    const timeline = `${milestone('detected', '14:58')}- 2026-11-20T15:00:30Z @lee MILESTONE started: a deploy\n${ALL.slice(2).join('')}`;
    let record = recordOf(timeline);
    const found = keyTimeDoubts(record, PROCESS, 'resolved', NOW);
    assert.deepEqual(found.map(told), ['order started 11-20T14:58 detected']);
    for (const change of movedMilestones(record, found)) {
      record = readRecord(applyEdits(record.text, applyChange(record, change, vocabularyOf(PROCESS))));
    }
    assert.match(record.text, /2026-11-20T14:58:00Z @lee MILESTONE started: a deploy\n/);
    assert.match(record.text, /\n {2}started: 2026-11-20T14:58:00Z\n/);
    assert.deepEqual(keyTimeDoubts(record, PROCESS, 'resolved', NOW), []);
    const missing = keyTimeDoubts(recordOf(ALL.slice(1).join('')), PROCESS, 'resolved', NOW);
    assert.deepEqual(addedMilestones(missing), [
      { kind: 'MILESTONE', qualifier: 'started', text: '', instant: Date.parse('2026-11-20T14:58:00Z') },
    ]);
    assert.deepEqual(movedMilestones(record, missing), []);
  });
});
