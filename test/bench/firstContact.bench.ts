/**
 * Ratio 13: how long a person's key waits in a window that has just opened, beside the same wait once it's warm, and beside an
 * extension that does nothing but open a box. Each round is a fresh profile on an application's repository.
 */
import fs from 'node:fs';
import path from 'node:path';
import { zipSync, strToU8 } from 'fflate';
import { Editor } from '../e2e/editor';
import { Folders } from '../e2e/folders';
import { stopAll } from '../e2e/servers';
import { goal, median, note } from './goal';

const ROUNDS = 3;
/** Milliseconds that a person looks at a window before the first key, and at a record before the first line. */
const LOOK = 4000;

const WAITS = ['box', 'severity', 'saved', 'shown', 'line'] as const;
type Waits = Record<(typeof WAITS)[number], number[]>;

const folders = new Folders();

/** A package whose one command opens a box, by a chord of its own. */
function plainBox(): string {
  const manifest = {
    name: 'plain-box',
    publisher: 'bench',
    version: '1.0.0',
    engines: { vscode: '^1.100.0' },
    main: './main.js',
    extensionKind: ['workspace'],
    contributes: {
      commands: [{ command: 'plainBox.open', title: 'Plain Box' }],
      keybindings: [{ command: 'plainBox.open', key: 'alt+i q' }],
    },
  };
  const main = `
    const { commands, window } = require('vscode');
    exports.activate = (context) => {
      context.subscriptions.push(commands.registerCommand('plainBox.open', () => window.showInputBox({ title: 'Plain box' })));
    };`;
  const identity = '<Identity Language="en-US" Id="plain-box" Version="1.0.0" Publisher="bench"/>';
  const file = path.join(folders.path, 'plain-box.vsix');
  const parts = {
    'extension/package.json': JSON.stringify(manifest),
    'extension/main.js': main,
    'extension.vsixmanifest':
      '<?xml version="1.0" encoding="utf-8"?>' +
      '<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">' +
      `<Metadata>${identity}<DisplayName>Plain Box</DisplayName><Description>Opens a box</Description></Metadata>` +
      '<Installation><InstallationTarget Id="Microsoft.VisualStudio.Code"/></Installation><Dependencies/>' +
      '<Assets><Asset Type="Microsoft.VisualStudio.Code.Manifest" Path="extension/package.json" Addressable="true"/></Assets>' +
      '</PackageManifest>',
    '[Content_Types].xml':
      '<?xml version="1.0" encoding="utf-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
      '<Default Extension=".json" ContentType="application/json"/><Default Extension=".js" ContentType="text/javascript"/>' +
      '<Default Extension=".vsixmanifest" ContentType="text/xml"/></Types>',
  };
  fs.writeFileSync(
    file,
    zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)]))),
  );
  return file;
}

/** Milliseconds from a key to what it brings. */
async function wait(editor: Editor, key: string, comes: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await editor.press(key);
  await comes();
  return performance.now() - start;
}

const looks = async (): Promise<void> => new Promise((resume) => setTimeout(resume, LOOK));

const noWaits = (): Waits => ({ box: [], severity: [], saved: [], shown: [], line: [] });

/** Waits until a folder of records has one whose name begins with this after its date. */
async function recordOf(records: string, slug: string): Promise<void> {
  const isThere = (): boolean =>
    fs.existsSync(records) &&
    fs
      .readdirSync(records)
      .some((id) => id.slice(11).startsWith(slug) && fs.existsSync(path.join(records, id, 'incident.md')));
  while (!isThere()) await new Promise((resume) => setTimeout(resume, 5));
}

/** Declares and opens the line's box, as a person does; the box stays closed in the end. */
async function declare({ editor, folder }: Opened, title: string, waits: Waits): Promise<void> {
  waits.box.push(await wait(editor, 'Alt+I D', () => editor.prompted('Declare an incident')));
  await editor.page.keyboard.insertText(title);
  waits.severity.push(await wait(editor, 'Enter', () => editor.asked('severe')));
  const slug = title.split(' ')[0]!.toLowerCase();
  const shown = async (): Promise<void> =>
    editor.page.locator(`.monaco-editor[data-uri*="-${slug}-"][data-uri$="incident.md"]`).first().waitFor();
  const start = performance.now();
  await editor.press('Enter');
  await recordOf(path.join(folder, 'incidents'), slug);
  waits.saved.push(performance.now() - start);
  await shown();
  waits.shown.push(performance.now() - start);
  await looks();
  waits.line.push(await wait(editor, 'Alt+I T', () => editor.prompted('· entry')));
  await editor.press('Escape');
  await editor.prompt.waitFor({ state: 'hidden' });
}

interface Opened {
  readonly editor: Editor;
  readonly folder: string;
}

async function open(name: string): Promise<Opened> {
  const folder = folders.repository(name);
  const editor = await Editor.open({ folder, environment: { HOME: folders.home } });
  await looks();
  return { editor, folder };
}

async function measure(): Promise<void> {
  process.env.TEST_BESIDE = plainBox();
  const [cold, warm] = [noWaits(), noWaits()];
  const plain: number[] = [];
  // The first window of all also fills the browser's store of the editor's code.
  await (await open('first')).editor.close();
  for (let round = 0; round < ROUNDS; round++) {
    const { editor: other } = await open(`plain-${round}`);
    plain.push(await wait(other, 'Alt+I Q', () => other.prompted('Plain box')));
    await other.close();
    const opened = await open(`app-${round}`);
    await declare(opened, 'Checkout is failing for all customers', cold);
    await declare(opened, 'Search has no results for guests', warm);
    await opened.editor.close();
  }
  note('an extension that only opens a box, in a fresh window', median(plain), 'ms');
  for (const name of WAITS) {
    note(`${name}: warm`, median(warm[name]), 'ms');
    const over = median(cold[name]) - median(warm[name]);
    goal(`13 ${name}: in a fresh window over warm`, over, name === 'saved' ? 100 : 300, 'ms');
  }
  goal('13 chord to box over an extension that only opens one', median(cold.box) - median(plain), 100, 'ms');
}

void measure()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  })
  .then(stopAll)
  .finally(() => folders.remove());
