/** What git leaves in a record, put together; and a repository in which git leaves nothing. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Uri, commands, languages, window, type CodeAction } from 'vscode';
import { declare, folder, git, gitIn, ready, reloaded, run, text } from './workspace';
import { until } from '../patience';

interface Resolved {
  readonly uri: Uri;
  readonly findings: readonly string[];
}

describe('two versions of a record', () => {
  let uri: Uri;
  let id: string;
  let whole: string;

  before(async () => {
    await ready();
    ({ uri, id } = await declare('Search is slow for some users', { at: '2026-11-02T10:00:00Z', author: 'dana' }));
    whole = text(uri);
  });

  const line = (minute: number, words: string) => `- 2026-11-02T10:0${minute}:00Z @lee TL: ${words}\n`;
  /** The record with lines put behind its first entry. */
  const including = (lines: string): string =>
    whole.replace(/^(- .*MILESTONE declared.*\n(?: {2}.*\n)*)/m, `$1${lines}`);

  async function leave(written: string): Promise<void> {
    writeFileSync(uri.fsPath, written);
    await reloaded(uri);
  }

  it('are merged where git left its markers, in one edit', async () => {
    await leave(including(`<<<<<<< HEAD\n${line(2, 'two')}=======\n${line(1, 'one')}>>>>>>> other\n`));
    const resolved = await run<Resolved>('resolveMergeConflict', { incident: id });
    assert.deepEqual([resolved.uri.fsPath, resolved.findings], [uri.fsPath, []]);
    assert.equal(text(uri), including(line(1, 'one') + line(2, 'two')));
    await assert.rejects(run('resolveMergeConflict', { uri }), /There are no conflict markers in .*incident\.md/);
  });

  it('are reported at the marker, with a quick fix that runs the command for the open record', async () => {
    await leave(
      including(`<<<<<<< HEAD\n${line(3, 'a')}||||||| base\n${line(3, 'old')}=======\n${line(3, 'b')}>>>>>>> other\n`),
    );
    await window.showTextDocument(uri);
    const marker = await until(
      () => languages.getDiagnostics(uri).find(({ code }) => code === 'conflictMarkers'),
      'a diagnostic at the marker',
    );
    const actions = await commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', uri, marker.range);
    const action = actions.find(({ title }) => title === 'Merge both versions')!;
    await commands.executeCommand(action.command!.command);
    assert.equal(text(uri), including(line(3, 'a') + line(3, 'b')));
    await until(() => languages.getDiagnostics(uri).every(({ code }) => code !== 'conflictMarkers'), 'no marker left');
  });

  it('stay as they are where one cannot be read', async () => {
    const broken = including('').replace('format: 1', '<<<<<<< HEAD\nformat: 1\n=======\nformat: [\n>>>>>>> other');
    await leave(broken);
    await assert.rejects(
      run('resolveMergeConflict', { uri: uri.toString() }),
      /The other version of the record can't be read/,
    );
    await leave(including('<<<<<<< HEAD\n'));
    await assert.rejects(run('resolveMergeConflict', { uri }), /conflict markers don't match/);
    await assert.rejects(
      run('resolveMergeConflict', { uri: Uri.file(join(folder(), 'x.md')) }),
      /isn't a record or postmortem/,
    );
    assert.equal(text(uri), including('<<<<<<< HEAD\n'));
    await leave(whole);
  });

  it('are merged in a postmortem', async () => {
    const postmortem = Uri.file(join(dirname(uri.fsPath), 'postmortem.md'));
    writeFileSync(postmortem.fsPath, '# P\n\n<<<<<<< a\n- one\n=======\n- two\n>>>>>>> b\n');
    await run('resolveMergeConflict', { uri: postmortem });
    assert.equal(text(postmortem), '# P\n\n- one\n- two\n');
    rmSync(postmortem.fsPath);
  });
});

