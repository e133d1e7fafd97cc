/**
 * Somebody types into the open record without a pause while commands, another window, colleagues, and git write it too:
 * every word and every entry is on the disk at the end, in order.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  ConfigurationTarget,
  Range,
  Selection,
  TextEdit,
  commands,
  languages,
  window,
  workspace,
  type TextDocument,
  type TextEditor,
  type Uri,
} from 'vscode';
import { insertEntry } from '../../src/core/record/placement';
import { readRecord } from '../../src/core/record/record';
import { applyEdits } from '../../src/core/text/textEdit';
import { readEntry } from '../../src/core/timeline/timeline';
import { disk } from '../../src/store/disk';
import { leaseFile, withLease } from '../../src/store/lease';
import { updateRecordFile } from '../../src/store/recordFile';
import { folder, declare, dirty, git, gitIn as at, ready, reloaded, run, text } from './workspace';
import { until } from '../patience';

/** How many entries come each way, and how often two writes meet; torture asks for more, and for all modes. */
const { logged, others, shared, rounds, all } = {
  logged: 6,
  others: 4,
  shared: 5,
  rounds: 3,
  all: false,
  ...readCounts(),
};
/** Milliseconds from word to word. */
const PACE = 90;

function readCounts(): object {
  return JSON.parse(process.env['TYPING_COUNTS'] ?? '{}') as object;
}

/** Types numbered words into the record's summary, eight to a line, until it's told to stop. */
class Typist {
  words = 0;
  #goesOn = true;
  readonly #ended: Promise<void>;

  constructor(private readonly editor: TextEditor) {
    const heading = editor.document.getText().indexOf('## Timeline');
    const start = editor.document.positionAt(heading).translate(-1);
    editor.selection = new Selection(start, start);
    this.#ended = this.#type();
  }

  async stop(): Promise<void> {
    this.#goesOn = false;
    await this.#ended;
  }

  async #type(): Promise<void> {
    await commands.executeCommand('type', { text: '\n' });
    while (this.#goesOn) {
      this.words++;
      await commands.executeCommand('type', { text: `w${this.words}${this.words % 8 === 0 ? '\n' : ' '}` });
      assert.ok(this.editor.selection.isEmpty);
      await new Promise((resolve) => setTimeout(resolve, PACE));
    }
    await commands.executeCommand('type', { text: '\n' });
  }
}

/** The extension's own folder. */
function storage(): string {
  const made = dirname(workspace.workspaceFile!.fsPath);
  return join(made, 'data', 'User', 'globalStorage', 'incident-notes.incident-notes');
}

/** As another window does that has the record closed. */
async function writeAsOtherWindow(uri: Uri, words: string, seconds: number): Promise<void> {
  const place = { root: folder(), storage: storage() };
  const written = await updateRecordFile(place, uri.fsPath, (before) => withEntry(before, words, seconds));
  assert.ok(written);
}

function withEntry(before: string, words: string, seconds: number): string {
  const instant = Date.UTC(2026, 10, 20, 8) + seconds * 1000;
  const entry = { instant, author: 'lee', kind: 'TL', qualifier: '', text: words };
  return applyEdits(before, [insertEntry(before, readRecord(before).timeline, entry)]);
}

const MODES = [
  { autoSave: 'afterDelay', delay: 300, formats: true },
  { autoSave: 'off', delay: 1000, formats: false },
  // Between those two.
  ...(all
    ? ([
        { autoSave: 'afterDelay', delay: 1000, formats: false },
        { autoSave: 'onFocusChange', delay: 1000, formats: true },
      ] as const)
    : []),
] as const;

