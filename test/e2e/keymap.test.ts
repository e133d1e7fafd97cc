import assert from 'node:assert/strict';
import fs from 'node:fs';
import { closeAfter, Editor } from './editor';

type System = 'linux' | 'win' | 'mac';
interface Keys {
  readonly command: string;
  readonly key: string;
}

/** The web editor chooses its keymap by the browser's user agent; `sign` is a binding that only this system has. */
const systems: Readonly<Record<System, { name: string; agent: string; selectAll: string; sign: Keys }>> = {
  linux: {
    name: 'Linux',
    agent: 'X11; Linux x86_64',
    selectAll: 'Control+a',
    sign: { key: 'ctrl+alt+n', command: 'workbench.action.files.newUntitledFile' },
  },
  win: {
    name: 'Windows',
    agent: 'Windows NT 10.0; Win64; x64',
    selectAll: 'Control+a',
    sign: { key: 'shift+alt+c', command: 'copyFilePath' },
  },
  mac: {
    name: 'macOS',
    agent: 'Macintosh; Intel Mac OS X 10_15_7',
    selectAll: 'Meta+a',
    sign: { key: 'cmd+p', command: 'workbench.action.quickOpen' },
  },
};

describe('the prefix of the chords', () => {
  let editor: Editor;

  before(async () => {
    editor = await Editor.open();
  });
  closeAfter(() => [editor]);

  for (const system of Object.keys(systems) as System[]) {
    it(`is bound to nothing else by the editor on ${systems[system].name}`, async () => {
      const keymap = await defaultKeymap(system);
      assert.ok(has(keymap, systems[system].sign), `This is not the keymap of ${systems[system].name}.`);

      const chords = ourKeys(system).filter(({ key }) => strokes(key).length > 1);
      for (const chord of chords) assert.ok(has(keymap, chord), `${chord.key} does not run ${chord.command}.`);
      const [prefix, ...others] = new Set(chords.map(({ key }) => strokes(key)[0]));
      assert.ok(prefix, 'package.json binds no chord.');
      assert.deepEqual(others, [], 'One prefix begins all chords.');

      const taken = keymap.filter(
        ({ key, command }) => strokes(key)[0] === prefix && !/^incidentNotes\./.test(command),
      );
      assert.deepEqual(taken, []);
    });
  }

  it('is shown in menus as the documentation has it, not with the prefix held', async () => {
    await editor.ready();
    await editor.press('F1');
    await editor.prompt.locator('input.input').fill('>Incident: Log Timeline Entry');
    const shown = editor.prompt.locator('.monaco-list-row').filter({ hasText: 'Log Timeline Entry' });
    const keys = shown.locator('.monaco-keybinding-key');
    await keys.first().waitFor();
    // The last system above is the Mac.
    assert.deepEqual(await keys.allTextContents(), ['⌃', '⌘', 'N', 'T']);
    await editor.screenshot('chord in the palette');
    await editor.press('Escape');
  });

  /** Every default binding of the editor and of what is installed in it, as a person with this system has it. */
  async function defaultKeymap(system: System): Promise<Keys[]> {
    const { agent, selectAll } = systems[system];
    const session = await editor.page.context().newCDPSession(editor.page);
    // The window came up with this machine's own.
    if (system !== 'linux' || process.platform !== 'linux') {
      await session.send('Emulation.setUserAgentOverride', {
        userAgent: `Mozilla/5.0 (${agent}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36`,
      });
      await editor.visit();
    }
    // What extensions bind is there once their commands are.
    await editor.ready();
    await editor.command('Open Default Keyboard Shortcuts (JSON)');
    await editor.text('keybindings.json').locator('.view-line').first().click();
    await editor.press(selectAll);
    // The copy that the editor makes, read before it reaches the clipboard, which all windows share.
    const copied = await editor.page.evaluate<string>(`new Promise((resolve) => {
      addEventListener('copy', (event) => resolve(event.clipboardData.getData('text/plain')), { once: true });
      document.execCommand('copy');
    })`);
    return parsed(copied);
  }
});

/** The list in the text that the editor shows: comments stand before and after it, each on a line of its own. */
function parsed(text: string): Keys[] {
  const lines = text.split(/\r?\n/).filter((line) => !line.startsWith('//'));
  return JSON.parse(lines.join('\n')) as Keys[];
}

/** What package.json binds on this system. */
function ourKeys(system: System): Keys[] {
  const { contributes } = JSON.parse(fs.readFileSync('package.json', 'utf8')) as {
    contributes: { keybindings: (Keys & Partial<Record<System, string>>)[] };
  };
  return contributes.keybindings.map((binding) => ({
    command: binding.command,
    key: binding[system] ?? binding.key,
  }));
}

function has(keymap: readonly Keys[], { key, command }: Keys): boolean {
  const wanted = strokes(key).join(' ');
  return keymap.some((other) => other.command === command && strokes(other.key).join(' ') === wanted);
}

/** The strokes of a key, each with its modifiers in one order. */
function strokes(key: string): string[] {
  return key.split(' ').map((stroke) => {
    const [, modifiers = '', last = ''] = /^((?:(?:ctrl|shift|alt|cmd|win|meta)\+)*)(.+)$/.exec(stroke) ?? [];
    return [...modifiers.split('+').filter(Boolean).sort(), last].join('+');
  });
}
