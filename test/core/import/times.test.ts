/** What a log doesn't say of its times: refused with its name, never guessed without a word. */
import assert from 'node:assert/strict';
import { importOf, type Said } from './importing';

function reads(log: string, said: Said, entries: readonly string[], ...warnings: RegExp[]): void {
  it(`${JSON.stringify(log).slice(0, 70)} is ${entries.length}`, () => {
    const read = importOf(log, { all: true, ...said });
    assert.deepEqual([read.missing, read.entries], [undefined, entries]);
    assert.equal(read.warnings.length, warnings.length, read.warnings.join('\n'));
    warnings.forEach((warning, index) => assert.match(read.warnings[index]!, warning));
  });
}

function misses(log: string, said: Said, code: string): void {
  it(`${JSON.stringify(log).slice(0, 70)} misses ${code}`, () => {
    assert.equal(importOf(log, { all: true, ...said }).missing, code);
  });
}

describe('the times of a log', () => {
  const berlin = { zone: 'Europe/Berlin' };

  describe('without a zone or a day', () => {
    misses('14:03 <a> x', berlin, 'needsDate');
    misses('14:03 <a> x', { date: '2026-11-20' }, 'needsZone');
    misses('2026-11-20 14:03:00\ta\tx', {}, 'needsZone');
    misses('Dana — Today at 2:03 PM\nhello', berlin, 'needsDate');
    misses('11:00 a\n10:00 b\n12:00 c\n9:00 d', { ...berlin, date: '2026-11-20', kind: 'text' }, 'needsOrder');
    reads('14:03 <a> x', { ...berlin, date: '2026-11-20' }, ['2026-11-20T13:03Z @a TL: x']);
    reads('Dana — Today at 2:03 PM\nhello', { ...berlin, date: '2026-11-20' }, ['2026-11-20T13:03Z @Dana TL: hello']);
    reads('14:03 UTC x', { date: '2026-11-20' }, ['2026-11-20T14:03Z @dana TL: x']);
    reads('Times are in UTC\n14:03 x', { date: '2026-11-20' }, ['2026-11-20T14:03Z @dana TL: x']);
  });

  it('need neither where no line is taken', () => {
    const { missing, entries } = importOf('14:03 <a> x');
    assert.deepEqual([missing, entries], [undefined, []]);
  });

  describe('that go back', () => {
    const said = { ...berlin, date: '2026-11-20' };
    const night = ['2026-11-20T22:50Z @a TL: x', '2026-11-20T23:10Z @a TL: y'];
    reads('23:50 <a> x\n00:10 <a> y', said, night, /jump back at 00:10.*2026-11-21/);
    reads('23:50 <a> x\n--- Day changed Sat Nov 21 2026\n00:10 <a> y', said, night);
    reads('14:10 <a> x\n14:08 <a> y', said, ['2026-11-20T13:08Z @a TL: y', '2026-11-20T13:10Z @a TL: x']);
  });

  describe('when the clocks are set back', () => {
    const autumn = (clock: string, nick: string) => `2026-10-25 ${clock}\t${nick}\tx`;
    misses(autumn('02:30:00', 'a'), berlin, 'needsHour');
    reads(autumn('02:30:00', 'a'), { ...berlin, repeatedHour: 'first' }, ['2026-10-25T00:30:00Z @a TL: x']);
    reads(autumn('02:30:00', 'a'), { ...berlin, repeatedHour: 'second' }, ['2026-10-25T01:30:00Z @a TL: x']);
    reads([autumn('02:50:00', 'a'), autumn('02:05:00', 'b'), autumn('03:01:00', 'c')].join('\n'), berlin, [
      '2026-10-25T00:50:00Z @a TL: x',
      '2026-10-25T01:05:00Z @b TL: x',
      '2026-10-25T02:01:00Z @c TL: x',
    ]);
    reads(autumn('02:30:00', 'a'), { zone: '+02:00' }, ['2026-10-25T00:30:00Z @a TL: x']);
  });

  describe('when they are set forward', () => {
    reads(
      '2026-03-29 02:30:00\ta\tx',
      berlin,
      ['2026-03-29T01:30:00Z @a TL: x'],
      /02:30 doesn't exist in Europe\/Berlin/,
    );
  });
});
