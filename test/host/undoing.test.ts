/** Undo, redo, and moving an entry, by argument: what is removed and what is retracted. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'vscode';
import { OwnChanges, type OwnAct, type OwnStep } from '../../src/editor/entries/ownChanges';
import { disk } from '../../src/store/disk';
import { LineLog } from '../../src/store/lineLog';
import { declare, folder, git, gitIn, ready, run, text, type Declared } from './workspace';

interface Undone {
  readonly entry: string;
  readonly retraction?: string;
}

describe('undo and redo by argument', () => {
  const made = mkdtempSync(join(tmpdir(), 'incident-notes-undoing-'));
  let one: Declared;
  let other: Declared;

  before(async () => {
    await ready();
    const earlier = { at: '2026-11-20T10:00:00Z', author: 'dana' };
    one = await declare('Search returns nothing for all users', earlier);
    other = await declare('Invoices are wrong for one customer', earlier);
  });
  after(() => rmSync(made, { recursive: true, force: true }));

  const undo = async (more: object = {}): Promise<Undone> => run('undoLast', { incident: one.id, ...more });
  const redo = async (more: object = {}): Promise<Undone> => run('redoLast', { incident: one.id, ...more });
  const status = () => /\nstatus: (.*)\n/.exec(text(one.uri))![1];
  const head = () => text(one.uri).split('\n## ')[0];

  describe('of what nobody has seen', () => {
    it('refuses if there is nothing to undo or redo', async () => {
      await assert.rejects(
        undo(),
        /^Refusal: Nothing to undo: none of your commands wrote to this record\.$|Nothing to undo/,
      );
      await assert.rejects(redo(), /Nothing to redo: you haven't undone anything in this record/);
    });

    it('removes a milestone, and redo brings it back at its own time', async () => {
      const before = text(one.uri);
      const { entry } = await run('milestone', { name: 'resolved', at: '2026-11-20T11:00:00Z', incident: one.id });
      const logged = text(one.uri);
      assert.deepEqual(await undo(), { entry });
      assert.equal(text(one.uri), before);
      assert.deepEqual(await redo(), { entry });
      assert.equal(text(one.uri), logged);
      await assert.rejects(redo(), /Nothing to redo/);
      assert.deepEqual(await undo(), { entry });
      assert.equal(text(one.uri), before);
    });

    it('undoes one command after the other, and redoes them the other way round', async () => {
      const texts = [text(one.uri)];
      for (const words of ['first', 'second', 'third']) {
        await run('log', { text: words, incident: one.id });
        texts.push(text(one.uri));
      }
      for (const expected of texts.slice(0, -1).toReversed()) {
        await undo();
        assert.equal(text(one.uri), expected);
      }
      for (const expected of texts.slice(1)) {
        await redo();
        assert.equal(text(one.uri), expected);
      }
    });

    it('retracts it where that is asked for, with the reason', async () => {
      const before = head();
      const { entry } = await run('milestone', { name: 'mitigated', at: '2026-11-20T11:10:00Z', incident: one.id });
      const { entry: undone, retraction } = await undo({ retract: true, reason: 'wrong incident' });
      assert.equal(undone, entry);
      assert.match(retraction!, /^- \S+Z @dana RETRACT MILESTONE: 2026-11-20T11:10:00Z @dana \(wrong incident\)$/);
      assert.ok(text(one.uri).includes(`\n${entry}\n`) && text(one.uri).includes(`\n${retraction}\n`));
      assert.equal(head(), before);
      assert.deepEqual(await redo(), { entry });
      assert.ok(!text(one.uri).includes('RETRACT'));
      assert.equal(status(), 'mitigated');
      await undo();
      assert.equal(head(), before);
    });
  });

  describe('of a message that left', () => {
    it('retracts it, and the next update is due as if it had not been sent', async () => {
      const due = async () => (await run<{ nextUpdate: object }>('status', { incident: one.id })).nextUpdate;
      const before = await due();
      await env.clipboard.writeText('');
      const { entry } = await run('update', {
        template: 'internal-update',
        incident: one.id,
        at: '2026-11-20T10:10:00Z',
      });
      assert.notEqual(await env.clipboard.readText(), '');
      assert.notDeepEqual(await due(), before);
      const { retraction } = await undo();
      assert.match(retraction!, /RETRACT UPDATE: 2026-11-20T10:10:00Z @dana \(undone\)$/);
      assert.deepEqual(await due(), before);
      const { entry: redone } = await redo();
      assert.equal(redone, entry);
      assert.notDeepEqual(await due(), before);
      assert.deepEqual(await undo({ retract: false }), { entry });
      assert.deepEqual(await due(), before);
      assert.ok(!text(one.uri).includes('UPDATE internal'));
    });
  });

  describe('of what was pushed', () => {
    before(async () => {
      await run('retry', {});
      const remote = join(made, 'app.git');
      gitIn(made, 'clone', '-q', '--bare', folder(), remote);
      git('remote', 'add', 'origin', remote);
      git('fetch', '-q');
      assert.equal((await run<{ state: string }>('sync', { approve: true, incident: one.id })).state, 'shared');
    });
    const sync = async () => assert.equal((await run<{ state: string }>('sync', { incident: one.id })).state, 'shared');

    it('removes a plain line', async () => {
      const { entry } = await run('log', { text: 'never mind', incident: one.id });
      await sync();
      assert.deepEqual(await undo(), { entry });
      assert.ok(!text(one.uri).includes('never mind'));
    });

    it('retracts a change of the severity, and redo retracts the retraction once that was pushed', async () => {
      const before = head();
      const { entry } = await run('severity', { severity: 'SEV-1', reason: 'worse', incident: one.id });
      const changed = head();
      assert.notEqual(changed, before);
      await sync();
      const { retraction } = await undo();
      assert.match(retraction!, /RETRACT SEVERITY: \S+Z @dana \(undone\)$/);
      assert.equal(head(), before);
      assert.ok(text(one.uri).includes(`\n${entry}\n`));
      await sync();
      const redone = await redo();
      assert.equal(redone.entry, entry);
      assert.match(redone.retraction!, /RETRACT RETRACT: \S+Z @dana \(redone\)$/);
      assert.equal(head(), changed);
      await sync();
      assert.match((await undo()).retraction!, /RETRACT SEVERITY: /);
      assert.equal(head(), before);
    });

    it('refuses to correct, complete, or move what was retracted', async () => {
      const { entry } = await run('todo', { text: 'alert on it', incident: one.id });
      await undo({ retract: true });
      for (const name of ['complete', 'correct', 'moveEntry']) {
        const argument = { entry, incident: one.id, ...(name === 'moveEntry' && { to: other.id }) };
        await assert.rejects(run(name, name === 'correct' ? { ...argument, text: 'x' } : argument), /it was retracted/);
      }
    });
  });

  describe('of an entry that was moved to another incident', () => {
    it('is one command in both, undone and redone by one', async () => {
      const { entry } = await run('milestone', { name: 'identified', text: 'the index', incident: one.id });
      const [from, to] = [text(one.uri), text(other.uri)];
      assert.match(from, /\nstatus: identified\n/);
      const moved = await run('moveEntry', { entry, to: other.id, incident: one.id });
      assert.equal(moved.entry, entry);
      assert.ok(!text(one.uri).includes(entry) && text(other.uri).includes(`\n${entry}\n`));
      assert.equal(status(), 'investigating');
      assert.match(text(other.uri), /\nstatus: identified\n/);
      const after = [text(one.uri), text(other.uri)];
      assert.equal((await run('undoLast', { incident: other.id })).entry, entry);
      assert.deepEqual([text(one.uri), text(other.uri)], [from, to]);
      assert.equal((await redo()).entry, entry);
      assert.deepEqual([text(one.uri), text(other.uri)], after);
      await undo();
      assert.deepEqual([text(one.uri), text(other.uri)], [from, to]);
    });

    it('is retracted in its own record where others have seen it', async () => {
      const { entry } = await run('assignRole', { role: 'scribe', to: 'jo', incident: one.id });
      assert.equal((await run<{ state: string }>('sync', { incident: one.id })).state, 'shared');
      const before = text(one.uri);
      await run('moveEntry', { entry, to: other.id, incident: one.id });
      assert.match(text(one.uri), new RegExp(`RETRACT ROLE: \\S+Z @dana \\(moved to ${other.id}\\)\\n`));
      assert.doesNotMatch(text(one.uri), /\n {2}scribe: /);
      assert.match(text(other.uri), /\n {2}scribe: "@jo"\n/);
      await undo();
      assert.equal(text(one.uri), before);
      assert.doesNotMatch(text(other.uri), /\n {2}scribe: /);
    });

    it('keeps the way to its evidence', async () => {
      const long = Array.from({ length: 300 }, (_, index) => `line ${index}`).join('\n');
      const { entry } = await run('log', { text: long, incident: one.id });
      const moved = await run('moveEntry', { entry, to: other.id, incident: one.id });
      assert.ok(moved.entry.includes(`](../${one.id}/evidence/`), moved.entry);
    });

    it('stays where it is where it belongs to its record', async () => {
      const declared = /- \S+ @dana MILESTONE declared:.*/.exec(text(one.uri))![0];
      await assert.rejects(
        run('moveEntry', { entry: declared, to: other.id, incident: one.id }),
        /Can't move this entry/,
      );
      const { entry } = await run('log', { text: 'here', incident: one.id });
      await assert.rejects(run('moveEntry', { entry, to: one.id, incident: one.id }), /already in that incident/);
      const secret = await declare('A key is out for all users', { security: true, author: 'dana' });
      const { entry: hidden } = await run('log', { text: 'the key', incident: secret.id });
      await assert.rejects(run('moveEntry', { entry: hidden, to: one.id, incident: secret.id }), /security incident/);
      await run('cancel', { reason: 'tried', incident: secret.id });
    });
  });

  it('knows after a restart what can be undone and redone, and forgets what is old', async () => {
    const log = new LineLog<OwnAct>(disk, join(made, 'commands.jsonl'));
    const step = (text: string): OwnStep => ({
      parts: [{ path: one.uri.fsPath, changes: [{ added: { kind: 'TL', text } as never }] }],
    });
    const before = new OwnChanges(log);
    for (let index = 0; index < 500; index++) await before.add(step(`line ${index}`));
    const [last] = (await before.of(one.uri.fsPath)).slice(-1);
    await before.undo(last!, step('gone'));
    const after = new OwnChanges(log);
    assert.deepEqual(await after.of(one.uri.fsPath), await before.of(one.uri.fsPath));
    assert.deepEqual(await after.undoneOf(one.uri.fsPath), [{ step: step('line 499'), by: step('gone') }]);
    assert.equal(await after.lastUndonePath(), one.uri.fsPath);
    await after.redo((await after.undoneOf(one.uri.fsPath))[0]!);
    const last2 = new OwnChanges(log);
    const kept = await last2.of(one.uri.fsPath);
    assert.deepEqual([kept.length, kept.at(-1), await last2.undoneOf(one.uri.fsPath)], [200, step('line 499'), []]);
    assert.equal(await last2.lastPath(), one.uri.fsPath);
    assert.ok((await log.read()).length < 210);
  });
});
