import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { closeAfter, Editor } from './editor';
import { Folders, type RecordFile } from './folders';
import { until } from '../patience';

const TITLE = 'Logging in is broken';

/** The editor's own command runner sets what a vim extension sets; each key runs a list of commands with arguments. */
const context = (...pairs: readonly [string, unknown][]) => ({
  command: 'runCommands',
  args: { commands: pairs.map((args) => ({ command: '_setContext', args })) },
});
const KEYS = [
  { key: 'ctrl+alt+f7', ...context(['vim.active', true], ['vim.mode', 'Normal']) },
  { key: 'ctrl+alt+f8', ...context(['vim.active', true], ['vim.mode', 'Insert']) },
  { key: 'ctrl+alt+f9', ...context(['vim.active', false], ['vim.mode', undefined]) },
  // In its normal mode the letters are commands of their own: here `t` goes one line down.
  { key: 't', command: 'cursorDown', when: "editorTextFocus && vim.active && vim.mode == 'Normal'" },
  {
    key: 'ctrl+alt+f10',
    command: 'editor.action.insertSnippet',
    args: { snippet: 'from $1 to $2.' },
    when: 'editorTextFocus',
  },
];

const TEXT = Array.from({ length: 200 }, (_, index) => `line ${index + 1} of the server`).join('\n');

