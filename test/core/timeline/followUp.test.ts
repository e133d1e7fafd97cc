import { strict as assert } from 'node:assert';
import { formatFollowUp, isCalendarDate, readFollowUp, withIssue } from '../../../src/core/timeline/followUp';

describe('follow-up', () => {
  const cases: [string, ReturnType<typeof readFollowUp>][] = [
    ['alert on it', { text: 'alert on it' }],
    ['alert on it (owner @jo, due 2026-11-27)', { text: 'alert on it', owner: 'jo', due: '2026-11-27' }],
    ['alert on it (owner @jo)', { text: 'alert on it', owner: 'jo' }],
    ['alert on it (due 2026-11-27)', { text: 'alert on it', due: '2026-11-27' }],
    ['alert on it ()', { text: 'alert on it ()' }],
    ['alert on it (soon)', { text: 'alert on it (soon)' }],
    ['alert on it @jo due 2026-11-27', { text: 'alert on it', owner: 'jo', due: '2026-11-27' }],
    ['alert on it due 2026-11-27 @jo', { text: 'alert on it', owner: 'jo', due: '2026-11-27' }],
    ['ask @lee @jo', { text: 'ask @lee', owner: 'jo' }],
    ['pay what is due 2026-11-01 due 2026-11-27', { text: 'pay what is due 2026-11-01', due: '2026-11-27' }],
    ['mail jo@example.com', { text: 'mail jo@example.com' }],
  ];
  for (const [written, expected] of cases) {
    it(`reads ${written}`, () => assert.deepEqual(readFollowUp(written), expected));
  }

  const texts: [Parameters<typeof formatFollowUp>[0], string][] = [
    [{ text: 'a' }, 'a'],
    [{ text: 'a', owner: 'jo' }, 'a (owner @jo)'],
    [{ text: 'a', due: '2026-11-27' }, 'a (due 2026-11-27)'],
    [{ text: 'a\n```\nb\n```', owner: 'jo', due: '2026-11-27' }, 'a\n```\nb\n```\n(owner @jo, due 2026-11-27)'],
  ];
  for (const [given, expected] of texts) {
    it(`writes ${JSON.stringify(expected)}`, () => assert.equal(formatFollowUp(given), expected));
  }

  const dates: [string, boolean][] = [
    ['2026-11-27', true],
    ['2024-02-29', true],
    ['2026-02-29', false],
    ['2026-13-01', false],
    ['27.11.2026', false],
    ['2026-11-27T10:00Z', false],
  ];
  for (const [text, expected] of dates) {
    it(`${text} is ${expected ? 'a' : 'no'} date`, () => assert.equal(isCalendarDate(text), expected));
  }
});

describe('the issue of a follow-up', () => {
  const issue = 'https://github.com/acme/app/issues/12';
  it('is behind what is to be done, once', () => {
    const linked = `alert on it ${issue} (owner @jo, due 2026-11-27)`;
    assert.equal(withIssue('alert on it (owner @jo, due 2026-11-27)', issue), linked);
    assert.equal(withIssue(linked, issue), linked);
    assert.equal(withIssue('alert on it', issue), `alert on it ${issue}`);
  });
});
