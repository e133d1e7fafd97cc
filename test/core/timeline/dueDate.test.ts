import assert from 'node:assert/strict';
import { describeFollowUp, readDue, readTypedFollowUp } from '../../../src/core/timeline/dueDate';
import { readFollowUp, type FollowUp } from '../../../src/core/timeline/followUp';

/** 00:30 on Friday in Berlin, Thursday in UTC. */
const frame = { now: Date.UTC(2026, 10, 26, 23, 30), zone: 'Europe/Berlin' };

function reads(typed: string, followUp: FollowUp) {
  it(`${JSON.stringify(typed)} is ${JSON.stringify(followUp)}`, () => {
    const read = readTypedFollowUp(typed, frame);
    assert.deepEqual(read, { followUp });
  });
}

function asks(typed: string, problem: RegExp) {
  it(`${JSON.stringify(typed)} is a question`, () => {
    assert.match(readTypedFollowUp(typed, frame).problem?.whole ?? '', problem);
  });
}

describe('a due date', () => {
  reads('alert on it due tuesday', { text: 'alert on it', due: '2026-12-01' });
  reads('alert on it, by tomorrow', { text: 'alert on it', due: '2026-11-28' });
  reads('alert on it next week', { text: 'alert on it', due: '2026-12-04' });
  reads('alert on it 27 Nov', { text: 'alert on it', due: '2026-11-27' });
  reads('alert on it due 26 Nov', { text: 'alert on it', due: '2027-11-26' });
  reads('alert on it due Nov 30 @jo', { text: 'alert on it', owner: 'jo', due: '2026-11-30' });
  reads('alert on it @jo due on Monday', { text: 'alert on it', owner: 'jo', due: '2026-11-30' });
  reads('alert on it @jo by Monday, 30 November 2026', { text: 'alert on it', owner: 'jo', due: '2026-11-30' });
  reads('alert on it due 30.11.', { text: 'alert on it', due: '2026-11-30' });
  reads('alert on it due 11/30/2026', { text: 'alert on it', due: '2026-11-30' });
  reads('alert on it due 2026-11-01', { text: 'alert on it', due: '2026-11-01' });
  reads('alert on it in 2 weeks', { text: 'alert on it', due: '2026-12-11' });
  reads('alert on it by end of month', { text: 'alert on it', due: '2026-11-30' });
  reads('alert on it by EOD', { text: 'alert on it', due: '2026-11-27' });
  reads('alarm setzen bis Montag', { text: 'alarm setzen', due: '2026-11-30' });
  reads('alert on it due demain', { text: 'alert on it', due: '2026-11-28' });
  reads('alert on it (owner @jo, due 2026-11-30)', { text: 'alert on it', owner: 'jo', due: '2026-11-30' });
  reads('alert on it due by Monday', { text: 'alert on it', due: '2026-11-30' });
  reads('alert on it due date: 2026-12-01', { text: 'alert on it', due: '2026-12-01' });
  reads('alert on it due:Monday', { text: 'alert on it', due: '2026-11-30' });
  reads('alert on it in two weeks', { text: 'alert on it', due: '2026-12-11' });
  reads('friday', { text: 'friday' });
  reads('read the notes of 20 Nov', { text: 'read the notes of 20 Nov' });
  reads('find out what broke on Monday', { text: 'find out what broke on Monday' });
  reads('review what happened yesterday', { text: 'review what happened yesterday' });
  reads('find out why it broke today', { text: 'find out why it broke today' });
  reads('ask what happened last monday', { text: 'ask what happened last monday' });
  reads('compare with 20 Oct', { text: 'compare with 20 Oct' });
  reads('set up the new pager tomorrow', { text: 'set up the new pager', due: '2026-11-28' });
  reads('ask @lee @jo', { text: 'ask @lee', owner: 'jo' });
  asks('alert on it due friday', /"friday" could be 2026-11-27 or 2026-12-04. Write one of them\./);
  asks('alert on it due next monday', /"next monday" could be 2026-11-30 or 2026-12-07/);
  asks('alert on it due 11/12/2026', /could be two dates/);
  asks('alert on it @jo due 2026-02-30', /There is no 2026-02-30/);
  asks('alert on it due 31 Nov', /There is no 31 Nov/);

  it('that is not read is said so', () => {
    const { followUp, hint } = readTypedFollowUp('alert on it due soon', frame);
    assert.equal(followUp.text, 'alert on it due soon');
    assert.equal(hint, 'No due date was found in "due soon". Write it like due 2026-11-27.');
  });

  it('alone is read for an argument', () => {
    assert.deepEqual(readDue('tuesday', frame), { due: '2026-12-01' });
    assert.deepEqual(readDue('2026-12-01', frame), { due: '2026-12-01' });
    assert.equal(readDue('soon', frame), undefined);
    assert.equal(readDue('2026-02-30x', frame), undefined);
  });

  it('is shown back as a date with its weekday', () => {
    const told = (typed: string) => describeFollowUp(readTypedFollowUp(typed, frame).followUp);
    assert.equal(told('alert on it @jo due tuesday'), 'alert on it · @jo · due Tuesday, 2026-12-01');
    assert.equal(told('alert on it'), undefined);
  });
});

describe('27. a follow-up that a formatter wrapped', () => {
  const whole = { text: 'alert when it fails', owner: 'jo', due: '2026-11-27' };
  for (const wrapped of [
    'alert when it fails (owner @jo,\ndue 2026-11-27)',
    'alert when it fails\n(owner @jo, due 2026-11-27)',
    'alert when it fails (owner\n@jo, due\n2026-11-27)',
    'alert when it fails (owner @jo,\n  due 2026-11-27)',
  ]) {
    it(`reads ${JSON.stringify(wrapped)}`, () => assert.deepEqual(readFollowUp(wrapped), whole));
  }
});
