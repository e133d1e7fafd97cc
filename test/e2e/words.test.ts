/**
 * Walks what asks, lists, and tells in a language that doesn't exist: each translation is the sentence in ⟦brackets⟧, so what
 * isn't in them has escaped. What was seen begins the sheet of all words, `out/words.md`, for somebody to read.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { closeAfter, Editor } from './editor';
import { Folders } from './folders';
import { until } from '../patience';

const LANGUAGE = 'qps';
// Short, as brackets take room in the status bar.
const TITLE = 'Slow search';

/** Commands that ask something of an open incident, by their titles. */
const ASKING = [
  ...[
    'Log Timeline Entry…',
    'Log Milestone…',
    'Add Follow-up…',
    'Write Update…',
    'Change Severity…',
    'Log Hypothesis…',
  ],
  ...['Assign Role…', 'Hand Off Role…', 'Assign Quest…', 'Snooze Reminder…', 'Check Off Step…'],
  ...['Edit Title, Impact, and Services…', 'Set Channel, Link, or Ticket…', 'Cancel as False Alarm…'],
  ...['Mark as Security Incident', 'Complete Follow-up…', 'Correct Entry…', 'Move Entry to Another Incident…'],
  ...['Switch Incident…', 'Import Log…', 'Set Postmortem State…', 'Search Incidents…', 'Filter History…'],
  ...['Export Record or Postmortem…', 'Show On-call Actions', 'Declare Incident or Outage…'],
];

/** Runs in the page: what can be seen of the open prompt, part by part. A row that was taken away may be kept for the next one. */
const PROMPT = `(() => {
  const box = document.querySelector('.quick-input-widget');
  const parts = box.querySelectorAll('.quick-input-title, .quick-input-message, .label-name, .label-description, .label-meta, .quick-input-list-separator');
  const texts = [...parts].filter((part) => {
    const row = part.closest('.monaco-list-row') ?? box;
    const [inner, outer] = [part.getBoundingClientRect(), row.getBoundingClientRect()];
    return inner.height > 0 && inner.bottom <= outer.bottom + 1 && part.closest('[style*="display: none"]') === null;
  }).map((part) => part.textContent);
  return [...texts, box.querySelector('input.input')?.placeholder ?? ''].map((text) => text.trim()).filter((text) => text !== '');
})()`;

/** Runs in the page: the rows of the views, as they're seen and as they're spoken. */
const ROWS = `[...document.querySelectorAll('.sidebar .monaco-list-row')].flatMap((row) => [
  ...[...row.querySelectorAll('.label-name, .label-description')].map((part) => part.textContent.trim()),
  row.getAttribute('aria-label') ?? '',
]).filter((text) => text !== '')`;

