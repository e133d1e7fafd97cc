/** By which process a record is kept: a built-in one, and a team's own, which is read again when it has changed. */
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationTarget, languages, Uri, workspace } from 'vscode';
import { declare, folder, ready, reloaded, run, text } from './workspace';
import { until } from '../patience';

const team = (): string => join(folder(), '.incident-notes');
function writeTeam(yaml: string, name = 'process.yaml'): void {
  mkdirSync(team(), { recursive: true });
  writeFileSync(join(team(), name), yaml);
}

describe('the process', () => {
  before(ready);
  afterEach(() => rmSync(team(), { recursive: true, force: true }));

  it('is one of the built-in ones, by name', async () => {
    const said = { at: '2026-11-11T10:00:00Z', process: '2i2c' };
    const { uri, id } = await declare('The hub is down for everybody', said);
    const record = text(uri);
    assert.match(record, /\nprocess: 2i2c\n/);
    assert.match(record, /\nseverity: P1\n/);
    assert.match(record, /\nservices: \[Misc alerts from Prometheus Alert Manager\]\n/);
    assert.match(record, /\n### Start conditions\n/);
    const status = await run<{ nextUpdate: unknown }>('status', { incident: id });
    assert.deepEqual(status.nextUpdate, { at: '2026-11-11T13:00:00Z', audience: 'community' });
    const step = 'Someone has acknowledged the incident in PagerDuty';
    await run('check', { name: step, incident: id });
    assert.ok(text(uri).includes(`- [x] ${step}`));
    await run('assignRole', { role: 'technology lead', to: 'kim', incident: id });
    assert.match(text(uri), /\n {2}technology-lead: "@kim"\n/);
  });

  it('says nothing of a security incident in the open', async () => {
    const { uri } = await declare('A key is public', { process: 'mozmeao', security: true });
    assert.match(text(uri), /## Contacts\n\n- Security incident: don't discuss it on IRC\./);
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
    const document = await reloaded(Uri.file(join(team(), 'process.yaml')));
    const finding = await until(() => languages.getDiagnostics(document.uri).at(0), 'the mistake is found');
    assert.equal(finding.message, 'Unknown key "lable". Did you mean "label"?');
    assert.equal(document.getText(finding.range), 'lable: Acme');
  });

  describe('of a workspace is switched without a reload', () => {
    const setting = async (name: string | undefined): Promise<void> => {
      const scope = workspace.getConfiguration('incidentNotes', Uri.file(folder()));
      await scope.update('process', name, ConfigurationTarget.Workspace);
    };
    const nextUpdate = async (incident: string) =>
      (await run<{ nextUpdate: { at: string; audience: string } | null }>('status', { incident })).nextUpdate;
    const front = (uri: Uri, key: string) => new RegExp(`\\n${key}: (.*)\\n`).exec(text(uri))?.[1];
    const said = { at: '2026-11-11T12:00:00Z', severity: 'SEV-1' };

    afterEach(() => setting(undefined));

    /** What a new record has: its process, a role by its label, its next update, and headings of its checklists. */
    async function kept(title: string, role: string): Promise<readonly unknown[]> {
      const { uri, id } = await declare(title, said);
      await run('assignRole', { role, to: 'kim', incident: id });
      const headings = [...text(uri).matchAll(/^### (.*)$/gm)].map(([, heading]) => heading!);
      const next = await nextUpdate(id);
      await run('cancel', { reason: 'a test', incident: id });
      const [, held] = /\nroles:\n {2}(\S+): /.exec(text(uri)) ?? [];
      return [front(uri, 'process'), held, `${next?.audience} ${next?.at.slice(11, 16)}`, headings];
    }

    it('by the setting', async () => {
      await setting('mozmeao');
      const [phases, ...leader] = (await kept('Maps are blank', 'Incident Leader')).toReversed();
      assert.deepEqual(leader, ['internal 12:30', 'incident-leader', 'mozmeao']);
      assert.ok((phases as string[]).includes('Notify (incident leader)'));
      await setting('mnx');
      const [others, ...person] = (await kept('Mail bounces', 'On-Call Person')).toReversed();
      assert.deepEqual(person, ['customer 13:00', 'on-call-person', 'mnx']);
      assert.ok(!(others as string[]).includes('Notify (incident leader)'));
      await setting(undefined);
      assert.equal((await kept('Ads are upside down', 'Scribe'))[0], 'default');
    });

    it('by the team’s file, which goes before the setting and gives way to it when it is removed', async () => {
      await setting('mozmeao');
      const own = (minutes: number, step: string) =>
        writeTeam(
          `extends: mnx\nname: harbour\nroles:\n` +
            `  - { id: on-call-person, label: Harbour master }\nseverities:\n` +
            `  - { name: SEV-1, cadence: { internal: ${minutes}, customer: } }\n` +
            `checklists:\n  - { phase: ${step}, items: [Ring the bell] }\n`,
        );
      own(20, 'First');
      const expected = ['harbour', 'on-call-person', 'internal 12:20'];
      assert.deepEqual((await kept('Boats are late', 'Harbour Master')).slice(0, 3), expected);
      own(5, 'Second');
      const [, , next, headings] = await kept('Boats are lost', 'harbour master');
      assert.deepEqual([next, (headings as string[]).includes('Second')], ['internal 12:05', true]);
      rmSync(team(), { recursive: true });
      assert.equal((await kept('Boats are back', 'incident leader'))[0], 'mozmeao');
    });

    it('and an open record keeps the one that it names, with its latest changes', async () => {
      const { uri, id } = await declare('Pumps stand still', { ...said, process: 'pagerduty' });
      const before = await nextUpdate(id);
      await setting('mnx');
      assert.deepEqual(await nextUpdate(id), before);
      writeTeam('extends: mnx\nname: harbour\n');
      assert.deepEqual(await nextUpdate(id), before);
      // A team's process without a name of its own takes the place of the one that it extends.
      writeTeam('extends: pagerduty\nseverities:\n  - { name: SEV-1, cadence: { executive: 7 } }\n');
      assert.deepEqual(await nextUpdate(id), { at: '2026-11-11T12:07:00Z', audience: 'executive' });
      rmSync(team(), { recursive: true });
      assert.deepEqual(await nextUpdate(id), before);
      assert.equal(front(uri, 'process'), 'pagerduty');
      await run('cancel', { reason: 'a test', incident: id });
    });

    it('and a record whose process is gone says so, is kept by the default one, and finds it again', async () => {
      writeTeam('extends: mnx\nname: harbour\nseverities:\n  - { name: SEV-1, cadence: { customer: 3 } }\n');
      const { uri, id } = await declare('Gates are stuck', said);
      const document = await workspace.openTextDocument(uri);
      await run('milestone', { name: 'mitigated', at: '2026-11-11T12:30:00Z', incident: id });
      const unknown = () =>
        languages
          .getDiagnostics(uri)
          .some(({ message }) => /^Unknown process "harbour"\. Using "default"/.test(message));
      await until(() => document.getText().includes('MILESTONE mitigated'), 'the document shows it');
      assert.ok(!unknown());
      rmSync(team(), { recursive: true });
      await until(unknown, 'the record says that its process is not known');
      assert.deepEqual(await nextUpdate(id), { at: '2026-11-11T12:30:00Z', audience: 'internal' });
      writeTeam('extends: mnx\nname: harbour\nseverities:\n  - { name: SEV-1, cadence: { customer: 3 } }\n');
      await until(() => !unknown(), 'it is known again');
      assert.equal((await nextUpdate(id))?.at, '2026-11-11T12:03:00Z');
      await run('cancel', { reason: 'a test', incident: id });
    });

    it('and a record that names none goes along', async () => {
      const { uri, id } = await declare('Lamps are dark', said);
      writeFileSync(uri.fsPath, text(uri).replace('process: default\n', ''));
      assert.deepEqual(await nextUpdate(id), { at: '2026-11-11T12:30:00Z', audience: 'internal' });
      await setting('mnx');
      assert.deepEqual(await nextUpdate(id), { at: '2026-11-11T13:00:00Z', audience: 'customer' });
      await run('cancel', { reason: 'a test', incident: id });
    });
  });
});
