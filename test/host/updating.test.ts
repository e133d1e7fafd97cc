/** Updates by argument: each template and each way out, what is returned, copied and kept in the record. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DiagnosticSeverity, Uri, commands, env, languages, window, workspace } from 'vscode';
import { declare, folder, ready, run as perform } from './workspace';
import { until } from '../patience';

interface Sent {
  readonly text: string;
  readonly entry: string;
}

async function run<T = Sent>(name: string, argument: object): Promise<T> {
  return perform<T>(name, argument);
}

describe('an update', () => {
  let templates: string;
  let uri: Uri;
  let id: string;
  const text = (): string => readFileSync(uri.fsPath, 'utf8');
  const at = (time: string) => ({ at: `2026-11-12T${time}:00Z`, author: 'dana', incident: id });
  /** An entry as the record has it: further lines are indented. */
  const kept = (time: string, audience: string, said: string): string =>
    `- 2026-11-12T${time}:00Z @dana UPDATE ${audience}: ${said.replace(/\n(?!\n|$)/g, '\n  ')}`;

  before(async () => {
    await ready();
    templates = join(folder(), '.incident-notes', 'templates');
    ({ uri, id } = await declare('Paying fails for some customers', {
      impact: 'One card in five is refused.',
      severity: 'SEV-1',
      at: '2026-11-12T10:00:00Z',
      author: 'dana',
    }));
    await run('assignRole', { role: 'incident-commander', to: 'dana', ...at('10:01') });
    await run('log', { text: 'the bank answers late', ...at('10:02') });
  });

  /** What refuses says so; nothing is written and nothing copied. */
  async function refuses(argument: object, sentence: RegExp): Promise<void> {
    const before = text();
    await env.clipboard.writeText('untouched');
    await assert.rejects(run('update', { ...at('18:00'), ...argument }), (error: Error) => {
      assert.match(error.message, sentence);
      return true;
    });
    assert.equal(text(), before);
    assert.equal(await env.clipboard.readText(), 'untouched');
  }

  const audiences: [string, string, RegExp][] = [
    ['announcement', 'internal', /We've declared an incident: Paying fails for some customers/],
    ['internal-update', 'internal', /Now: We're working on it\./],
    ['executive-update', 'executive', /^Impact: Paying fails for some customers\. One card in five is refused\./],
    ['customer-investigating', 'customer', /We're investigating a problem: Paying fails/],
    ['customer-update', 'customer', /What we're doing: Our engineers are working to find the cause\./],
    ['mitigated', 'internal', /As of \[end time\]/],
    ['resolved', 'internal', /A postmortem will follow/],
    ['customer-resolved', 'customer', /is resolved: Paying fails/],
    ['hand-off', 'internal', /\[who's taking over\] is taking over from @dana as incident commander/],
  ];
  for (const [index, [template, audience, words]] of audiences.entries()) {
    it(`${template} is copied, and kept whole as UPDATE ${audience}`, async () => {
      const time = `10:1${index}`;
      const { text: sent, entry } = await run('update', { template, gaps: 'send', ...at(time) });
      assert.match(sent, words);
      assert.equal(await env.clipboard.readText(), sent);
      assert.equal(entry, kept(time, audience, sent));
      assert.ok(text().includes(`\n${entry}\n`), entry);
      assert.equal(window.activeTextEditor?.document.isUntitled ?? false, false);
    });
  }

  it('takes what a caller knows, and counts the next update from its own instant', async () => {
    const fields = { doing: 'we ask the bank & wait', 'channel.ops': '#ops' };
    const { text: sent } = await run('update', { template: 'internal-update', fields, ...at('10:30') });
    assert.match(sent, /\n- Now: we ask the bank & wait\n/);
    assert.match(sent, /Next update by .*11:00 UTC/);
    const { nextUpdate } = await run<{ nextUpdate: { at: string; audience: string } }>('status', { incident: id });
    assert.deepEqual(nextUpdate, { at: '2026-11-12T10:42:00Z', audience: 'executive' });
  });

  it('is only logged with to: record, and undoLast takes it back', async () => {
    const before = text();
    await env.clipboard.writeText('mine');
    const { text: sent, entry } = await run('update', { template: 'resolved', to: 'record', ...at('10:40') });
    assert.equal(await env.clipboard.readText(), 'mine');
    assert.equal(entry, kept('10:40', 'internal', sent));
    assert.ok(text().includes(entry));
    await run('undoLast', { incident: id });
    assert.equal(text(), before);
  });

  it('goes to the clipboard with its subject where it is too long for a mail draft', async () => {
    const fields = { doing: 'we wait & see '.repeat(200).trim() };
    const { text: sent } = await run('update', { template: 'internal-update', to: 'mail', fields, ...at('10:41') });
    const subject = 'Update [SEV-1] Paying fails for some customers: investigating';
    assert.equal(await env.clipboard.readText(), `${subject}\n\n${sent}`);
  });

  it('is kept from an open audience while it has gaps, and goes when they are filled or accepted', async () => {
    const note = join(templates, 'customer-note.md');
    mkdirSync(templates, { recursive: true });
    writeFileSync(note, '---\naudience: customer\n---\nWorkaround: {{workaround}}');
    const customer = { template: 'customer-note', ...at('10:43') };
    for (const to of ['clipboard', 'mail', 'record']) {
      await refuses({ ...customer, to }, /^Can't send "customer-note" .*: it still has a gap \(workaround\)\. Fill/);
    }
    await refuses({ ...customer, gaps: 'leave' }, /^"gaps" must be "send"/);
    const mailed = join(templates, 'mailed.md');
    writeFileSync(mailed, '---\naudience: customer\nsubject: "{{title}} [ticket number]"\n---\nHello');
    await refuses({ template: 'mailed', to: 'mail', ...at('10:43') }, /: it still has a gap \(ticket number\)\. Fill/);
    assert.equal((await run('update', { template: 'mailed', to: 'record', ...at('10:43') })).text, 'Hello');
    rmSync(mailed);
    const fields = { workaround: 'pay by invoice' };
    const filled = await run('update', { ...customer, fields, to: 'record' });
    assert.match(filled.text, /pay by invoice/);
    const left = await run('update', { ...customer, ...at('10:44'), gaps: 'send', to: 'record' });
    assert.match(left.text, /Workaround: \[workaround\]/);
    rmSync(note);
    const internal = await run('update', { template: 'mitigated', ...at('10:45'), to: 'record' });
    assert.match(internal.text, /\[end time\]/);
  });

  it('tells an open audience times in the zone of the record, else in UTC, and in no other', async () => {
    const send = async (time: string) => {
      const message = { template: 'customer-investigating', to: 'record', ...at(time) };
      return (await run('update', message)).text.match(/\d\d:\d\d [A-Z]+.*$/gm);
    };
    assert.deepEqual(await send('10:46'), ['10:00 UTC', '11:46 UTC, or sooner if we know more.']);
    writeFileSync(uri.fsPath, text().replace('\nsecurity: ', '\nzone: America/New_York\nsecurity: '));
    assert.deepEqual(await send('10:47'), ['05:00 EST', '06:47 EST, or sooner if we know more.']);
    writeFileSync(uri.fsPath, text().replace('\nzone: America/New_York\n', '\n'));
  });

  it('goes into the evidence where it is too long for a timeline', async () => {
    const fields = { doing: 'a line\n'.repeat(300) };
    const { text: sent, entry } = await run('update', { template: 'internal-update', fields, ...at('10:42') });
    assert.match(entry, /UPDATE internal: Update: Paying fails .* … \(\[\d+ lines\]\(evidence\/.*\.md\)\)$/);
    const [file] = readdirSync(join(dirname(uri.fsPath), 'evidence'));
    assert.equal(readFileSync(join(dirname(uri.fsPath), 'evidence', file!), 'utf8'), `${sent}\n`);
    assert.equal(await env.clipboard.readText(), sent);
  });

  it('refuses what it does not know', async () => {
    await refuses({ template: 'anouncement' }, /^Unknown template "anouncement"\. Did you mean "announcement"\?$/);
    await refuses(
      { template: 'resolved', fields: { impakt: 'x' } },
      /^Unknown placeholder "impakt" in "fields"\. Did you mean "impact"\?$/,
    );
    await refuses({ template: 'resolved', fields: { impact: 5 } }, /^"fields.impact" must be text/);
    await refuses({ template: 'resolved', fields: 'x' }, /^"fields" must be an object whose values are text/);
    await refuses({ template: 'resolved', to: 'fax' }, /^"to" must be clipboard, mail, or record/);
    await refuses({ template: 'resolved', at: 'soon' }, /isn't a time/);
    await refuses({ template: 'resolved', incident: 'none' }, /There is no incident "none" here/);
    await assert.rejects(run('sendUpdate', {}), /isn't a message draft/);
  });

  it('is filled from a team’s own template, as its file is now', async () => {
    mkdirSync(templates, { recursive: true });
    const own = join(templates, 'weekly-note.md');
    writeFileSync(own, '---\naudience: executive\n---\n\nIn short: {{impact}} [ticket number] {{regoin}}\n');
    const first = await run('update', { template: 'weekly-note', ...at('10:50') });
    assert.equal(first.text, 'In short: One card in five is refused. [ticket number] [regoin]');
    assert.equal(first.entry, kept('10:50', 'executive', first.text));
    writeFileSync(own, '---\nname: resolved\naudience: internal\n---\nDone: {{title}}');
    const second = await run('update', { template: 'resolved', ...at('10:51') });
    assert.equal(second.text, 'Done: Paying fails for some customers');
    await refuses({ template: 'weekly-note' }, /^Unknown template/);
  });

  it('takes no template from outside, and none that cannot be read', async () => {
    const secret = join(folder(), 'secret.md');
    writeFileSync(secret, '---\naudience: internal\n---\nsecret');
    symlinkSync(secret, join(templates, 'linked.md'));
    writeFileSync(join(templates, 'large.md'), `---\naudience: internal\n---\n${'x'.repeat(200_000)}`);
    writeFileSync(join(templates, 'broken.md'), 'no front matter');
    for (const template of ['linked', 'large', 'broken']) {
      await refuses({ template }, /^Unknown template/);
    }
  });

  it('says what is wrong in an open template, and no longer when it is mended', async () => {
    const file = join(templates, 'note.md');
    const shown = async (count: number) => {
      const found = () => languages.getDiagnostics(Uri.file(file));
      await until(() => found().length === count, `${count} diagnostics`);
      return found();
    };
    writeFileSync(file, '---\naudience: internal\n---\nIt is {{titel}}\n');
    const document = await workspace.openTextDocument(file);
    const editor = await window.showTextDocument(document);
    const [found] = await shown(1);
    assert.equal(found?.message, 'Unknown placeholder "titel". Did you mean "title"?');
    assert.equal(found.severity, DiagnosticSeverity.Warning);
    assert.equal(document.getText(found.range), '{{titel}}');
    await editor.edit((edit) => edit.replace(found.range, '{{title}}'));
    assert.deepEqual(await shown(0), []);
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('of a security incident goes to no open audience', async () => {
    writeFileSync(join(templates, 'press.md'), '---\naudience: press\n---\nHello');
    const own = id;
    ({ id, uri } = await run<{ uri: Uri; id: string }>('declare', {
      title: 'A key was stolen',
      security: true,
      at: '2026-11-12T12:00:00Z',
      author: 'dana',
    }));
    try {
      for (const template of ['customer-update', 'customer-investigating', 'customer-resolved', 'press']) {
        for (const to of ['clipboard', 'mail', 'record']) {
          await refuses({ template, to }, /^Can't write for "(customer|press)" in a security incident/);
        }
      }
      const { entry } = await run('update', { template: 'hand-off', ...at('12:05') });
      assert.ok(text().includes(entry));
    } finally {
      id = own;
    }
  });
});