describe('the words of the interface', () => {
  const folders = new Folders();
  const seen = new Map<string, readonly string[]>();
  let editor: Editor;

  before(async () => {
    const records = folders.folder('app/incidents');
    const app = folders.repository('app');
    const line = (minute: number, text: string): string => `- ${at(minute)} @kim ${text}`;
    const record = folders.record(records, {
      title: TITLE,
      age: 40,
      lines: [
        line(38, 'TL: watermark at 97 %'),
        line(37, 'HYPOTHESIS open: log rotation stopped'),
        line(36, 'TODO: alert on disk space (owner @jo, due 2026-01-02)').replace('- ', '- [ ] '),
        line(35, `QUEST @kim: free some disk (until ${at(20)})`).replace('- ', '- [ ] '),
      ],
    });
    record.text = record.text.replace('milestones:', 'roles:\n  incident-commander: "@dana"\nmilestones:');
    editor = await Editor.open({ environment: { HOME: folders.home } });
    writeBundle(path.join(path.dirname(editor.userData), 'extensions'));
    const language = `{ get: () => '${LANGUAGE}', set() {} }`;
    await editor.page.addInitScript(`Object.defineProperty(globalThis, '_VSCODE_NLS_LANGUAGE', ${language})`);
    await editor.visit(app);
    await editor.ready();
    await editor.statusSays(TITLE);
  });
  closeAfter(() => [editor], folders);

  it('of all that asks, a notification, the status bar, the views, and the brief are translated', async () => {
    for (const title of ASKING) {
      await editor.command(`Incident: ${title}`);
      const texts = await until(async () => {
        const now = await editor.page.evaluate<string[]>(PROMPT);
        return now.some((text) => text.includes('⟦')) ? now : undefined;
      }, `a question of ${title}`);
      await editor.screenshot(`words, ${title}`);
      seen.set(title, texts);
      // A box that has just been shown may not have the focus yet.
      await until(async () => {
        await editor.press('Escape');
        return !(await editor.prompt.isVisible());
      }, `the end of ${title}`);
    }
    await editor.command('Incident: Redo My Last Undo');
    const notice = editor.page.locator('.notification-list-item-message').first();
    await notice.waitFor();
    seen.set('a notification', [(await notice.textContent()) ?? '']);
    await editor.command('Notifications: Clear All Notifications');
    seen.set('the status bar', [(await editor.status().textContent()) ?? '', await editor.spokenStatus()]);
    await editor.press('Alt+I I');
    const rows = await until(async () => {
      const now = await editor.page.evaluate<string[]>(ROWS);
      return now.some((text) => text.includes('⟦Checklists⟧')) ? now : undefined;
    }, 'the rows of the views');
    await editor.screenshot('words, views');
    seen.set('the views', rows);
    await editor.command('Incident: Show Brief');
    const brief = await until(async () => {
      const lines = await editor.page.locator('.monaco-editor .view-line').allTextContents();
      return lines.some((one) => one.includes('⟦Roles⟧')) ? lines : undefined;
    }, 'the brief');
    // The editor wraps long lines.
    const parts = brief
      .join('')
      .replaceAll('\u00a0', ' ')
      .split(/(?=- |(?<!#)#+ )/);
    seen.set('the brief', parts);
    fs.writeFileSync(path.join('out', 'walk.json'), JSON.stringify([...seen]));
    execFileSync(process.execPath, ['.scripts/build/wordSheet.mjs']);
    const escaped = [...seen].flatMap(([where, texts]) => texts.filter(hasEscaped).map((text) => `${where}: ${text}`));
    assert.deepEqual(escaped, []);
  });

  it('would be found if they escaped', () => {
    assert.deepEqual(['⟦Open ⟦1⟧⟧ · more', `SEV-2 ${TITLE} · ⟦title⟧`, '@kim'].map(hasEscaped), [true, false, false]);
  });
});

const at = (minutes: number): string => `${new Date(Date.now() - minutes * 60_000).toISOString().slice(0, 19)}Z`;

/** Puts a translation beside the installed extension. */
function writeBundle(extensions: string): void {
  const [name] = fs.readdirSync(extensions).filter((one) => one.startsWith('incident-notes.'));
  const english = JSON.parse(fs.readFileSync('l10n/bundle.l10n.json', 'utf8')) as Record<string, string>;
  const marked = Object.fromEntries(Object.keys(english).map((key) => [key, `⟦${key}⟧`]));
  const folder = path.join(extensions, name!, 'l10n');
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, `bundle.l10n.${LANGUAGE}.json`), JSON.stringify(marked));
}

/** What's the same in every language: names that a process gives, words of the record, and what the editor itself adds. */
const ENGLISH = [
  ...namesOf(parse(fs.readFileSync('src/processes/default.yaml', 'utf8')) as object),
  /watermark at 97 %|log rotation stopped|alert on disk space|free some disk|\((?:owner|until) [^)]*\)/g,
  /\d{4}-\d\d-\d\d-slow-search/g,
  /@?\b(?:kim|lee|jo|dana)\b/g,
  /\b(?:TL|quest|todo|hypothesis|milestone|role)\b/gi,
  /\b(?:draft|in-review|done|not-needed|open|chat|bridge)\b/g,
  /\(incident commander\)/g,
  /\bAlt\+\w( \w)?/g,
  /auth-api 2026-11/g,
  /\(Press 'Enter' to confirm or 'Escape' to cancel\)/g,
];

/** The names, steps, and phases of a process: records have them. */
function namesOf(data: object): RegExp[] {
  const namesIn = (part: object): unknown[] =>
    Object.entries(part).flatMap(([key, value]: [string, unknown]): unknown[] => {
      if (key === 'name' || key === 'phase' || key === 'status') return [value];
      if (key === 'items') return value as unknown[];
      return typeof value === 'object' && value !== null ? namesIn(value) : [];
    });
  return namesIn(data)
    .map((name) =>
      String(name)
        .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
        .replaceAll('-', '[- ]'),
    )
    .sort((a, b) => b.length - a.length)
    .map((words) => new RegExp(words, 'gi'));
}

/** Whether words are left once what's translated, and what's the same in every language, is gone. */
function hasEscaped(text: string): boolean {
  let left = text.replaceAll(TITLE, '');
  for (let before = ''; before !== left;) {
    before = left;
    left = left.replace(/⟦[^⟦⟧]*⟧/g, '');
  }
  return /\p{L}{3}/u.test(ENGLISH.reduce((rest, part) => rest.replace(part, ''), left));
}
