import assert from 'node:assert/strict';
import { formatInstant } from '../../../src/core/time/instant';
import { readPastedLines } from '../../../src/core/paste/pastedLines';

/** 16:02:30 in Berlin. */
const NOW = Date.UTC(2026, 10, 20, 15, 2, 30);
const MOMENT = '2026-11-20T15:02:30Z';

/** Each expected entry is its instant, a space and its text. */
function pastes(text: string, ...expected: string[]) {
  pastesAt(NOW, text, ...expected);
}

function pastesAt(now: number, text: string, ...expected: string[]) {
  it(`${JSON.stringify(text).slice(0, 90)} is ${expected.length}`, () => {
    const { lines } = readPastedLines(text, { now: now + 400, zone: 'Europe/Berlin' });
    assert.deepEqual(
      lines.map(({ instant, text: read }) => `${formatInstant(instant)} ${read}`),
      expected,
    );
    assert.ok(lines.every(({ instant }) => instant % 1000 === 0));
  });
}

describe('pastedLines', () => {
  describe('a line', () => {
    pastes('14:03 page came', '2026-11-20T13:03:00Z page came');
    pastes('14:03:22 <lee> rolled back', '2026-11-20T13:03:22Z <lee> rolled back');
    pastes('[14:03] lee: rolled back', '2026-11-20T13:03:00Z lee: rolled back');
    pastes('(2:03 PM) lee: rolled back', '2026-11-20T13:03:00Z lee: rolled back');
    pastes('[2026-11-19 14:03] lee: rolled back', '2026-11-19T13:03:00Z lee: rolled back');
    pastes('[14:03 UTC]: rolled back', '2026-11-20T14:03:00Z rolled back');
    pastes('- 14:03 page came', '2026-11-20T13:03:00Z page came');
    pastes('  • [14:03] page came', '2026-11-20T13:03:00Z page came');
    pastes('-5m rolled back', '2026-11-20T14:57:30Z rolled back');
    pastes('- 2026-11-20T13:03:04Z @lee TL: page came', '2026-11-20T13:03:04Z @lee TL: page came');
    pastes('yesterday 23:50 first alert', '2026-11-19T22:50:00Z first alert');
    pastes('just words', `${MOMENT} just words`);
    pastes('14:03 page came\n- two\u2028lines', '2026-11-20T13:03:00Z page came\n- two\\u2028lines');
    pastes('[10 min later] it works', `${MOMENT} [10 min later] it works`);
    pastes('(5:30 left) go on', `${MOMENT} (5:30 left) go on`);
    pastes('[x] done', `${MOMENT} [x] done`);
    pastes('14:03 CST page came', `${MOMENT} 14:03 CST page came`);
  });

  describe('nothing', () => {
    pastes('');
    pastes('\n \r\n');
    pastes('14:03');
    pastes('[14:03]\n14:04 page came', '2026-11-20T13:04:00Z page came');
  });

  describe('several lines', () => {
    pastes(
      '14:03 page came\r\n14:05 lee joined\n',
      '2026-11-20T13:03:00Z page came',
      '2026-11-20T13:05:00Z lee joined',
    );
    pastes(
      'before\n\nanything\n14:03 page came\n  from auth-api\n\n  twice\n14:05\nlee joined',
      `${MOMENT} before\n\nanything`,
      '2026-11-20T13:03:00Z page came\n  from auth-api\n\n  twice',
      '2026-11-20T13:05:00Z lee joined',
    );
    pastes(
      '14:03 the log says\n```\n13:00:01 ERROR\n```\n14:05 lee joined',
      '2026-11-20T13:03:00Z the log says\n```\n13:00:01 ERROR\n```',
      '2026-11-20T13:05:00Z lee joined',
    );
    pastes('14:03 page came\n14:04 CST odd', '2026-11-20T13:03:00Z page came\n14:04 CST odd');
  });

  describe('days', () => {
    pastes('23:58 page came\n00:02 lee joined', '2026-11-19T22:58:00Z page came', '2026-11-19T23:02:00Z lee joined');
    pastes('15:00 a\n17:00 b', '2026-11-19T14:00:00Z a', '2026-11-19T16:00:00Z b');
    pastes(
      '23:00 a\n01:00 b\n23:30 c\n00:30 d',
      '2026-11-18T22:00:00Z a',
      '2026-11-19T00:00:00Z b',
      '2026-11-19T22:30:00Z c',
      '2026-11-19T23:30:00Z d',
    );
    pastes('14:05 a\n14:03 b\n14:04 c', '2026-11-20T13:05:00Z a', '2026-11-20T13:03:00Z b', '2026-11-20T13:04:00Z c');
    pastes('16:02 a\n16:01:59 b', '2026-11-20T15:01:59Z b', '2026-11-20T15:02:00Z a');
    pastes(
      '23:30 a\n2026-11-11 00:10 b\n23:50 c\n00:20 d\nyesterday 9:00 e\n9:30 f',
      '2026-11-10T22:30:00Z a',
      '2026-11-10T23:10:00Z b',
      '2026-11-11T22:50:00Z c',
      '2026-11-11T23:20:00Z d',
      '2026-11-19T08:00:00Z e',
      '2026-11-19T08:30:00Z f',
    );
    // The clocks went from 02:00 to 03:00 on 2026-03-29.
    pastesAt(
      Date.UTC(2026, 2, 30, 8),
      '2026-03-29 01:30 a\n02:30 b\n03:10 c',
      '2026-03-29T00:30:00Z a',
      '2026-03-29T00:30:00Z 02:30 b',
      '2026-03-29T01:10:00Z c',
    );
    pastesAt(Date.UTC(2026, 2, 29, 8), '01:30 a\n02:30 b', '2026-03-29T00:30:00Z a', '2026-03-29T00:30:00Z 02:30 b');
    pastes('-5m a\n16:00 b', '2026-11-20T14:57:30Z a', '2026-11-20T15:00:00Z b');
  });
});
