/** The commands by which responders say how it goes: argument, what they return, what stands in the record. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { env, window, type Uri } from 'vscode';
import { declare, folder, ready, run } from './workspace';

describe('commands of the response', () => {
  let uri: Uri;
  let id: string;
  let other: string;
  const text = (): string => readFileSync(uri.fsPath, 'utf8');
  const at = (time: string) => ({ at: `2026-11-10T${time}:00Z`, author: 'dana', incident: id });
  const written = (time: string, rest: string): string => `- 2026-11-10T${time}:00Z @dana ${rest}`;

  before(async () => {
    await ready();
    const said = { severity: 'SEV-1', author: 'dana' };
    ({ id: other } = await declare('Mail is late', {
      at: '2026-11-10T08:00:00Z',
      ...said,
    }));
    ({ uri, id } = await declare('Search is empty for all users', {
      at: '2026-11-10T10:00:00Z',
      services: ['search'],
      ...said,
    }));
    assert.equal(uri.fsPath, join(folder(), 'incidents', id, 'incident.md'));
  });

  /** Runs the command, checks what it returns and that the record has it. */
  async function logs(name: string, argument: object, time: string, expected: string): Promise<void> {
    const { entry } = await run(name, { ...at(time), ...argument });
    assert.equal(entry, expected);
    assert.ok(text().includes(`\n${entry}\n`), entry);
  }

  /** What refuses says so, and writes nothing. */
  async function refuses(name: string, argument: object, sentence: RegExp): Promise<void> {
    const before = text();
    await assert.rejects(run(name, { ...at('18:00'), ...argument }), (error: Error) => sentence.test(error.message));
    assert.equal(text(), before);
  }

  it('severity changes front matter and headline, and undoLast brings both back', async () => {
    const before = text();
    const argument = { severity: 'sev2', reason: 'half of it is back' };
    await logs('severity', argument, '10:05', written('10:05', 'SEVERITY SEV-2: was SEV-1, half of it is back'));
    assert.match(text(), /\nseverity: SEV-2\n/);
    assert.match(text(), /\n# \[inc-26-11-10-SEV-2\] Search is empty for all users\n/);
    await run('undoLast', { incident: id });
    assert.equal(text(), before);
    await logs('severity', { severity: 'SEV-2' }, '10:05', written('10:05', 'SEVERITY SEV-2: was SEV-1'));
    await refuses('severity', { severity: 'SEV-2' }, /already/);
    await refuses('severity', { severity: 'bad' }, /^Unknown severity/);
  });

  it('a severity and a milestone count at once, also where a clock is ahead', async () => {
    const soon = new Date(Date.now() + 30 * 60_000).toISOString().slice(0, 19);
    const { id: incident, uri: skewed } = await declare('Clocks differ');
    const card = () => readFileSync(skewed.fsPath, 'utf8').split('\n# ')[0]!;
    await run('severity', { severity: 'SEV-3', at: `${soon}Z`, author: 'lee', incident });
    await run('milestone', { name: 'mitigated', at: `${soon}Z`, author: 'lee', incident });
    const { entry } = await run('severity', { severity: 'SEV-1', incident });
    assert.ok(entry > `- ${soon}Z` && entry.endsWith(' SEVERITY SEV-1: was SEV-3'), entry);
    await run('milestone', { name: 'resolved', incident });
    assert.match(card(), /\nseverity: SEV-1\nstatus: resolved\n/);
  });

  it('hypothesis is open, then refuted', async () => {
    const guess = 'the index was dropped';
    await logs('hypothesis', { text: guess }, '10:06', written('10:06', `HYPOTHESIS open: ${guess}`));
    const state = { text: guess, state: 'refuted' };
    await logs('hypothesis', state, '10:07', written('10:07', `HYPOTHESIS refuted: ${guess}`));
    await refuses('hypothesis', { text: 'x', state: 'maybe' }, /"state" must be open, confirmed, or refuted/);
    await refuses('hypothesis', { text: ' ' }, /empty/);
  });

  it('a role is assigned, offered and confirmed', async () => {
    const lead = 'incident-commander';
    await logs(
      'assignRole',
      { role: 'Incident Commander', to: '@dana' },
      '10:08',
      written('10:08', `ROLE ${lead}: @dana`),
    );
    assert.match(text(), /\n {2}incident-commander: "@dana"\n/);
    await refuses('confirmHandOff', { role: lead }, /No hand-off/);
    const offer = { role: lead, to: 'lee', reason: 'needs sleep' };
    await logs('handOff', offer, '10:09', written('10:09', `ROLE ${lead}: @dana → @lee (needs sleep)`));
    assert.match(text(), /\n {2}incident-commander: "@dana"\n/);
    await logs('confirmHandOff', { role: lead }, '10:10', written('10:10', `ROLE ${lead}: @lee confirmed`));
    assert.match(text(), /\n {2}incident-commander: "@lee"\n/);
    await refuses('confirmHandOff', { role: lead }, /No hand-off/);
    await refuses('handOff', { role: 'scribe', to: 'jo' }, /nobody has the role/);
  });

  it('a hand-off is confirmed by voice, and what belongs to it is checked off', async () => {
    const before = text();
    const role = 'incident-commander';
    const steps = [
      'Get an explicit yes from the next person',
      "Brief them on what's open",
      'Reassign the pager and every other system',
    ];
    const passes = async (minute: number, to: string) => {
      await run('handOff', { role, to, ...at(`10:3${minute}`) });
      const said = { role, voice: true, checked: true };
      const expected = `ROLE ${role}: @${to} confirmed by voice`;
      await logs('confirmHandOff', said, `10:3${minute + 1}`, written(`10:3${minute + 1}`, expected));
      const checks = steps.map((step, index) => `- 2026-11-10T10:3${minute + 1}:0${index + 1}Z @dana CHECK: ${step}`);
      checks.forEach((check) => assert.ok(text().includes(`\n${check}`), check));
    };
    await passes(0, 'jo');
    steps.forEach((step) => assert.ok(text().includes(`\n- [x] ${step}`), step));
    await passes(3, 'kim');
    for (let count = 0; count < 4; count++) {
      await run('undoLast', { incident: id });
    }
    assert.equal(text(), before);
  });

  it('quest has an owner and an end, which is yet to come', async () => {
    const quest = { text: 'look at the queue', owner: '@lee' };
    const line = (end: string) =>
      written('10:11', `QUEST @lee: look at the queue (until ${end})`).replace('- ', '- [ ] ');
    await logs('quest', { ...quest, until: '+20m' }, '10:11', line('2026-11-10T10:31:00Z'));
    const entry = line('2026-11-10T10:31:00Z');
    assert.equal((await run('complete', { entry, incident: id })).entry, entry.replace('[ ]', '[x]'));
    await refuses('quest', { ...quest, until: '2026-11-10T12:00:00Z' }, /has already passed/);
    await refuses('quest', { ...quest, until: 'soon' }, /isn't a time/);
  });

  it('check ticks the step and says so, done: false takes both back', async () => {
    const before = text();
    const name = 'Ask what changed recently';
    await logs('check', { name }, '10:12', written('10:12', `CHECK: ${name}`));
    assert.ok(text().includes(`\n- [x] ${name}\n`));
    assert.equal((await run('check', { name, incident: id })).entry, written('10:12', `CHECK: ${name}`));
    assert.equal((await run('check', { name, done: false, incident: id })).entry, written('10:12', `CHECK: ${name}`));
    assert.equal(text(), before);
    await run('undoLast', { incident: id });
    assert.ok(text().includes(`\n- [x] ${name}\n`) && text().includes(`CHECK: ${name}\n`));
    await run('undoLast', { incident: id });
    assert.equal(text(), before);
    await refuses('check', { name: 'Drink tea' }, /don't have the step/);
  });

  it('editSummary changes front matter and headline, never the id', async () => {
    const before = text();
    const edit = {
      title: 'Search is slow for all users',
      impact: 'Results take a minute.',
      services: ['search', 'web'],
    };
    const { entry } = await run('editSummary', { ...at('10:13'), ...edit });
    assert.match(entry, /^- 2026-11-10T10:13:00Z @dana TL: Changed the title to "Search is slow for all users"/);
    assert.match(text(), /\ntitle: Search is slow for all users\n/);
    assert.match(text(), /\nimpact: Results take a minute\.\n/);
    assert.match(text(), /\nservices: \[search, web\]\n/);
    assert.match(text(), /\n {2}state: slow\n/);
    assert.match(text(), /\n# \[inc-26-11-10-SEV-2\] Search is slow for all users\n/);
    assert.ok(text().includes(`\nid: ${id}\n`));
    await run('undoLast', { incident: id });
    assert.equal(text(), before);
    await refuses('editSummary', {}, /No changes: /);
  });

  it('setLink sets channels, adds links and tickets, and the announcement takes them', async () => {
    const before = text();
    const bridge = 'https://meet.example.com/inc';
    const channel = { kind: 'channel', name: 'bridge', value: bridge };
    await logs('setLink', channel, '10:14', written('10:14', `LINK: Set the channel bridge to ${bridge}`));
    await logs(
      'setLink',
      { name: 'chat', value: '#inc' },
      '10:14',
      written('10:14', 'LINK: Set the channel chat to #inc').replace('00Z', '01Z'),
    );
    await logs(
      'setLink',
      { kind: 'ticket', value: 'OPS-1' },
      '10:15',
      written('10:15', 'LINK: Added the ticket OPS-1'),
    );
    assert.match(text(), /\nchannels:\n {2}bridge: https:\/\/meet.example.com\/inc\n {2}chat: "#inc"\n/);
    assert.match(text(), /\ntickets: \[OPS-1\]\n/);
    await refuses('setLink', channel, /is already https:/);
    await refuses('setLink', { kind: 'phone', value: '1' }, /"kind" must be channel, link, or ticket/);
    const sent = await run<{ text: string }>('update', { template: 'announcement', to: 'record', ...at('10:16') });
    assert.match(sent.text, /- Chat: #inc\n- Call: https:\/\/meet\.example\.com\/inc\n/);
    for (let taken = 0; taken < 4; taken++) {
      await run('undoLast', { incident: id });
    }
    assert.equal(text(), before);
  });

  it('brief tells what the record knows, and changes nothing', async () => {
    const before = text();
    const { text: said } = await run<{ text: string }>('brief', { incident: id });
    assert.match(said, /^# SEV-2 Search is empty for all users\n/);
    assert.match(said, /\n- Incident commander: @lee\n/);
    assert.match(said, /\n- refuted: the index was dropped\n/);
    assert.match(said, /\n## Updates\n\n- internal: .* overdue$/m);
    assert.equal(text(), before);
  });

  it('markSecurity changes the front matter, and undoLast brings it back', async () => {
    const before = text();
    const argument = { reason: 'a token was published' };
    const expected = written('10:19', 'TL: Marked as a security incident: a token was published');
    await logs('markSecurity', argument, '10:19', expected);
    assert.match(text(), /\nsecurity: true\n/);
    assert.ok(text().includes(`\n${written('10:19', 'INFORMED: @lee').replace(':00Z', ':01Z')}\n`));
    assert.match(text(), /\n## Contacts\n\n- Security incident: don't discuss it in open[^]*\n- No one leading yet/);
    assert.match(
      text(),
      /\n## Checklists\n\n### Security incident\n\n- \[ \] Page the security team[^]*\n### Announce\n/,
    );
    await refuses('update', { template: 'status-page-update' }, /^Can't write for "status-page"/);
    await refuses('markSecurity', {}, /already a security incident/);
    const told = { knows: ['kim', 'the security team'], reason: 'by telephone' };
    await logs('markSecurity', told, '10:20', written('10:20', 'INFORMED: @kim, the security team (by telephone)'));
    const step = 'Log who has been told, and when';
    await logs('check', { name: step }, '10:20', written('10:20', `CHECK: ${step}`).replace(':00Z', ':01Z'));
    const { text: brief } = await run<{ text: string }>('brief', { incident: id });
    assert.match(brief, /\n## Who knows\n\n- @dana, since 10:00\n- @lee, since 10:10\n- @kim, since 10:20\n- the sec/);
    await run('undoLast', { incident: id });
    await run('undoLast', { incident: id });
    await run('undoLast', { incident: id });
    assert.equal(text(), before);
  });

  it('duplicate and cancel end the incident', async () => {
    await refuses('duplicate', { of: id }, /of itself/);
    await refuses('duplicate', { of: 'none' }, /There is no incident "none" here/);
    await logs('duplicate', { of: other }, '10:20', written('10:20', `MILESTONE duplicate: of ${other}`));
    assert.match(text(), /\nstatus: duplicate\n/);
    await run('undoLast', { incident: id });
    assert.match(text(), /\nstatus: investigating\n/);
    await refuses('cancel', { reason: '' }, /empty/);
    await logs('cancel', { reason: 'a test' }, '10:21', written('10:21', 'MILESTONE canceled: a test'));
    assert.match(text(), /\nstatus: canceled\n/);
    await run('undoLast', { incident: id });
    await env.clipboard.writeText('mine');
    const { ticket } = await run<{ ticket: string }>('cancel', {
      reason: 'a bad check: it asks a test host',
      ...at('10:22'),
    });
    assert.match(ticket, /^This wasn't an incident, but it needs a follow-up: Search is /);
    assert.match(ticket, /\n- Why it wasn't an incident: a bad check: it asks a test host\n/);
    assert.equal(await env.clipboard.readText(), 'mine');
    assert.equal(window.activeTextEditor?.document.isUntitled ?? false, false);
    const secret = await run<{ id: string }>('declare', { title: 'A password leaked', security: true });
    assert.deepEqual(Object.keys(await run('cancel', { reason: 'a drill', incident: secret.id })), ['entry']);
  });
});
