/** By which process a record is kept: a built-in one, and a team's own, which is read again when it has changed. */
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { languages, Uri, workspace } from 'vscode';
import { declare, folder, ready, run, text, until } from './workspace';

const team = join(folder, '.incident-notes');
const file = join(team, 'process.yaml');

function writeTeam(yaml: string, name = 'process.yaml'): void {
  mkdirSync(team, { recursive: true });
  writeFileSync(join(team, name), yaml);
}

describe('the process', () => {
  before(ready);
  afterEach(() => rmSync(team, { recursive: true, force: true }));

  it('is one of the built-in ones, by name', async () => {
    const said = { at: '2026-11-11T10:00:00Z', process: '2i2c' };
    const { uri, id } = await declare('The hub is down for everybody', said);
    const record = text(uri);
    assert.match(record, /\nprocess: 2i2c\n/);
    assert.match(record, /\nseverity: P1\n/);
    assert.match(record, /\nservices: \[Misc alerts from Prometheus Alert Manager\]\n/);
    assert.match(record, /\n### It begins when\n/);
    const status = await run<{ nextUpdate: unknown }>('status', { incident: id });
    assert.deepEqual(status.nextUpdate, { at: '2026-11-11T13:00:00Z', audience: 'community' });
    const step = 'Somebody has acknowledged it there';
    await run('check', { name: step, incident: id });
    assert.ok(text(uri).includes(`- [x] ${step}`));
    await run('assignRole', { role: 'technology lead', to: 'kim', incident: id });
    assert.match(text(uri), /\n {2}technology-lead: "@kim"\n/);
  });

  it('says nothing of a security incident in the open', async () => {
    const { uri } = await declare('A key is public', { process: 'mozmeao', security: true });
    assert.match(text(uri), /## Contacts\n\n- Security incident: not a word on IRC\./);
    assert.doesNotMatch(text(uri), /#mozmeao/);
  });

  it('is the team’s own, as its file is at that moment', async () => {
    writeTeam('extends: pagerduty\nname: acme\nseverities:\n  - name: SEV-2\n    cadence: { executive: 15 }\n');
    writeTeam('search:\n  team: Finders\n  paging: finders\n', 'ownership.yaml');
    const { uri, id } = await declare('Search is empty for all', { at: '2026-11-11T11:00:00Z' });
    assert.match(text(uri), /\nprocess: acme\n/);
    assert.match(text(uri), /\n- search: Finders, paging: finders\n/);
    assert.match(text(uri), /\n- \[ \] Page Finders \(search\): finders\n/);
    const next = async () => (await run<{ nextUpdate: { at: string } }>('status', { incident: id })).nextUpdate.at;
    assert.equal(await next(), '2026-11-11T11:15:00Z');
    writeTeam('extends: pagerduty\nname: acme\nseverities:\n  - name: SEV-2\n    cadence: { executive: 20 }\n');
    assert.equal(await next(), '2026-11-11T11:20:00Z');
    // The one that it extends serves while it cannot be read.
    writeTeam('extends: pagerduty\nname: acme\nseverities:\n  - name: SEV-2\n    cadense: { executive: 20 }\n');
    assert.equal(await next(), '2026-11-11T11:30:00Z');
  });

  it('says what is wrong with it at its place', async () => {
    writeTeam('extends: pagerduty\nname: acme\nlable: Acme\n');
    const document = await workspace.openTextDocument(Uri.file(file));
    const finding = (await until(() => languages.getDiagnostics(document.uri).at(0), 'the mistake is found'))!;
    assert.equal(finding.message, 'There is no key “lable” here; “label” was probably meant.');
    assert.equal(document.getText(finding.range), 'lable: Acme');
  });
});