describe('the log chord', () => {
  const folders = new Folders();
  let editor: Editor;
  let app: string;
  let record: RecordFile;

  before(async () => {
    app = folders.repository('app', {
      'server.txt': TEXT,
      'suggest.txt': 'listeners\nlist\n',
      'snippet.txt': '',
      'vim.txt': 'one\ntwo\nthree\n',
      'part.txt': 'zero\n0 of 2 listeners healthy\nexit 1\n',
      'README.md': `# Read me\n\n${TEXT.replaceAll('\n', '\n\n')}\n`,
    });
    record = folders.record(join(app, 'incidents'));
    editor = await Editor.open({ folder: app, environment: { HOME: folders.home }, keys: KEYS });
    await editor.statusSays('Logging in');
  });
  closeAfter(() => [editor], folders);

  /** Presses the chord, writes, confirms; the person must be back where they were, which is at `cursor`. */
  async function log(text: string, cursor: RegExp, chord = 'Alt+I T', name?: string): Promise<void> {
    const before = await standingAt(cursor);
    await editor.press(chord);
    await editor.prompted(`${TITLE} · entry`);
    await editor.page.keyboard.type(text);
    if (name) {
      await editor.screenshot(name);
    }
    await editor.press('Enter');
    await editor.prompt.waitFor({ state: 'hidden' });
    await record.holds(new RegExp(`\\n- \\S+Z @dana TL: ${text}\\n`));
    await backAt(before);
    assert.equal(record.count(text), 1);
    if (name) {
      await editor.screenshot(`${name}, after it`);
    }
  }

  /** The status bar tells the cursor's place in the next moments of the window. */
  async function standingAt(cursor: RegExp): Promise<Awaited<ReturnType<Editor['whereabouts']>>> {
    return until(async () => {
      const now = await editor.whereabouts();
      return cursor.test(now.cursor) ? now : undefined;
    }, `the cursor is at ${cursor.source}`);
  }

  /** Focus comes back in the next moments of the window, not with the key. */
  async function backAt(before: Awaited<ReturnType<Editor['whereabouts']>>): Promise<void> {
    let now = before;
    await until(
      async () => {
        now = await editor.whereabouts();
        return isDeepStrictEqual(now, before);
      },
      () => `${JSON.stringify(before)}, not ${JSON.stringify(now)}`,
    );
  }

  it('takes the moment when it was pressed, not when the text was confirmed', async () => {
    await editor.press('Alt+I T');
    await editor.prompted('entry');
    const shown = Date.now();
    await editor.page.keyboard.type('slowly typed');
    // Entries have whole seconds: from the next one on, the two moments differ.
    await until(() => Math.floor(Date.now() / 1000) > Math.floor(shown / 1000), 'the next second');
    await editor.press('Enter');
    const [, instant] = /- (\S+) @dana TL: slowly typed\n/.exec(await record.holds(/TL: slowly typed\n/))!;
    assert.ok(Date.parse(instant!) <= shown, `${instant} is after the box was shown`);
  });

  it('works in an editor, and leaves focus, cursor and scroll alone', async () => {
    await editor.openFile(join(app, 'server.txt'));
    await editor.goTo('150:6');
    const { focus, top, tabs } = await standingAt(/150.*6/);
    assert.match(focus, /server\.txt$/);
    assert.ok(Number(top) > 100, top);
    assert.deepEqual(tabs, ['server.txt']);
    await log('seen from an editor', /150.*6/, 'Alt+I T', 'chord in an editor');
  });

  it('works with the modifier held for both keys', async () => {
    await log('seen with the key held', /150.*6/, 'Alt+I Alt+T');
  });

  it('changes nothing when it is dismissed, and offers the text again', async () => {
    const before = await editor.whereabouts();
    const text = record.text;
    await editor.press('Alt+I T');
    await editor.prompted('entry');
    await editor.page.keyboard.type('half a thought');
    await editor.press('Escape');
    await editor.prompt.waitFor({ state: 'hidden' });
    await backAt(before);
    assert.equal(record.text, text);

    await editor.press('Alt+I T');
    await editor.prompted('entry');
    await editor.filled('half a thought');
    await editor.screenshot('dismissed text offered again');
    await editor.page.keyboard.press('End');
    await editor.page.keyboard.type(' and the rest');
    await editor.press('Enter');
    await record.holds(/TL: half a thought and the rest\n/);
    await editor.prompt.waitFor({ state: 'hidden' });
  });

  it('does not offer again what was written', async () => {
    await log('written once', /150.*6/);
    await editor.press('Alt+I T');
    await editor.prompted('entry');
    await editor.filled('');
    await editor.press('Escape');
    await editor.prompt.waitFor({ state: 'hidden' });
  });

  it('stays open when focus leaves', async () => {
    await editor.press('Alt+I T');
    await editor.prompted('entry');
    await editor.page.keyboard.type('still here');
    await editor.press('Control+1');
    await until(
      async () => (/server\.txt$/.test((await editor.whereabouts()).focus) ? true : undefined),
      'the editor has the focus',
    );
    await editor.filled('still here');
    await editor.prompt.locator('input.input').click();
    await editor.press('Enter');
    await record.holds(/TL: still here\n/);
    await editor.prompt.waitFor({ state: 'hidden' });
  });

  it('takes a selection below the line, fenced, and says where it comes from', async () => {
    await editor.openFile(join(app, 'part.txt'));
    await editor.goTo('2:1');
    await editor.press('Shift+ArrowDown Shift+End');
    const before = await standingAt(/3.*7.*31/);
    await editor.press('Alt+I T');
    await editor.prompted('Attached: part.txt:2-3');
    await editor.page.keyboard.type('looked at the balancer');
    await editor.screenshot('selection goes below the line');
    await editor.press('Enter');
    await record.holds(
      /\n- \S+Z @dana TL: looked at the balancer\n {2}(?:\S+\/)?part\.txt:2-3(?: @ [0-9a-f]{7})?\n {2}```\n {2}0 of 2 listeners healthy\n {2}exit 1\n {2}```\n/,
    );
    await backAt(before);
  });

  it('takes a selection by its menu, too', async () => {
    await editor.press('Shift+F10');
    await editor.menu('Log Timeline Entry…');
    await editor.prompted('Attached: part.txt:2-3');
    await editor.screenshot('logged by the menu');
    await editor.press('Escape');
    await editor.prompt.waitFor({ state: 'hidden' });
  });

  it('leaves a selection out with one key, and what was typed stays', async () => {
    await editor.press('Alt+I T');
    await editor.prompted('Attached: part.txt:2-3');
    await editor.page.keyboard.type('-5m without the lines');
    await editor.prompted('Attached: part.txt:2-3');
    await editor.press('Alt+Delete');
    await editor.prompt.filter({ hasText: 'Attached' }).waitFor({ state: 'hidden' });
    await editor.filled('-5m without the lines');
    await editor.press('Enter');
    await record.holds(/TL: without the lines\n(?! {2})/);
    await editor.press('Escape');
  });

  it('says what it did, to the eye and to a screen reader, and stops saying it', async () => {
    await editor.press('Alt+I T');
    await editor.prompted(`SEV-2 ${TITLE} · entry`);
    await editor.page.keyboard.type('98 of 100 connections are idle in transaction');
    const announced = editor.announced(/connections/);
    const shown = editor.statusSays('connections', 'incidentNotes.done');
    await editor.press('Enter');
    const sentence =
      /^(\d{4}-\d\d-\d\d )?\d\d:\d\d logged: 98 of 100 connections are idle in transaction\. Alt\+I Z to undo\.$/;
    assert.match(await announced, sentence);
    await shown;
    await editor.screenshot('what the chord did');
    await editor.status('incidentNotes.done').waitFor({ state: 'hidden' });
  });

  it('leaves selected text alone when Enter is pressed twice', async () => {
    await editor.openFile(join(app, 'part.txt'));
    await editor.goTo('2:1');
    await editor.press('Shift+ArrowDown Shift+End');
    const before = await standingAt(/3.*7.*31/);
    await editor.press('Alt+I T');
    await editor.prompted('entry');
    await editor.page.keyboard.type('pressed twice');
    await editor.pressTwice('Enter');
    await record.holds(/TL: pressed twice\n/);
    await editor.prompt.waitFor({ state: 'hidden' });
    await backAt(before);
    assert.deepEqual(await editor.lines('part.txt'), ['zero', '0 of 2 listeners healthy', 'exit 1', '']);
    assert.equal(record.count('pressed twice'), 1);
    await editor.press('Escape');
  });

  it('is there again while the answered box is', async () => {
    await editor.press('Alt+I T');
    await editor.prompted('entry');
    await editor.page.keyboard.type('one after');
    await editor.press('Enter Alt+I T');
    await record.holds(/TL: one after\n/);
    await editor.filled('');
    await editor.answer('the other');
    await record.holds(/TL: the other\n/);
    await editor.prompt.waitFor({ state: 'hidden' });
  });

  it('works while suggestions are shown', async () => {
    await editor.openFile(join(app, 'suggest.txt'));
    await editor.goTo('3:1');
    await editor.page.keyboard.type('lis');
    await editor.press('Control+Space');
    await editor.page.locator('.suggest-widget.visible .monaco-list-row').first().waitFor();
    await editor.screenshot('suggestions before the chord');
    await log('seen while suggestions were shown', /3.*4/, 'Alt+I T', 'chord with suggestions');
    assert.equal((await editor.lines('suggest.txt'))[2], 'lis');
  });

  it('works between the stops of a snippet, which go on', async () => {
    await editor.openFile(join(app, 'snippet.txt'));
    await editor.press('Control+Alt+F10');
    await editor.page.keyboard.type('here');
    await log('seen in a snippet', /1.*10/, 'Alt+I T', 'chord in a snippet');
    await editor.press('Tab');
    await editor.page.keyboard.type('there');
    const line = async () => (await editor.lines('snippet.txt'))[0];
    await until(async () => (await line()) === 'from here to there.', 'the snippet goes on');
  });

  for (const [mode, key] of [
    ['Normal', 'Control+Alt+F7'],
    ['Insert', 'Control+Alt+F8'],
  ] as const) {
    it(`works with vim's context keys, mode ${mode}`, async () => {
      await editor.openFile(join(app, 'vim.txt'));
      await editor.goTo('1:1');
      await editor.press(key);
      try {
        if (mode === 'Normal') {
          // Shows that the context is set: `t` is the modal editor's own key, and not a letter.
          await editor.press('t');
        }
        const at = mode === 'Normal' ? /2.*1/ : /1.*1/;
        await log(`seen in vim ${mode}`, at, 'Alt+I T', `chord in vim ${mode}`);
        await log(`seen in vim ${mode} with the key held`, at, 'Alt+I Alt+T');
        assert.equal((await editor.lines('vim.txt')).join(' ').trim(), 'one two three');
      } finally {
        await editor.press('Control+Alt+F9');
      }
    });
  }

  it('works in the markdown preview', async () => {
    await editor.openFile(join(app, 'README.md'));
    await editor.press('Control+Shift+V');
    const heading = editor.webview.locator('h1');
    await heading.waitFor();
    await heading.click();
    await editor.press('PageDown PageDown');
    const scroll = async () => (await heading.boundingBox())?.y ?? 0;
    const before = await until(async () => ((await scroll()) < -200 ? scroll() : undefined), 'it scrolls');
    assert.equal((await editor.whereabouts()).focus, 'webview');
    await log('seen in a preview', /^$/, 'Alt+I T', 'chord in the preview');
    assert.equal(await scroll(), before);
  });

  it('works in the terminal, and nothing reaches the shell', async () => {
    const file = join(folders.path, 'typed.txt');
    await editor.press('Control+Backquote');
    await editor.page.locator('.xterm').first().waitFor();
    await until(async () => {
      // After a webview the editor may leave the focus there.
      if ((await editor.whereabouts()).focus !== 'terminal') await editor.page.locator('.xterm').first().click();
      return (await editor.whereabouts()).focus === 'terminal';
    }, 'the terminal has the focus');
    // What is typed before the shell listens can be lost.
    await until(async () => {
      await editor.page.keyboard.type(`touch ${file}`);
      await editor.press('Enter');
      return existsSync(file);
    }, 'the shell listens');
    await editor.page.keyboard.type(`cat -v > ${file}`);
    await editor.press('Enter');
    await editor.press('Alt+I T');
    await editor.prompted('entry');
    assert.doesNotMatch((await editor.prompt.textContent()) ?? '', /Attached/);
    await editor.press('Escape');
    await log('seen in the terminal', /^$/, 'Alt+I T', 'chord in the terminal');
    await log('seen in the terminal with the key held', /^$/, 'Alt+I Alt+T');
    await editor.page.keyboard.type('half a');
    await editor.press('Alt+I T');
    await editor.prompted('entry');
    await editor.page.keyboard.type('pressed twice in the terminal');
    await editor.pressTwice('Enter');
    await record.holds(/TL: pressed twice in the terminal\n/);
    await editor.prompt.waitFor({ state: 'hidden' });
    await until(async () => (await editor.whereabouts()).focus === 'terminal', 'the terminal has the focus again');
    await editor.page.keyboard.type(' line');
    await editor.press('Enter Control+D');
    await until(() => (readFileSync(file, 'utf8') !== '' ? true : undefined), 'the shell gets the next words');
    assert.equal(readFileSync(file, 'utf8'), 'half a line\n');
  });

  it('takes what is selected in the terminal, and the clipboard stays as it was', async () => {
    await editor.page.evaluate("navigator.clipboard.writeText('my own words')");
    const shown = join(folders.path, 'shown.txt');
    await editor.page.keyboard.type(`echo 0 of 2 healthy; touch ${shown}`);
    await editor.press('Enter');
    await until(() => existsSync(shown), 'the shell has answered');
    await editor.command('Terminal: Select All');
    await until(async () => (await editor.whereabouts()).focus === 'terminal', 'the terminal has the focus');
    await editor.press('Alt+I T');
    await editor.prompted('Attached: Terminal');
    await editor.page.keyboard.type('the balancer says');
    await editor.screenshot('a selection of the terminal');
    await editor.press('Enter');
    await record.holds(/TL: the balancer says\n {2}Terminal [^\n]*:\n {2}```\n[^]*0 of 2 healthy\n/);
    assert.equal(await editor.clipboard(), 'my own words');
    await editor.command('Terminal: Select All');
    await until(async () => (await editor.whereabouts()).focus === 'terminal', 'the terminal has the focus');
    await editor.page.locator('.xterm:visible').first().click({ button: 'right' });
    await editor.menu('Log Timeline Entry…');
    await editor.prompted('Attached: Terminal');
    await editor.screenshot('logged by the menu of the terminal');
    await editor.press('Escape');
    await editor.prompt.waitFor({ state: 'hidden' });
  });

  it('works in an empty window: at most 3 presses', async () => {
    const inHome = folders.record(join(folders.home, 'incidents'), { title: 'Search is slow' });
    await editor.visit();
    await editor.ready();
    const before = await editor.whereabouts();
    editor.keystrokes();
    await editor.press('Alt+I T');
    await editor.prompted('Search is slow · entry');
    await editor.page.keyboard.type('seen from nowhere');
    await editor.press('Enter');
    assert.deepEqual(editor.keystrokes(), { presses: 3, letters: 0 });
    await inHome.holds(/TL: seen from nowhere\n/);
    await backAt(before);
    await editor.screenshot('chord in an empty window');
  });
});