describe('a version of a record that was set aside', () => {
  let uri: Uri;
  let incident: string;
  let aside: string;

  before(async () => {
    await ready();
    ({ uri, id: incident } = await declare('Exports are empty', { at: '2026-11-02T10:00:00Z', author: 'dana' }));
    aside = join(dirname(uri.fsPath), 'incident-1a2b3c4d.md');
  });

  const line = (words: string) => `- 2026-11-02T10:05:00Z @lee TL: ${words}\n`;
  /** Puts a version with a timeline that can't be read beside the record, as a sync does. */
  const setAside = async (words: string, heading = '## Timeline (UTC+1)'): Promise<void> => {
    writeFileSync(aside, text(uri).replace('## Timeline\n\n', `${heading}\n\n${line(words)}`));
    await run('log', { text: `beside ${words}`, incident });
    await run('retry', { incident });
    assert.match(git('ls-files'), /incident-1a2b3c4d\.md/);
  };
  const gone = (): void => {
    assert.ok(!existsSync(aside));
    assert.doesNotMatch(git('ls-tree', '-r', '--name-only', 'HEAD'), /incident-1a2b3c4d/);
  };

  it('is merged into the record in one action, and goes', async () => {
    await setAside('theirs');
    const { removed } = await run<{ removed: string }>('resolveMergeConflict', { uri: Uri.file(aside) });
    assert.equal(removed, 'incident-1a2b3c4d.md');
    assert.match(text(uri), /beside theirs/);
    assert.ok(git('show', `HEAD:incidents/${incident}/incident.md`).includes(line('theirs')));
    gone();
  });

  it('goes where the record is to be kept, and is the record where it is wanted', async () => {
    await setAside('no longer true');
    await run('resolveMergeConflict', { incident, keep: 'record' });
    assert.doesNotMatch(text(uri), /lee TL: no longer true/);
    gone();
    await setAside('right', '## Timeline');
    await run('resolveMergeConflict', { incident, keep: 'other' });
    assert.ok(text(uri).includes(line('right')));
    gone();
  });

  it('stays, and says why, where it cannot be merged', async () => {
    writeFileSync(aside, 'nothing of a record\n');
    await assert.rejects(run('resolveMergeConflict', { uri: Uri.file(aside) }), /can't be read[^]*Keep one of them/);
    assert.ok(existsSync(aside));
    rmSync(aside);
  });
});

describe('a repository that is set up', () => {
  before(ready);

  it('merges records in a terminal, by the editor that is its own node', async () => {
    const first = await run<{ root: string; done: string[] }>('setUpRepository', {});
    rmSync(join(folder(), '.incident-notes'), { recursive: true });
    assert.deepEqual(first.done.slice(1), ['In this clone, git now merges records and postmortems entry by entry.']);
    assert.match(git('check-attr', 'merge', 'incidents/2026-11-02-x/incident.md'), /merge: incident-notes$/);
    await assert.rejects(run('setUpRepository', { folder: 'none' }), /"none" isn't an open folder/);

    // In a repository of its own, so that nothing is committed meanwhile; without any installed node.
    const other = mkdtempSync(join(tmpdir(), 'incident-notes-merge-'));
    const inOther = (...args: string[]) => gitIn(other, ...args);
    inOther('init', '-q');
    inOther('config', 'user.name', 'Dana');
    inOther('config', 'user.email', 'dana@example.com');
    const driver = git('config', '--local', 'merge.incident-notes.driver');
    assert.ok(driver.includes(process.execPath) && !driver.includes(basename(folder())));
    inOther('config', 'merge.incident-notes.driver', driver.replace('else node', 'else no-node'));
    writeFileSync(join(other, '.git/info/attributes'), readFileSync(join(folder(), '.git/info/attributes')));
    const path = '2026-11-02-x/incident.md';
    const head = '---\nformat: 1\nid: x\ntitle: x\nseverity: SEV-1\nstatus: investigating\n---\n## Timeline\n\n';
    const line = (minute: number) => `- 2026-11-02T10:0${minute}:00Z @lee TL: x\n`;
    mkdirSync(join(other, dirname(path)));
    for (const [branch, written] of [
      ['base', line(0)],
      ['one', line(0) + line(1)],
      ['two', line(0) + line(2)],
    ] as const) {
      inOther('switch', '-q', '-c', branch, ...(branch === 'two' ? ['base'] : []));
      writeFileSync(join(other, path), head + written);
      inOther('add', '.');
      inOther('commit', '-qm', branch);
    }
    inOther('merge', '-q', '--no-edit', 'one');
    assert.equal(readFileSync(join(other, path), 'utf8'), head + line(0) + line(1) + line(2));
    rmSync(other, { recursive: true, force: true });
  });
});