describe('somebody who types without a pause', () => {
  const made = mkdtempSync(join(tmpdir(), 'incident-notes-typing-'));
  const remote = join(made, 'app.git');
  const colleague = join(made, 'colleague');

  const asColleague = (path: string, change: (before: string) => string): void => {
    at(colleague, 'pull', '-q', '--no-rebase', '--no-edit');
    writeFileSync(join(colleague, path), change(readFileSync(join(colleague, path), 'utf8')));
    at(colleague, 'commit', '-qam', 'inc: theirs');
    at(colleague, 'push', '-q');
  };

  before(async () => {
    await ready();
    await declare('Typing is not disturbed', { at: '2026-11-20T07:00:00Z' });
    await run('retry', {});
    at(made, 'clone', '-q', '--bare', folder(), remote);
    git('remote', 'add', 'origin', remote);
    git('fetch', '-q');
    git('branch', '-q', '--set-upstream-to=origin/main');
    at(made, 'clone', '-q', remote, colleague);
    at(colleague, 'config', 'user.name', 'Lee');
    at(colleague, 'config', 'user.email', 'lee@example.com');
    await run('sync', { approve: true });
  });
  after(async () => {
    const files = workspace.getConfiguration('files');
    await files.update('autoSave', undefined, ConfigurationTarget.Workspace);
    await files.update('autoSaveDelay', undefined, ConfigurationTarget.Workspace);
    await workspace.getConfiguration('editor').update('formatOnSave', undefined, ConfigurationTarget.Workspace);
    rmSync(made, { recursive: true, force: true });
  });

  for (const { autoSave, delay, formats } of MODES) {
    it(`with autosave ${autoSave} (${delay} ms)${formats ? ' and a formatter' : ''}`, async () => {
      const files = workspace.getConfiguration('files');
      await files.update('autoSave', autoSave, ConfigurationTarget.Workspace);
      await files.update('autoSaveDelay', delay, ConfigurationTarget.Workspace);
      await workspace.getConfiguration('editor').update('formatOnSave', formats, ConfigurationTarget.Workspace);
      const formatter = languages.registerDocumentFormattingEditProvider('markdown', {
        provideDocumentFormattingEdits,
      });
      const { id, uri } = await declare(`Typing with ${autoSave} ${delay}`, { at: '2026-11-20T07:30:00Z' });
      await run('retry', { incident: id });
      await until(
        async () => (await run<{ state: string }>('sync', { incident: id })).state === 'shared',
        'it is shared',
      );
      const path = `incidents/${id}/incident.md`;
      const document = await reloaded(uri);
      const typist = new Typist(await window.showTextDocument(document));

      const commandsLog = async (): Promise<void> => {
        for (let index = 1; index <= logged; index++) await run('log', { text: `logged ${index}`, incident: id });
      };
      const otherWindow = async (): Promise<void> => {
        for (let index = 1; index <= others; index++) {
          await writeAsOtherWindow(uri, `other ${index}`, index);
          await new Promise((resolve) => setTimeout(resolve, 2 * PACE));
        }
      };
      const colleagues = async (): Promise<void> => {
        for (let index = 1; index <= shared; index += 5) {
          asColleague(path, (before) =>
            [0, 1, 2, 3, 4].reduce(
              (sofar, more) => withEntry(sofar, `shared ${index + more}`, 3600 + index + more),
              before,
            ),
          );
          await run('sync', { incident: id });
        }
      };
      await Promise.all([commandsLog(), otherWindow(), colleagues()]);
      await typist.stop();
      await pull(id, document, () => asColleague(path, (before) => withEntry(before, 'pulled 1', 7200)));

      await commands.executeCommand('workbench.action.files.save');
      await until(() => !document.isDirty, 'the record is saved');
      await until(
        async () => (await run<{ state: string }>('sync', { incident: id })).state === 'shared',
        'all is shared',
      );
      await until(() => document.getText() === text(uri) && !document.isDirty, 'the document is the file');

      const record = readRecord(text(uri));
      const said = record.timeline.entries.map((entry) => readEntry(record.text, entry).text);
      const numbers = (word: string): number[] =>
        said.flatMap((one) => [...one.matchAll(new RegExp(`${word} (\\d+)`, 'g'))].map((match) => Number(match[1])));
      const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
      assert.deepEqual(numbers('logged'), upTo(logged));
      assert.deepEqual(numbers('other'), upTo(others));
      assert.deepEqual(numbers('shared'), upTo(shared));
      assert.deepEqual(numbers('pulled'), [1]);
      const typed = [...text(uri).matchAll(/\bw(\d+)\b/g)].map((match) => Number(match[1]));
      assert.deepEqual(typed, upTo(typist.words));
      assert.equal(at(remote, 'show', `main:${path}`), text(uri).trim());
      formatter.dispose();
      await commands.executeCommand('workbench.action.closeAllEditors');
      await run('cancel', { reason: 'done', incident: id });
    });
  }

  it('in a record that the editor refuses to save goes on as soon as that can be helped', async () => {
    await workspace.getConfiguration('files').update('autoSave', 'afterDelay', ConfigurationTarget.Workspace);
    const { id, uri } = await declare('The editor is in a conflict', { at: '2026-11-20T07:40:00Z' });
    await run('retry', { incident: id });
    const document = await reloaded(uri);
    await window.showTextDocument(document);
    // The extension waits for the lease, and the editor not for the extension: it finds the file newer.
    await withLease(disk, leaseFile(storage(), await realpath(uri.fsPath)), 'unchanged', async () => {
      await commands.executeCommand('type', { text: 'typed in vain? ' });
      writeFileSync(uri.fsPath, withEntry(text(uri), 'came under it', 1));
      assert.equal(await document.save(), false);
    });
    await until(() => !document.isDirty && document.getText() === text(uri), 'it is saved');
    assert.match(text(uri), /typed in vain\? /);
    assert.match(text(uri), /TL: came under it\n/);
  });

  it('leaves nothing unsaved where one write comes while the editor saves another', async () => {
    await workspace.getConfiguration('files').update('autoSave', 'off', ConfigurationTarget.Workspace);
    const { id, uri } = await declare('Nobody types here', { at: '2026-11-20T07:45:00Z' });
    await run('retry', { incident: id });
    await until(
      async () => (await run<{ state: string }>('sync', { incident: id })).state === 'shared',
      'it is shared',
    );
    const document = await reloaded(uri);
    const path = `incidents/${id}/incident.md`;
    for (let round = 1; round <= rounds; round++) {
      asColleague(path, (before) => withEntry(before, `theirs ${round}`, round));
      await Promise.all([
        run('sync', { incident: id }),
        ...[1, 2, 3, 4].map(async (more) => run('log', { text: `mine ${round}.${more}`, incident: id })),
      ]);
      assert.equal(document.getText(), text(uri));
      assert.equal(document.isDirty, false);
    }
  });

  it("or does not, in a record that the editor doesn't reload", async () => {
    const files = workspace.getConfiguration('files');
    await files.update('watcherExclude', { '**/incidents/**': true }, ConfigurationTarget.Workspace);
    const { id, uri } = await declare('The editor hears of nothing', { at: '2026-11-20T07:50:00Z' });
    await run('retry', { incident: id });
    const document = await reloaded(uri);
    await writeAsOtherWindow(uri, 'unheard of', 1);
    await run('log', { text: 'logged on top', incident: id });
    assert.match(text(uri), /TL: unheard of\n[^]*TL: logged on top\n/);
    assert.equal(document.getText(), text(uri));
    writeFileSync(uri.fsPath, text(uri).replaceAll('\n', '\r\n'));
    await run('log', { text: 'with its line ends', incident: id });
    assert.match(text(uri), /TL: with its line ends\r\n/);
    assert.doesNotMatch(text(uri), /[^\r]\n/);
    await files.update('watcherExclude', undefined, ConfigurationTarget.Workspace);
  });

  it('never saves over a version that could not be merged', async () => {
    await workspace.getConfiguration('files').update('autoSave', 'off', ConfigurationTarget.Workspace);
    const { id, uri } = await declare('Both broke the title', { at: '2026-11-20T07:55:00Z' });
    await run('retry', { incident: id });
    const document = await reloaded(uri);
    const theirs = text(uri).replace('title: Both broke the title', 'title: [theirs, "is open');
    await window.showTextDocument(document);
    const title = document.positionAt(document.getText().indexOf('Both broke the title'));
    await dirty(uri, title, '{ours: ');
    writeFileSync(uri.fsPath, theirs);
    assert.equal(await document.save(), false);
    assert.equal(text(uri), theirs);
    await commands.executeCommand('workbench.action.files.revert');
    await until(() => document.getText() === theirs, 'the document is the file');
  });

  /** `git pull` in the person's terminal, under edits that aren't saved. */
  async function pull(id: string, document: TextDocument, push: () => void): Promise<void> {
    const { uri } = document;
    await commands.executeCommand('workbench.action.files.save');
    await until(async () => {
      await run('retry', { incident: id });
      return (await run<{ state: string }>('sync', { incident: id })).state === 'shared' && !document.isDirty;
    }, 'everything so far is shared');
    push();
    await commands.executeCommand('type', { text: 'unsaved ' });
    git('pull', '-q', '--ff-only');
    assert.ok(text(uri).includes('pulled 1'));
    await until(() => document.getText().includes('pulled 1'), 'the document shows what was pulled');
    assert.ok(document.getText().includes('unsaved '));
  }
});

/** Takes away a blank line where there are three. */
function provideDocumentFormattingEdits(document: TextDocument): TextEdit[] {
  const found = document.getText().indexOf('\n\n\n\n');
  return found < 0 ? [] : [TextEdit.delete(new Range(document.positionAt(found), document.positionAt(found + 1)))];
}
