/**
 * The process of an organisation that does not exist, `docs/tidewater`, written from the documentation alone: all that it
 * says is seen in records, updates and status.
 */
import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { extensions, languages, Uri } from 'vscode';
import { declare, folder, ready, reloaded, run, text } from './workspace';

const team = (): string => join(folder(), '.incident-notes');

interface Status {
  readonly severity: string;
  readonly status: string;
  readonly roles: Readonly<Record<string, string>>;
  readonly nextUpdate: { readonly at: string; readonly audience: string } | null;
  readonly deadlines: readonly { name: string; label: string; role: string; at: string; met: boolean }[];
}

describe('a team’s own process, from the documentation alone', () => {
  let uri: Uri;
  let id: string;
  const at = (time: string, day = '07') => ({ at: `2026-11-${day}T${time}:00Z`, author: 'nora', incident: id });
  const status = () => run<Status>('status', { incident: id });
  const has = (...parts: readonly string[]) => parts.forEach((part) => assert.ok(text(uri).includes(part), part));
  const lacks = (...parts: readonly string[]) => parts.forEach((part) => assert.ok(!text(uri).includes(part), part));
  const sent = async (template: string, time: string, fields = {}) =>
    (await run<{ text: string }>('update', { template, fields, to: 'record', ...at(time) })).text;

  before(async () => {
    await ready();
    const extension = extensions.getExtension('incident-notes.incident-notes')!;
    cpSync(join(extension.extensionPath, 'docs', 'tidewater'), team(), { recursive: true });
    // A Saturday.
    ({ uri, id } = await declare('Buying tickets is impossible for passengers in the north', {
      at: '2026-11-07T10:00:00Z',
      author: 'nora',
      started: '2026-11-07T09:40:00Z',
    }));
  });

  it('has no mistakes, and neither do the files next to it', async () => {
    for (const file of ['process.yaml', 'ownership.yaml', 'templates/quay-board.md']) {
      const document = await reloaded(Uri.file(join(team(), file)));
      assert.deepEqual(languages.getDiagnostics(document.uri), [], file);
    }
    assert.equal(readdirSync(team()).length, 3);
  });

  it('makes the record: process, default severity, headline, contacts, owners, channels, checklists', () => {
    has('\nprocess: tidewater\n', '\nseverity: SPRAY\n');
    has('\n# SPRAY 07.11.2026: Buying tickets is impossible for passengers in the north\n');
    has('\n- Harbour master on duty: +44 20 7946 0123\n', "\n- ticket-shop: Purser's office, #purser, @ines, paging: ");
    has(
      '\n  chat: "#tide-261107-buying-tickets-is-impossible-for-passengers-in-the-north"\n',
      '\n  radio: channel 12\n',
    );
    has('\n### Cast off\n\n- [ ] Count the boats that are out\n');
    has("\n- [ ] Tell Purser's office (ticket-shop): #purser, @ines\n", '\n- [ ] Tell the product lead: @otto\n');
    lacks(
      'Tell the quays',
      'The wind is above nine',
      'Common fixes',
      'Name the incident commander',
      'Locked harbour',
      'A deployment',
    );
  });

  it('names its roles, and expects updates in its own rhythm', async () => {
    await run('assignRole', { role: 'Harbour Master', to: 'nora', ...at('10:01') });
    await run('assignRole', { role: 'quay speaker', to: 'odd', ...at('10:02') });
    has('\n### Tell the quays (quay speaker)\n');
    const { roles, nextUpdate } = await status();
    assert.deepEqual(roles, { 'harbour-master': '@nora', 'quay-speaker': '@odd' });
    assert.deepEqual(nextUpdate, { at: '2026-11-07T11:00:00Z', audience: 'internal' });
    await assert.rejects(
      run('severity', { severity: 'SEV-1', ...at('10:03') }),
      /Unknown severity "SEV-1"\. Use FLOOD or SPRAY/,
    );
    await run('severity', { severity: 'flood', reason: 'the pier is gone', ...at('10:03') });
    has('\nseverity: FLOOD\n', '\n# FLOOD 07.11.2026: Buying tickets is');
    assert.deepEqual((await status()).nextUpdate, { at: '2026-11-07T10:10:00Z', audience: 'internal' });
    const { text: brief } = await run<{ text: string }>('brief', { incident: id });
    assert.match(brief, /\n- Harbour master: @nora\n- Quay speaker: @odd\n/);
    assert.match(brief, /\n- Severity: FLOOD: No boat may leave/);
  });

  it('writes its updates: its own, one that takes another’s place, and one from a file', async () => {
    assert.equal(
      await sent('announcement', '10:05'),
      'Adrift: Buying tickets is impossible for passengers in the north (FLOOD). Radio: channel 12. ' +
        'Talk: #tide-261107-buying-tickets-is-impossible-for-passengers-in-the-north.\n' +
        `Harbour master: @nora. The logbook: ${id}/incident.md`,
    );
    assert.match(
      await sent('crew-call', '10:06'),
      /^All hands: Buying tickets .*, since 09:40 UTC\.\n- 09:40 UTC started\n/,
    );
    const board = await sent('quay-board', '10:07', { workaround: 'Pay on board.' });
    assert.match(board, /^Buying tickets .* north\. Pay on board\. We will say more by 10:27 UTC\.$/);
    has('@nora UPDATE passengers: Buying tickets');
    // The catalogue of the process that it extends is still there.
    assert.match(
      await sent('customer-update', '10:08', { impact: 'No tickets.', workaround: 'Pay on board.' }),
      /^We're still investigating this problem/,
    );
    await assert.rejects(sent('quay-bord', '10:09'), /Unknown template "quay-bord"\. Did you mean "quay-board"\?/);
  });

  it('checks its steps, and has its own gate before the end', async () => {
    await run('check', { name: 'Ask the weather station', ...at('10:20') });
    has('\n- [x] Ask the weather station\n');
    await run('check', { name: 'The wind is above nine: Call the coast guard', ...at('10:21') });
    has('\n- [x] The wind is above nine: Call the coast guard\n');
    await run('check', { name: 'The site is down: Sell tickets at the quays, on paper', ...at('10:22') });
    has('\n### Common fixes\n\n- [x] The site is down: Sell tickets at the quays, on paper\n');
    await run('milestone', { name: 'ashore', text: 'the last boat is in', ...at('10:30') });
    assert.equal((await status()).status, 'investigating');
    await run('check', { name: 'Somebody has looked at the boat itself', ...at('10:40'), author: 'odd' });
    await run('check', { name: 'No pump runs by hand', ...at('10:41') });
    const { entry } = await run<{ entry: string }>('milestone', {
      name: 'resolved',
      reason: 'it is late',
      ...at('10:50'),
    });
    assert.match(entry, / MILESTONE resolved: \(exception: it is late; not checked off by the .*: .*\)$/);
    assert.doesNotMatch(entry, /ashore|No pump/);
  });

  it('owes its report in its own working days, until its own step is done', async () => {
    const due = async () => (await status()).deadlines.map(({ label, role, at: end, met }) => [label, role, end, met]);
    // The working day after a Saturday is Sunday: Mondays are free here.
    const report = ['Report to the port authority', 'harbour-master', '2026-11-08T23:59:59Z'];
    assert.deepEqual((await due())[0], [...report, false]);
    assert.match(await sent('logbook-closed', '10:55'), /^Everybody was ashore at 10:30 UTC\. .* by .*8/);
    await run('check', { name: 'The port authority has our report', ...at('11:00') });
    assert.deepEqual((await due())[0], [...report, true]);
  });

  it('measures in the postmortem what it wants to know', async () => {
    const { uri: postmortem } = await run<{ uri: Uri }>('postmortem', { incident: id });
    assert.match(readFileSync(postmortem.fsPath, 'utf8'), /Time to land[^\n]*50 m/);
  });

  it('looks up who owns what by its services, and pages them where the severity says so', async () => {
    const said = { services: ['boats', 'unheard-of'], severity: 'FLOOD', at: '2026-11-07T11:30:00Z', author: 'nora' };
    ({ uri, id } = await declare('The anchor is lost', said));
    has('\n- boats: The yard, #yard\n', '\n- [ ] Page The yard (boats): #yard\n', '\nservices: [boats, unheard-of]\n');
    lacks('Harbour office');
    await run('cancel', { reason: 'a test', ...at('11:31') });
    ({ uri, id } = await declare('The flag is torn', {
      severity: 'FLOOD',
      at: '2026-11-07T11:40:00Z',
      author: 'nora',
    }));
    has('\n- Owner: Harbour office, #harbour\n', '\n- [ ] Page Harbour office: #harbour\n');
    await run('cancel', { reason: 'a test', ...at('11:41') });
  });

  it('says of a security incident nothing to passengers, and names its own way', async () => {
    ({ uri, id } = await declare('The safe is open', { at: '2026-11-07T12:00:00Z', author: 'nora', security: true }));
    has('\n- Say nothing on the radio.', '\n### Locked harbour\n\n- [ ] The police know\n');
    lacks('\nchannels:');
    lacks('Tell the quays', 'Harbour master on duty');
    await assert.rejects(
      sent('quay-board', '12:05'),
      /"passengers" in a security incident: .* Whoever broke in reads our boards, too\./,
    );
    await run('cancel', { reason: 'a test', ...at('12:10') });
  });
});
