/**
 * Runs the bundled host tests inside a real editor: `node test/host/run.mjs <bundle>`, with TEST_RESULT naming the result
 * file. The editor is the npm-installed one; VSCODE_PATH names a desktop VS Code instead, and VSCODE_TEST_VERSION
 * (`stable`, `1.100.0`) has one downloaded.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTests } from '@vscode/test-electron';

const here = path.dirname(fileURLToPath(import.meta.url));
const { VSCODE_PATH: desktop, VSCODE_TEST_VERSION: version } = process.env;
const editor = version ? { version } : { vscodeExecutablePath: desktop || path.join(here, 'launcher.mjs') };

const made = fs.mkdtempSync(path.join(os.tmpdir(), 'incident-notes-host-'));
// Each file of tests opens a folder of its own in place of this one, which only a workspace in a file can.
fs.mkdirSync(path.join(made, 'none'));
const workspace = path.join(made, 'tests.code-workspace');
/** Of what the editor does beside: its own git runs after each change, and much is drawn that nobody looks at. */
const settings = {
  'git.enabled': false,
  'breadcrumbs.enabled': false,
  'editor.bracketPairColorization.enabled': false,
  'editor.codeLens': false,
  'editor.colorDecorators': false,
  'editor.cursorBlinking': 'solid',
  'editor.folding': false,
  'editor.guides.indentation': false,
  'editor.inlayHints.enabled': 'off',
  'editor.lightbulb.enabled': 'off',
  'editor.links': false,
  'editor.matchBrackets': 'never',
  'editor.maxTokenizationLineLength': 1,
  'editor.minimap.enabled': false,
  'editor.occurrencesHighlight': 'off',
  'editor.renderLineHighlight': 'none',
  'editor.selectionHighlight': false,
  'editor.semanticHighlighting.enabled': false,
  'editor.stickyScroll.enabled': false,
  'editor.unicodeHighlight.ambiguousCharacters': false,
  'editor.unicodeHighlight.invisibleCharacters': false,
  'editor.wordBasedSuggestions': 'off',
  'explorer.autoReveal': false,
  // What git does in its own folder is nothing that a watcher here waits for.
  'files.watcherExclude': { '**/.git/**': true },
  'problems.decorations.enabled': false,
  'window.commandCenter': false,
  'window.title': 'tests',
  'workbench.activityBar.location': 'hidden',
  'workbench.editor.editorActionsLocation': 'hidden',
  'workbench.editor.showTabs': 'none',
  'workbench.layoutControl.enabled': false,
  'workbench.localHistory.enabled': false,
};
fs.writeFileSync(workspace, JSON.stringify({ folders: [{ path: 'none' }], settings }));
/** The extension looks sooner than for a person, and gives no question to git up because the machine is slow; in ms. */
const pace = { look: 250, tip: 5000, author: 60_000, place: 60_000, page: 60_000 };

try {
  await runTests({
    ...editor,
    extensionDevelopmentPath: path.resolve(here, '..', '..'),
    extensionTestsPath: path.join(here, 'suite.cjs'),
    extensionTestsEnv: {
      ...process.env,
      TEST_BUNDLE: path.resolve(process.argv[2] ?? ''),
      INCIDENT_NOTES_PACE: process.env.INCIDENT_NOTES_PACE ?? JSON.stringify(pace),
    },
    launchArgs: [
      workspace,
      `--user-data-dir=${path.join(made, 'data')}`,
      `--extensions-dir=${path.join(made, 'extensions')}`,
      '--disable-extensions',
    ],
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  fs.rmSync(made, { recursive: true, force: true, maxRetries: 5 });
}
