/**
 * One incident from its declaration to its postmortem, by the keys that a person presses. Each task may take as many presses
 * as when the interface was used by hand, and as many letters to find a row; what is written isn't counted.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { closeAfter, Editor, type Keystrokes } from './editor';
import { Folders, RecordFile } from './folders';
import { until } from '../patience';

const SENTENCE = 'Checkout is failing for all customers';
const REMOTE = 'team';

describe('the tasks of an incident', () => {
  const counted: { readonly task: string; readonly most: Keystrokes; readonly pressed: Keystrokes }[] = [];
  let editor: Editor;
  const folders = new Folders();
  const records = folders.folder('app/incidents');
  const app = folders.repository('app', { 'README.md': '# Read me\n', 'incidents/.gitkeep': '' });
  let record: RecordFile;

  after(() => console.log(tableOf(counted)));
  closeAfter(() => [editor], folders);

  before(async () => {
    editor = await Editor.open({ folder: app, environment: { HOME: folders.home, TZ: 'Asia/Kolkata' } });
    folders.git(folders.path, 'clone', '-q', '--bare', app, join(folders.path, `${REMOTE}.git`));
    writeFileSync(join(app, 'checkout.py'), 'const retries = 0;\nconst timeout = 30;\nawait pay(retries, timeout);\n');
    await editor.ready();
  });
  /** A task, and the most presses and letters it may take. It says when its preparations are over, if it has any. */
  function task(name: string, presses: number, letters: number, work: (begins: () => void) => Promise<void>): void {
    it(`${name}: at most ${presses} presses${letters === 0 ? '' : ` and ${letters} letters`}`, async () => {
      editor.keystrokes();
      await work(() => void editor.keystrokes());
      const pressed = editor.keystrokes();
      counted.push({ task: name, most: { presses, letters }, pressed });
      await editor.prompt.waitFor({ state: 'hidden' });
      assert.ok(pressed.presses <= presses && pressed.letters <= letters, JSON.stringify(pressed));
    });
  }

  async function write(text: string): Promise<void> {
    await editor.page.keyboard.type(text);
    await editor.press('Enter');
  }

  /** Waits for a box of this incident. */
  async function boxed(what: string): Promise<void> {
    await editor.prompted(`SEV-1 ${SENTENCE} · ${what}`);
    await editor.prompt.locator('.monaco-list:visible').waitFor({ state: 'hidden' });
  }

  async function palette(letters: string, title: string): Promise<void> {
    await editor.press('F1');
    await editor.prompt.locator('input.input:focus').waitFor();
    await editor.find(letters, `Incident: ${title}`);
  }

  async function milestone(letters: string, name: string): Promise<void> {
    await editor.press('Alt+I M');
    await editor.asked('Choose a milestone');
    await editor.find(letters, name);
    await boxed(name);
  }

  task('declare a SEV-1', 5, 0, async () => {
    await editor.press('Alt+I D');
    await editor.prompted('Declare an incident');
    await write(SENTENCE);
    await editor.asked('How severe is it?');
    await editor.screenshotInThemes('tasks, severity');
    await editor.press('ArrowUp Enter');
    record = (
      await until(() => {
        const found = folders.records(records);
        return found.length > 0 && found;
      }, 'a record')
    )[0]!;
    await editor.statusSays('SEV-1 Checkout');
    await editor.focused('incident.md');
  });

  task('log a line of five minutes ago', 3, 0, async (begins) => {
    await editor.openFile(join(app, 'checkout.py'));
    begins();
    await editor.press('Alt+I T');
    await boxed('entry');
    await editor.page.keyboard.type('-5m customers report failed payments');
    await editor.prompted('UTC: customers');
    await editor.screenshotInThemes('tasks, a line');
    await editor.press('Enter');
    await record.holds(/TL: customers report failed payments\n[^]*MILESTONE declared/);
    await editor.statusSays('logged: customers', 'incidentNotes.done');
    await editor.screenshotInThemes('tasks, a line was logged');
  });

  task('log a line with what is selected', 3, 0, async (begins) => {
    await editor.goTo('1:1');
    await editor.press('Shift+ArrowDown Shift+End');
    begins();
    await editor.press('Alt+I T');
    await editor.prompted('Attached: checkout.py:1-2');
    await editor.screenshotInThemes('tasks, a selection');
    await write('payments are not tried again');
    await record.holds(/TL: payments are not tried again\n {2}checkout\.py:1-2[^\n]*\n {2}```/);
  });

  task('log a line from the terminal', 3, 0, async (begins) => {
    await editor.press('Control+Backquote');
    const terminal = editor.page.locator('.xterm:visible').first();
    await until(async () => {
      if ((await editor.whereabouts()).focus !== 'terminal') await terminal.click();
      return (await editor.whereabouts()).focus === 'terminal';
    }, 'the terminal has the focus');
    begins();
    await editor.press('Alt+I T');
    await boxed('entry');
    await write('98 of 100 connections are idle');
    await record.holds(/TL: 98 of 100 connections are idle\n(?! {2})/);
    await editor.prompt.waitFor({ state: 'hidden' });
    await editor.command('Terminal: Kill All Terminals');
  });

  task('log a milestone', 4, 4, async () => {
    await milestone('iden', 'identified');
    await write('the connection pool is empty');
    await record.holds(/MILESTONE identified: the connection pool is empty\n/);
  });

  task('log a hypothesis', 3, 14, async () => {
    await editor.press('Alt+I H');
    await boxed('hypothesis');
    await write('the last deploy never gives connections back');
    await record.holds(/HYPOTHESIS open: the last deploy/);
  });

  task('assign a quest', 5, 10, async () => {
    await palette('quest', 'Assign Quest');
    await boxed('quest');
    await write('read the log of the pool');
    await editor.asked('Who should do it?');
    await write('@lee');
    await editor.prompted('UTC');
    await editor.press('Enter');
    await record.holds(/QUEST @lee: read the log of the pool \(until /);
  });

  task('add a follow-up with an owner', 3, 0, async () => {
    await editor.press('Alt+I A');
    await boxed('follow-up');
    await write('alert when the pool is empty @jo due 2027-01-08');
    await record.holds(/TODO: alert when the pool is empty \(owner @jo, due 2027-01-08\)\n/);
  });

  task('update the customers', 5, 4, async () => {
    await editor.press('Alt+I U');
    await editor.asked('Which update?');
    await editor.screenshotInThemes('tasks, updates');
    await editor.find('cust', 'Customers: first message');
    const draft = editor.page.locator('.monaco-editor[data-uri^="untitled:"]');
    await draft.locator('.view-line').filter({ hasText: 'post an update by' }).waitFor();
    await editor.screenshotInThemes('tasks, a draft');
    await editor.press('Control+Enter');
    await draft.waitFor({ state: 'detached' });
    await record.holds(/UPDATE customer: We've identified the cause of a problem: Checkout is failing/);
    assert.doesNotMatch(await editor.clipboard(), /\[/);
  });

  // One press more: it says what it will take back.
  task('undo', 3, 0, async () => {
    await editor.press('Alt+I Z');
    await editor.asked('What do you want to undo?');
    await editor.screenshotInThemes('tasks, undo');
    await editor.press('Enter');
    await record.holds(/RETRACT UPDATE: \S+Z @dana \(undone\)\n/);
  });

  task('correct the time of a line', 4, 12, async () => {
    await palette('correct', 'Correct Entry');
    await editor.asked('Which entry?');
    await editor.screenshotInThemes('tasks, entries');
    await editor.find('98', '98 of 100');
    await editor.prompted('Logged at');
    await write('-10m');
    await record.holds(/TL: 98 of 100[^]*TL: customers report/);
  });

  task('assign a role to oneself', 4, 7, async () => {
    await palette('ign r', 'Assign Role');
    await editor.asked('Which role?');
    await editor.screenshotInThemes('tasks, roles');
    await editor.press('Enter');
    await editor.asked('Who takes the role?');
    await editor.press('Enter');
    await record.holds(/ROLE incident-commander: @dana\n/);
  });

  task('hand it off', 5, 9, async () => {
    await palette('off r', 'Hand Off Role');
    await editor.asked('Which role do you want to hand off?');
    await editor.press('Enter');
    await editor.asked('Who takes the role?');
    await write('@lee');
    await boxed('Incident commander to @lee');
    await editor.press('Enter');
    await record.holds(/ROLE incident-commander: @dana → @lee\n/);
  });

  task('share', 3, 4, async (begins) => {
    const remote = join(folders.path, `${REMOTE}.git`);
    folders.git(app, 'remote', 'add', REMOTE, remote);
    begins();
    await palette('shar', 'Sync and Share');
    await editor.asked(remote);
    await editor.screenshotInThemes('tasks, sharing');
    await editor.press('Enter');
    const shared = () => folders.git(remote, 'ls-tree', '-r', '--name-only', 'main').includes(record.id);
    await until(shared, 'the remote has the record');
  });

  it('no word and no entry is lost while a person types in the record and logs, and a colleague pushes', async () => {
    await editor.focused('checkout.py');
    await editor.press('Control+Backslash');
    await editor.page.locator('.editor-group-container').nth(1).waitFor();
    await editor.press('Control+1');
    await editor.openRecord();
    await editor.goTo(`${record.text.slice(0, record.text.indexOf('## Timeline')).split('\n').length - 1}:1`);
    await editor.press('Enter');
    await editor.page.evaluate(WATCH_NOTICES);
    const colleague = new Colleague(folders, join(folders.path, `${REMOTE}.git`), record.id);
    const pushes = colleague.push('theirs 1').then(async () => colleague.push('theirs 2'));
    const typed: string[] = [];
    for (const round of [1, 2, 3, 4]) {
      const words = [1, 2, 3, 4, 5, 6].map((word) => `word-${round}-${word}`);
      await editor.page.keyboard.type(`${words.join(' ')} `, { delay: 15 });
      typed.push(...words);
      await editor.press('Control+2');
      await editor.focused('checkout.py');
      await editor.press('Alt+I T');
      await boxed('entry');
      await write(`mine ${round}`);
      await editor.press('Control+1');
      await editor.focused('incident.md');
    }
    await pushes;
    const lines = ['mine 1', 'mine 2', 'mine 3', 'mine 4', 'theirs 1', 'theirs 2'];
    await editor.statusSays(/\d new from @lee/);
    await editor.press('Control+S');
    await editor.saved();
    await until(
      () => [typed.join(' '), ...lines.map((line) => `TL: ${line}\n`)].every((words) => record.count(words) === 1),
      () => `every word and entry in:\n${record.text}`,
    );
    const notices = await editor.page.evaluate<string[]>('window.notices.map((node) => node.textContent)');
    assert.deepEqual(
      notices.filter((text) => /newer|conflict|sav|overwrit/i.test(text)),
      [],
    );
    await editor.press('Control+2');
    await editor.press('Control+K W');
  });

  task('log that it is mitigated', 4, 5, async () => {
    await milestone('mitig', 'mitigated');
    await editor.press('Enter');
    await record.holds(/MILESTONE mitigated:\n/);
  });

  task('resolve it, with every step of its gate ticked', 12, 40, async () => {
    await milestone('resol', 'resolved');
    await write('the pool holds');
    await editor.ticking(`SEV-1 ${SENTENCE} · before "resolved"`);
    await editor.press('Space ArrowDown Space ArrowDown Space ArrowDown Space');
    await editor.prompt.filter({ hasText: '4 Selected' }).waitFor();
    await editor.screenshotInThemes('tasks, a gate');
    await editor.press('Enter');
    const text = await record.holds(/MILESTONE resolved: the pool holds\n(?:[^\n]* CHECK: [^\n]*\n){4}/);
    assert.doesNotMatch(text, /exception/);
  });

  task('draft the postmortem', 2, 10, async () => {
    await palette('postmortem', 'Draft or Refresh Postmortem');
    const file = join(dirname(record.path), 'postmortem.md');
    await until(() => existsSync(file), 'a postmortem');
    assert.match(readFileSync(file, 'utf8'), /\n# Postmortem: Checkout is failing/);
    await editor.focused('postmortem.md');
  });

  it('the list of all actions shows their chords', async () => {
    await editor.press('Alt+I X');
    await editor.asked('What do you want to do?');
    const rows = await editor.prompt.getByRole('option').allTextContents();
    assert.ok(
      rows.some((row) => /Log an entry.*Alt\+I T/.test(row)),
      rows.join('\n'),
    );
    await editor.screenshotInThemes('tasks, actions');
    await editor.press('Escape');
    await editor.prompt.waitFor({ state: 'hidden' });
  });
});

/** Keeps every notification and dialog that is shown from now on. Runs in the page. */
const WATCH_NOTICES = `(() => {
  const kinds = '.notification-toast, .monaco-dialog-box';
  window.notices = [];
  new MutationObserver((changes) => {
    for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
      if (node.matches?.(kinds) || node.querySelector?.(kinds)) window.notices.push(node);
    }
  }).observe(document.body, { childList: true, subtree: true });
})()`;

/** Somebody with a clone and no editor, who writes into the timeline and pushes. */
class Colleague {
  readonly #clone: string;
  readonly #theirs: RecordFile;

  constructor(
    private readonly folders: Folders,
    remote: string,
    id: string,
  ) {
    this.#clone = join(folders.path, 'colleague');
    folders.git(folders.path, 'clone', '-q', remote, 'colleague');
    this.#theirs = new RecordFile(id, join(this.#clone, 'incidents', id, 'incident.md'));
  }

  async push(text: string): Promise<void> {
    await until(() => {
      this.#git('fetch', '-q');
      this.#git('reset', '-q', '--hard', 'origin/main');
      const line = `- ${new Date().toISOString().slice(0, 19)}Z @lee TL: ${text}`;
      this.#theirs.text = this.#theirs.text.replace(/\n*\n## Checklists\n/, (below) => `\n${line}${below}`);
      this.#git('commit', '-qam', text);
      try {
        this.#git('push', '-q');
        return true;
      } catch {
        // Somebody else was quicker.
        return false;
      }
    }, `${text} on the remote`);
  }

  #git(...args: string[]): void {
    this.folders.git(this.#clone, ...args);
  }
}

function tableOf(
  rows: readonly { readonly task: string; readonly most: Keystrokes; readonly pressed: Keystrokes }[],
): string {
  const shown = ({ presses, letters }: Keystrokes): string => `${presses}${letters === 0 ? '' : ` +${letters}`}`;
  const lines = rows.map(({ task, most, pressed }) => [task, shown(pressed), shown(most)]);
  return [['task', 'presses', 'at most'], ...lines]
    .map(([task, pressed, most]) => `${task!.padEnd(50)}${pressed!.padEnd(9)}${most}`)
    .join('\n');
}
