/** Incidents are found by what is written in them, wherever they are, as soon as it is written. */
import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { commands, env, type SymbolInformation, type Uri } from 'vscode';
import { until } from '../patience';
import { declare, ready, run, type Declared } from './workspace';

interface Found {
  readonly id: string;
  readonly title: string;
  readonly severity: string;
  readonly uri: Uri;
  readonly line: number;
  readonly text: string;
}

const search = async (query: string): Promise<readonly Found[]> =>
  (await run<{ incidents: readonly Found[] }>('search', { query })).incidents;
const idsOf = async (query: string): Promise<string[]> => (await search(query)).map(({ id }) => id);

describe('searching incidents', () => {
  let login: Declared;
  let mail: Declared;

  before(async () => {
    await ready();
    login = await declare('Logging in is broken', { severity: 'SEV-1', services: ['auth-api'], author: 'dana' });
    mail = await declare('Mail is late', { severity: 'SEV-3', at: '2026-03-04T10:00:00Z', author: 'lee' });
  });

  it('finds a line as soon as it is logged, in any language', async () => {
    await run('log', { text: 'the listeners are missing', incident: login.id });
    await run('log', { text: 'メールが届かない', incident: mail.id });
    const [found, ...others] = await search('listener');
    assert.deepEqual(others, []);
    assert.equal(found?.id, login.id);
    assert.match(found.text, /TL: the listeners are missing$/);
    assert.equal(found.uri.toString(), login.uri.toString());
    assert.deepEqual(await idsOf('届かない'), [mail.id]);
    assert.deepEqual(await idsOf('listener mail'), []);
  });

  it('finds by service, person, severity, and date, also what has ended', async () => {
    await run('cancel', { reason: 'a test', incident: mail.id });
    assert.deepEqual(await idsOf('auth-api'), [login.id]);
    assert.deepEqual(await idsOf('@lee'), [mail.id]);
    assert.deepEqual(await idsOf('SEV-1'), [login.id]);
    assert.deepEqual(await idsOf('2026-03'), [mail.id]);
    assert.deepEqual(await idsOf('canceled march'), [mail.id]);
  });

  it('finds a security incident by its title alone', async () => {
    const { id } = await declare('Tokens leaked', { security: true, author: 'kim' });
    await run('log', { text: 'zebras took them', incident: id });
    assert.deepEqual(await idsOf('zebras'), []);
    assert.deepEqual(await idsOf('leaked'), [id]);
  });

  it('offers incidents to "Go to Symbol in Workspace"', async () => {
    const symbols = await commands.executeCommand<SymbolInformation[]>(
      'vscode.executeWorkspaceSymbolProvider',
      'logging in',
    );
    assert.deepEqual(
      symbols.map(({ name }) => name),
      ['SEV-1 Logging in is broken'],
    );
  });

  it('no longer finds a record that was deleted', async () => {
    rmSync(dirname(mail.uri.fsPath), { recursive: true });
    assert.deepEqual(await idsOf('@lee'), []);
  });
});

describe('follow-ups after the incident', () => {
  let over: Declared;
  let entry: string;

  before(async () => {
    await ready();
    over = await declare('Exports are slow', { at: '2026-03-04T10:00:00Z', author: 'dana' });
    const todo = { text: 'alert on slow exports', owner: 'pat', due: '2026-03-11', incident: over.id };
    ({ entry } = await run('todo', todo));
    await run('milestone', { name: 'resolved', incident: over.id });
    const secret = await declare('Keys leaked', { security: true, author: 'kim', at: '2026-03-05T10:00:00Z' });
    await run('todo', { text: 'rotate them', owner: 'pat', due: '2026-03-12', incident: secret.id });
    await declare('Imports are slow', { author: 'dana' });
  });

  it('copies the overdue ones by owner, and leaves out security incidents', async () => {
    const { text } = await run<{ text: string }>('copyOverdue', { owner: '@pat' });
    assert.match(
      text,
      /^Overdue follow-ups\n\n@pat\n- alert on slow exports \(due 2026-03-11\) · SEV-\d Exports are slow\n$/,
    );
    assert.equal(await env.clipboard.readText(), text);
    await assert.rejects(run('copyOverdue', { owner: 'nobody' }), /No follow-up is overdue\./);
  });

  it('completes one of an incident that has ended while another is open', async () => {
    const completed = await run('complete', { entry });
    assert.equal(completed.entry, entry.replace('[ ]', '[x]'));
    await until(() => readFileSync(over.uri.fsPath, 'utf8').includes(completed.entry), 'the box is ticked');
    await assert.rejects(run('copyOverdue', {}), /No follow-up is overdue\./);
  });
});
