import assert from 'node:assert/strict';
import { readRecord } from '../../../src/core/record/record';
import { lessonOf } from '../../../src/core/search/lesson';

const lesson = (...lines: readonly string[]) =>
  lessonOf(readRecord(`---\ntitle: x\n---\n## Timeline\n\n${lines.map((line) => `- ${line}`).join('\n')}\n`));
const at = (minute: number): string => `2026-11-20T15:0${minute}:00Z @lee`;

describe('what an incident of the past can tell', () => {
  it('is what mitigated it, and its follow-ups that are still open', () => {
    assert.deepEqual(
      lesson(
        `${at(1)} MILESTONE mitigated: restarted the **queue**`,
        `${at(2)} MILESTONE resolved: rolled back`,
        `[ ] ${at(3)} TODO: alert on it (owner @jo, due 2026-11-27)`,
        `[x] ${at(4)} TODO: tell sales`,
        `[ ] ${at(5)} TODO: write a test`,
      ),
      { mitigation: 'restarted the **queue**', followUps: ['alert on it (@jo, due 2026-11-27)', 'write a test'] },
    );
  });

  it('is what resolved it if nothing was logged as its mitigation', () => {
    assert.deepEqual(lesson(`${at(1)} MILESTONE mitigated:`, `${at(2)} MILESTONE resolved: rolled back`), {
      mitigation: 'rolled back',
      followUps: [],
    });
    assert.deepEqual(lesson(`${at(1)} MILESTONE mitigated?: perhaps`), { followUps: [] });
  });

  it('is nothing that was retracted', () => {
    const taken = `2026-11-20T15:01:00Z @lee`;
    assert.deepEqual(
      lesson(`${at(1)} MILESTONE mitigated: restarted`, `${at(2)} RETRACT MILESTONE: ${taken} (undone)`),
      { followUps: [] },
    );
  });
});
