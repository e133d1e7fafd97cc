/** Declaring an incident by argument: what comes back, what is written, and where. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { window, type Uri } from 'vscode';
import { declare, folder, git, ready, run, text } from './workspace';

describe('declare', () => {
  before(ready);

  it('writes the record, opens it and commits it', async () => {
    const declared = await declare('Logging in is broken for all users', {
      at: '2026-11-20T15:02:00Z',
      severity: 'SEV-1',
      impact: 'Customers cannot sign in.',
      author: '@dana',
      services: ['auth-api'],
      source: 'customers report failed log-ins',
      started: '2026-11-20T14:50:00Z',
    });
    assert.equal(declared.id, '2026-11-20-logging-in-is-broken-for-all-users');
    assert.equal(declared.uri.fsPath, join(folder(), 'incidents', declared.id, 'incident.md'));
    assert.deepEqual(declared.lookAlikes, []);
    const record = text(declared.uri);
    assert.match(record, /^---\nformat: 1\nid: 2026-11-20-logging-in-is-broken-for-all-users\n/);
    assert.match(record, /\n# \[inc-26-11-20-SEV-1\] Logging in is broken for all users\n/);
    assert.match(
      record,
      /\n- 2026-11-20T14:50:00Z @dana MILESTONE started:\n- 2026-11-20T15:02:00Z @dana MILESTONE declared: customers report failed log-ins\n/,
    );
    assert.equal(window.activeTextEditor?.document.uri.fsPath, declared.uri.fsPath);
    await run('retry', {});
    const path = `incidents/${declared.id}/incident.md`;
    assert.equal(git('status', '--porcelain', '--', path), '');
    assert.equal(git('log', '--format=%s', '--', path), `inc: declare ${declared.id}`.slice(0, 72));
    assert.equal(git('show', '--name-only', '--format=', git('log', '--format=%H', '--', path)), path);
  });

  it('gives the second of a day another id, and tells that they look alike', async () => {
    const first = await declare('Payments are failing for EU customers', { at: '2026-11-20T16:00:00Z' });
    const second = await declare('Payments are failing for EU customers', { at: '2026-11-20T17:00:00Z' });
    assert.equal(second.id, `${first.id}-2`);
    assert.ok(second.lookAlikes.some(({ id }) => id === first.id));
  });

  it('gives a title in any script a readable id, and a channel by it', async () => {
    for (const [title, slug] of [
      ['決済サービス停止', 'jue-ji-sabisu-ting-zhi'],
      ['로그인 장애', 'rogeuin-jangae'],
      ['ไม่ทำงาน', 'aimthamngaan'],
      ['🔥🔥', 'incident-1600'],
    ] as const) {
      const { id, uri } = await declare(title, { at: '2026-11-20T16:00:00Z', process: 'incident-manager' });
      assert.equal(id, `2026-11-20-${slug}`);
      assert.ok(text(uri).includes(title));
      assert.ok(text(uri).includes(`#inc-20-11-26-${slug}`), text(uri));
      await run('cancel', { incident: id, reason: 'tried' });
    }
  });

  it('takes the parts of the sentence', async () => {
    const { id, uri } = await run<{ id: string; uri: Uri }>('declare', {
      functionality: 'Search',
      state: 'slow',
      audience: 'everybody',
      at: '2026-11-19T10:00:00Z',
    });
    assert.equal(id, '2026-11-19-search-is-slow-for-everybody');
    assert.match(text(uri), /\nsummary:\n {2}functionality: Search\n {2}state: slow\n {2}audience: everybody\n/);
  });

  const refused: [string, object, RegExp][] = [
    ['an empty title', { title: ' ' }, /one sentence/],
    ['a number for a title', { title: 5 }, /"title" must be text/],
    ['a folder that is not open', { title: 'x', folder: 'elsewhere' }, /isn't an open folder/],
    ['a time that means two', { title: 'x', at: '14:03 CST' }, /CST/],
  ];
  for (const [name, argument, sentence] of refused) {
    it(`refuses ${name}`, async () => {
      await assert.rejects(run('declare', argument), (error: Error) => sentence.test(error.message));
    });
  }
});
