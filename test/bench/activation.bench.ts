/** Ratio 8: what activation costs beside an extension that does nothing, each in a fresh process, taking turns. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { goal, median, note } from './goal';

const root = process.cwd();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'incident-notes-bench-'));

/** Loads an extension as the editor does, with an editor that accepts everything, and prints the milliseconds. */
const probe = path.join(folder, 'probe.cjs');
fs.writeFileSync(
  probe,
  `
const Module = require('node:module');
const anything = new Proxy(function () {}, {
  get: (_, name) => (name === 'then' || typeof name === 'symbol' ? undefined : anything),
  set: () => true,
  apply: () => anything,
  construct: () => anything,
});
const load = Module._load;
Module._load = (name, ...rest) => (name === 'vscode' ? anything : load(name, ...rest));
const context = { subscriptions: [], globalStorageUri: { fsPath: ${JSON.stringify(folder)} } };
const start = performance.now();
require(process.argv[2]).activate(new Proxy(context, { get: (own, name) => own[name] ?? anything }));
const milliseconds = performance.now() - start;
process.stdout.write(String(milliseconds), () => process.exit(0));
`,
);
const empty = path.join(folder, 'empty', 'extension.js');
fs.mkdirSync(path.dirname(empty));
fs.writeFileSync(empty, '"use strict";exports.activate=()=>{};');
const ours = path.join(root, 'dist', 'extension.js');

const activation = (file: string) => Number(execFileSync(process.execPath, [probe, file], { encoding: 'utf8' }));
const times: Record<'empty' | 'ours', number[]> = { empty: [], ours: [] };
for (let turn = 0; turn < 25; turn += 1) {
  times.empty.push(activation(empty));
  times.ours.push(activation(ours));
}
note('activation of an empty extension', median(times.empty), 'ms');
note('activation', median(times.ours), 'ms');
goal('activation over an empty extension', median(times.ours) - median(times.empty), 5, 'ms');
goal('entry bundle', fs.statSync(ours).size / 1000, 30, 'kB');
note('the rest, loaded on demand', fs.statSync(path.join(root, 'dist', 'main.js')).size / 1000, 'kB');
goal('package', fs.statSync(process.env.TEST_PACKAGE ?? '').size / 1000, 1000, 'kB');
fs.rmSync(folder, { recursive: true, force: true });
