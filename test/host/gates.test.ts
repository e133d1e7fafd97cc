/** What must hold before a milestone, by argument: in each process that has a gate, with and without a reason. */
import assert from 'node:assert/strict';
import type { Uri } from 'vscode';
import { declare, ready, run, text } from './workspace';

describe('a gate', () => {
  let uri: Uri;
  let id: string;
  const at = (time: string, author = 'dana') => ({ at: `2026-11-13T${time}:00Z`, author, incident: id });

  before(ready);

  async function declares(process: string, title: string): Promise<void> {
    const said = { process, at: '2026-11-13T10:00:00Z', author: 'dana' };
    ({ uri, id } = await declare(title, said));
  }

  async function logs(time: string, argument: object, expected: string | RegExp): Promise<void> {
    const { entry } = await run<{ entry: string }>('milestone', { ...at(time), ...argument });
    const [, said] = /^- \S+ @dana MILESTONE ([^]*)$/.exec(entry)!;
    assert.ok(typeof expected === 'string' ? said === expected : expected.test(said!), entry);
    assert.ok(text(uri).includes(`\n${entry}\n`), entry);
  }

  async function checks(time: string, name: string, author?: string): Promise<void> {
    await run('check', { name, ...at(time, author) });
  }

  it('lets a milestone through with a reason, and the record says what was missing', async () => {
    await declares('default', 'The queue stands still for some users');
    await logs('10:01', { name: 'resolved', potential: true, reason: 'x' }, 'resolved?:');
    await logs('10:02', { name: 'identified', text: 'a full disk', reason: 'x' }, 'identified: a full disk');
    const argument = { name: 'resolved', text: 'a larger disk', reason: 'it is Friday' };
    await logs(
      '10:03',
      argument,
      'resolved: a larger disk\n  (exception: it is Friday; "mitigated" not logged, 4 steps not checked off)',
    );
    assert.match(text(uri), /\nstatus: resolved\n/);
    await run('undoLast', { incident: id });
    await logs(
      '10:03',
      { name: 'resolved' },
      /^resolved: \(exception: no reason given; "mitigated" not logged, 4 steps/,
    );
    await run('undoLast', { incident: id });
    await logs('10:04', { name: 'mitigated' }, 'mitigated:');
    await logs('10:05', { name: 'resolved' }, 'resolved: (exception: no reason given; 4 steps not checked off)');
    const { text: brief } = await run<{ text: string }>('brief', { incident: id });
    assert.match(brief, /\n- resolved: \(exception: no reason given; /);
    const sent = await run<{ text: string }>('update', { template: 'resolved', to: 'record', ...at('10:06') });
    assert.doesNotMatch(sent.text, /exception/);
  });

  it('has its steps in the record when their phase begins, and before that when one is done', async () => {
    await declares('default', 'Sign-up is slow for new users');
    const fresh = text(uri);
    const list = '### Before resolving\n\n- [ ] Confirm the fix will last';
    assert.ok(
      !fresh.includes('### Before resolving') && !fresh.includes('### Take notes') && !fresh.includes('### Common'),
    );
    await logs('10:01', { name: 'mitigated' }, 'mitigated:');
    assert.equal(text(uri).split(list).length, 2);
    await run('undoLast', { incident: id });
    assert.equal(text(uri), fresh);
    await run('assignRole', { role: 'scribe', to: 'lee', ...at('10:02') });
    assert.match(text(uri), /\n### Take notes \(scribe\)\n\n- \[ \] Note who's here/);
    await checks('10:03', 'Have someone who did not make the fix verify it');
    assert.match(
      text(uri),
      /\n- \[ \] File a ticket [^\n]*\n- \[x\] Have someone who did not make the fix verify it\n/,
    );
    await logs('10:04', { name: 'mitigated' }, 'mitigated:');
    assert.equal(text(uri).split(list).length, 2);
    await logs('10:05', { name: 'resolved' }, 'resolved: (exception: no reason given; 3 steps not checked off)');
    for (let count = 0; count < 4; count++) {
      await run('undoLast', { incident: id });
    }
    assert.equal(text(uri), fresh);
  });

  it('of 2i2c waits for the technology lead in person, and for PagerDuty and Freshdesk', async () => {
    await declares('2i2c', 'The hub does not start for everybody');
    const step = 'Review the actions taken and the suggested next steps';
    const argument = { name: 'resolved', reason: 'she sleeps' };
    await logs(
      '10:01',
      argument,
      'resolved: (exception: she sleeps; not checked off by the technology lead: nobody yet)',
    );
    await run('undoLast', { incident: id });
    await run('assignRole', { role: 'technology lead', to: 'kim', ...at('10:02') });
    await checks('10:03', step, 'dana');
    await logs('10:04', argument, /exception: she sleeps; not checked off by the technology lead: @kim\)/);
    await run('undoLast', { incident: id });
    await checks('10:05', step, 'kim');
    await logs('10:06', argument, 'resolved:');
    await checks('10:07', 'Mark the incident as resolved in PagerDuty');
    await logs(
      '10:08',
      { name: 'closed' },
      'closed: (exception: no reason given; "Mark the ticket as resolved in Freshdesk" not checked off)',
    );
    await run('undoLast', { incident: id });
    await checks('10:09', 'Mark the ticket as resolved in Freshdesk');
    await logs('10:10', { name: 'closed' }, 'closed:');
  });

  it('of the incident manager waits for the audit and for the tickets', async () => {
    await declares('incident-manager', 'Search is empty for the shop');
    await logs('10:01', { name: 'mitigated' }, 'mitigated:');
    await logs('10:02', { name: 'resolved' }, /^resolved: \(exception: no reason given; \d steps not checked off\)$/);
  });
});
