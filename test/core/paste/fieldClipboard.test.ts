import assert from 'node:assert/strict';
import { formatInstant } from '../../../src/core/time/instant';
import { readPastedLines, waysToPaste } from '../../../src/core/paste/pastedLines';
import { settledDates } from '../../../src/core/paste/pastedDates';
import type { PastedOrder } from '../../../src/core/paste/pastedOrder';

/** 15:08 in Berlin. */
const NOW = Date.UTC(2026, 10, 29, 14, 8);
const frame = { now: NOW, zone: 'Europe/Berlin' };

/** `29T15:08`. */
function local(instant: number): string {
  const summer = instant < Date.UTC(2026, 9, 25, 1) && instant > Date.UTC(2026, 2, 29, 1);
  return formatInstant(instant + (summer ? 7_200_000 : 3_600_000)).slice(8, 16);
}

interface Given {
  readonly order?: PastedOrder;
  readonly date?: string;
}

/** Each expected entry is its local day and time, a space, and its text. */
function pastes(what: string, text: string, expected: readonly string[], given: Given = {}) {
  it(what, () => {
    const { lines } = readPastedLines(text, { ...frame, ...given });
    const told = lines.map(({ instant, text: read }) => `${local(instant)} ${read}`);
    assert.deepEqual(told, expected);
  });
}

/** One entry at now, with a warning that says why. */
function keepsWhole(what: string, text: string, warning: RegExp) {
  it(what, () => {
    const { lines, warnings } = readPastedLines(text, frame);
    assert.deepEqual(lines, [{ instant: NOW, text }]);
    assert.match(warnings.join('\n'), warning);
  });
}

describe('the clipboard, as people have it', () => {
  describe('7. a chat copied from its client', () => {
    pastes(
      'gives each message its time and its speaker',
      `Dana Reed
  2:03 PM
checkout fails for half of the users
2:05
rolling back the last deploy
Jo Lee
  2:11 PM
three of eight pods are done
:eyes:
2
2:14
errors fall
Dana Reed
  2:31 PM
all green`,
      [
        '29T14:03 Dana Reed: checkout fails for half of the users',
        '29T14:05 Dana Reed: rolling back the last deploy',
        '29T14:11 Jo Lee: three of eight pods are done\n:eyes:\n2',
        '29T14:14 Jo Lee: errors fall',
        '29T14:31 Dana Reed: all green',
      ],
    );
    pastes('past noon, where a short time is after it', 'dana\n  11:58 AM\nslow\n12:01\ndown\n1:10\nup', [
      '29T11:58 dana: slow',
      '29T12:01 dana: down',
      '29T13:10 dana: up',
    ]);
    pastes('whose words may look like a name', 'Dana Reed\n  2:03 PM\nfails\nRolling Back\n2:05\nDone', [
      '29T14:03 Dana Reed: fails\nRolling Back',
      '29T14:05 Dana Reed: Done',
    ]);
    pastes('with 24 hours', 'Dana Reed\n  14:03\nfails\n14:05\nrolling back\nJo Lee\n  14:11\ndone', [
      '29T14:03 Dana Reed: fails',
      '29T14:05 Dana Reed: rolling back',
      '29T14:11 Jo Lee: done',
    ]);
    pastes(
      'with the day between the messages',
      'Friday, November 27th\nDana Reed\n  2:03 PM\nfails\nToday\nJo Lee\n  9:10 AM\nup',
      ['27T14:03 Dana Reed: fails', '29T09:10 Jo Lee: up'],
    );
    pastes('with name and time on one line', 'Dana Reed  2:03 PM\nfails\nJo Lee  2:05 PM\nrolled back', [
      '29T14:03 Dana Reed: fails',
      '29T14:05 Jo Lee: rolled back',
    ]);
    pastes('with the day beside the time', 'dana — Today at 2:03 PM\nfails\nJo — Yesterday at 2:05 PM\nfine so far', [
      '28T14:05 Jo: fine so far',
      '29T14:03 dana: fails',
    ]);
    pastes('with a time in brackets and a name', '[20/11/2026, 14:03:22] Dana: fails\n[20/11/2026, 14:05:01] Jo: up', [
      '20T14:03 Dana: fails',
      '20T14:05 Jo: up',
    ]);
    pastes('of a bot', 'PagerDuty\nAPP\n  2:03 PM\nTriggered\nJo Lee\n  2:04 PM\non it', [
      '29T14:03 PagerDuty: Triggered',
      '29T14:04 Jo Lee: on it',
    ]);
    pastes('with a status behind the name', 'Dana Reed:palm_tree:  2:03 PM\nfails\nJo Lee  2:05 PM\nup', [
      '29T14:03 Dana Reed: fails',
      '29T14:05 Jo Lee: up',
    ]);
    pastes('in another script', '李雷\n  14:03\n支付失败', ['29T14:03 李雷: 支付失败']);
  });

  describe('8. newest line first', () => {
    pastes('is one day', '18:42 calm\n18:21 rolled back\n17:50 deploy found\n17:30 page came', [
      '28T17:30 page came',
      '28T17:50 deploy found',
      '28T18:21 rolled back',
      '28T18:42 calm',
    ]);
    pastes('in two lines', '14:40 calm\n14:21 rolled back', ['29T14:21 rolled back', '29T14:40 calm']);
    pastes('past midnight', '00:20 calm\n23:50 rolled back\n23:10 page came', [
      '28T23:10 page came',
      '28T23:50 rolled back',
      '29T00:20 calm',
    ]);
    pastes('with dates, in the minute too', '2026-11-28 14:05 c\n2026-11-28 14:03 b\n2026-11-28 14:03 a', [
      '28T14:03 a',
      '28T14:03 b',
      '28T14:05 c',
    ]);
    pastes(
      'in 479 lines',
      Array.from({ length: 479 }, (_, line) => `${local(NOW - line * 60_000).slice(3)} x`).join('\n'),
      Array.from({ length: 479 }, (_, line) => `${local(NOW - (478 - line) * 60_000)} x`),
    );
    keepsWhole(
      'is asked about where the times are in no order',
      '14:10 a\n14:03 b\n14:20 c\n14:05 d',
      /order of these lines/,
    );
    keepsWhole('is asked about where a night is as likely as a day', '20:00 a\n09:00 b', /order of these lines/);
    pastes('is known where it is given', '20:00 a\n09:00 b', ['28T20:00 a', '29T09:00 b'], { order: 'oldest' });
    pastes('is known with a date', '20:00 a\n09:00 b', ['20T09:00 b', '20T20:00 a'], {
      order: 'newest',
      date: '2026-11-20',
    });

    it('is a choice of three where it is asked', () => {
      const ways = waysToPaste('20:00 a\n09:00 b', frame);
      assert.deepEqual(
        ways.map(({ label, preview }) => `${label}: ${preview}`),
        [
          'Log 2 entries, oldest line first: 2026-11-28 20:00 a · 09:00 b',
          'Log 2 entries, newest line first: 2026-11-28 09:00 b · 2026-11-28 20:00 a',
          'Log one entry at the current time: 15:08 20:00 a',
        ],
      );
    });
  });

  describe('9. headings as times', () => {
    pastes('are entries', '### 5:00 PM\nIncident declared\n### 5:10 PM\n- rolled back\n- lee called', [
      '28T17:00 Incident declared',
      '28T17:10 - rolled back\n- lee called',
    ]);
    pastes('are entries with any mark', '**5:00 PM**\ndeclared\n5:10 PM:\nrolled back\n[5:20 PM] —\ncalm', [
      '28T17:00 declared',
      '28T17:10 rolled back',
      '28T17:20 calm',
    ]);
    pastes('are entries with their words', '## 09:00 page came\nfrom auth-api\n## 09:10 rolled back', [
      '29T09:00 page came\nfrom auth-api',
      '29T09:10 rolled back',
    ]);
    pastes('are days', '## May 13\n- 09:00 customer called\n- 09:05 page came\n## May 14\n- 08:00 calm', [
      '13T09:00 customer called',
      '13T09:05 page came',
      '14T08:00 calm',
    ]);
    pastes('are days above lines with a time', 'Today\n14:03 x\nYesterday\n\n13:00 y', ['28T13:00 y', '29T14:03 x']);
    pastes('and bold ones, and rows of a table', '**14:03** page came\n| 14:05 | lee | calm |', [
      '29T14:03 page came',
      '29T14:05 lee | calm',
    ]);
  });

  describe('dates that could be two days, settled by another line of the same text', () => {
    pastes('are month first', '11/5/26 14:03 page came\n11/13/26 2:05 PM rolled back', [
      '05T14:03 page came',
      '13T14:05 rolled back',
    ]);
    pastes('are day first', '[5/11/26, 14:03:22] Dana: page came\n[13/11/26, 14:05:00] Lee: rolled back', [
      '05T14:03 Dana: page came',
      '13T14:05 Lee: rolled back',
    ]);
    pastes('without a year, and with the year in full', '- 11/5 14:03 x\n- 11/13 14:05 y', [
      '05T14:03 x',
      '13T14:05 y',
    ]);
    pastes('as headings', '## 5/11/2026\n14:03 x\n## 13/11/2026\n14:05 y', ['05T14:03 x', '13T14:05 y']);
    const both = '11/5/26 14:03 x\n13/11/26 14:05 y\n11/14/26 14:05 z';
    it('are not where the lines disagree, or the year may be first', () => {
      for (const text of [both, '11/5/26 14:03 x\n11/6/26 14:05 y', '26/11/5 14:03 x\n26/11/6 14:05 y']) {
        assert.deepEqual(settledDates(text.split('\n')), text.split('\n'));
      }
    });
    it('leave other words alone', () => {
      const text = 'deploy 11/5/26\n11/13/26 14:03 see 11/5/26';
      assert.deepEqual(settledDates(text.split('\n')), ['deploy 11/5/26', '13 Nov 2026 14:03 see 11/5/26']);
    });
  });

  describe('what is not read', () => {
    keepsWhole('is said of a zone that could be several', '14:03 CST page came', /"CST" could be several time zones/);
    keepsWhole('is said of a date that could be two', '10/11/2026 14:03 page came', /could be two dates/);
    keepsWhole('is said of a range', '10:00-11:00 was fine', /No time was found in "10:00-11:00 was fine"/);
    keepsWhole(
      'is said of a zone above the times',
      'Times in CST\n14:03 page came',
      /"CST" could be several time zones/,
    );
    for (const head of [
      'Timeline (all times UTC)',
      'All times are in UTC:',
      '## Timeline, times in UTC',
      'Times: UTC+0',
    ]) {
      pastes(`is the zone of the lines below “${head}”`, `${head}\n13:03 page came\n15:05 CET up`, [
        `29T15:08 ${head}`,
        '29T14:03 page came',
        '29T15:05 up',
      ]);
    }
    for (const head of [
      'All times PST',
      'All times are PT',
      '_Times are in Pacific time_',
      '## Timeline (PT)',
      'Timeline, Pacific Time',
      'Timezone: America/Los_Angeles',
      'TZ: PST',
      'PST',
      '(PST)',
      'UTC-8:',
      'Zeiten in PST',
    ]) {
      pastes(`is the zone of the lines below \u201c${head}\u201d, too`, `${head}\n05:03 page came`, [
        `29T15:08 ${head}`,
        '29T14:03 page came',
      ]);
    }
    pastes('is the zone of a column', '| Time (PST) | What |\n|---|---|\n| 05:03 | page came |', [
      '29T15:08 | Time (PST) | What |\n|---|---|',
      '29T14:03 page came',
    ]);
    pastes('is the zone of the last line', '13:03 page came\n\nAll times in UTC', [
      '29T14:03 page came\n\nAll times in UTC',
    ]);
    pastes('is the zone of a day', '## Nov 20 (UTC)\n13:03 page came\n## Nov 21 (UTC)\n13:04 up', [
      '20T14:03 page came',
      '21T14:04 up',
    ]);
    pastes('takes no zone from "local time"', 'Timeline (local time)\n14:03 page came', [
      '29T15:08 Timeline (local time)',
      '29T14:03 page came',
    ]);
    keepsWhole(
      'is said of a zone above the times that nobody knows',
      'All times in Central European Time\n14:03 page came',
      /Unknown time zone "Central European Time"/,
    );
    keepsWhole(
      'is said of two zones above the times',
      '| UTC | PST | What |\n| 13:03 | 05:03 | page came |',
      /"UTC, PST" could be several time zones/,
    );
    pastes('is the day of a weekday above the times', 'Thu\n13:03 page came\n## Friday\n09:00 up', [
      '26T13:03 page came',
      '27T09:00 up',
    ]);
    pastes('is the day of a title', 'Timeline of 2026-11-20\n13:03 page came', ['20T13:03 page came']);
    for (const day of ['Day 1', 'Thursday 26th', '### Last night', '**the 26th**']) {
      keepsWhole(`is said of a day that is not read: ${day}`, `${day}\n13:03 page came`, /^Can't read a date in/);
    }
    keepsWhole(
      'is said where each time is below its text',
      'Resolved - It is fixed.\nNov 29, 14:05 UTC\nInvestigating - Looking.\nNov 29, 14:03 UTC',
      /^Each time seems to be below its text/,
    );
    keepsWhole('is said of a chat whose times are below', 'Dana\nfails\n14:03\nJo\nup\n14:05', /below its text/);
    pastes('leaves out checkboxes', '- [ ] 14:03 page came\n- [x] 14:05 up', ['29T14:03 page came', '29T14:05 up']);
    pastes('is no zone below other times', 'Response times Grew\n13:03 page came', [
      '29T15:08 Response times Grew',
      '29T13:03 page came',
    ]);
    it('is said in three sentences at most', () => {
      const text = Array.from({ length: 9 }, (_, hour) => `0${hour}:00-0${hour}:30 fine`).join('\n');
      assert.equal(readPastedLines(text, frame).warnings.at(-1), '7 more lines seem to begin with a time.');
    });
    it('is nothing in a fence', () => {
      const { warnings } = readPastedLines('14:03 log\n```\n10:00-11:00 x\n```', frame);
      assert.deepEqual(warnings, []);
    });
  });
});
