/** The files that a repository is set up with: what is written, what is never written over, and that they serve. */
import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { languages, Uri } from 'vscode';
import { declare, folder, git, ready, reloaded, run, text } from './workspace';
import { until } from '../patience';

const team = (): string => join(folder(), '.incident-notes');
const read = (name: string): string => readFileSync(join(team(), name), 'utf8');

interface Done {
  readonly root: string;
  readonly done: readonly string[];
}

describe('setting up a repository', () => {
  before(async () => {
    await ready();
    await run('setUpRepository', {});
  });
  beforeEach(() => rmSync(team(), { recursive: true, force: true }));

  it('writes process, owners and a template, which serve and can be committed by hand', async () => {
    const { root, done } = await run<Done>('setUpRepository', { process: 'pagerduty' });
    assert.equal(root, folder());
    assert.deepEqual(done, [
      'Created .incident-notes/process.yaml, .incident-notes/ownership.yaml, and .incident-notes/templates/support-note.md. Edit and commit them.',
    ]);
    assert.match(read('process.yaml'), /\nextends: pagerduty # or default, mnx, /);
    assert.equal(git('status', '--porcelain', '--', '.incident-notes'), '?? .incident-notes/');
    assert.equal(git('log', '--all', '--format=%h', '--', '.incident-notes'), '');

    const { uri, id } = await declare('Pictures are missing for guests', { at: '2026-11-05T10:00:00Z' });
    assert.match(text(uri), /\nprocess: pagerduty\n/);
    const sent = await run<{ entry: string }>('update', { template: 'support-note', to: 'record', incident: id });
    assert.match(
      sent.entry,
      /UPDATE internal: For support: Pictures are missing for guests \(SEV-2, investigating\)\n/,
    );
    await run('cancel', { reason: 'a test', incident: id });

    const document = await reloaded(Uri.file(join(team(), 'process.yaml')));
    writeFileSync(document.uri.fsPath, document.getText().replace('# label', 'lable'));
    await until(() => languages.getDiagnostics(document.uri).length === 1, 'a mistake in it is found');
  });

  it('does nothing a second time, and adds what is missing', async () => {
    await run('setUpRepository', {});
    assert.match(read('process.yaml'), /\nextends: default # or /);
    assert.deepEqual((await run<Done>('setUpRepository', { folder: folder(), process: 'mnx' })).done, []);
    rmSync(join(team(), 'ownership.yaml'));
    const { done } = await run<Done>('setUpRepository', {});
    assert.deepEqual(done, ['Created .incident-notes/ownership.yaml. Edit and commit it.']);
  });

  it('never overwrites a file, and adds nothing next to a team’s own templates', async () => {
    mkdirSync(join(team(), 'templates'), { recursive: true });
    writeFileSync(join(team(), 'process.yaml'), 'ours');
    writeFileSync(join(team(), 'ownership.yaml'), '');
    assert.deepEqual((await run<Done>('setUpRepository', {})).done, []);
    assert.equal(read('process.yaml'), 'ours');
    assert.equal(read('ownership.yaml'), '');
    assert.deepEqual(readdirSync(join(team(), 'templates')), []);
  });

  it('refuses a process that it does not know, and a folder that leads out of the repository', async () => {
    await assert.rejects(
      run('setUpRepository', { process: 'pagerdutty' }),
      /Can't extend "pagerdutty": .*Did you mean "pagerduty"\?$/,
    );
    assert.ok(!existsSync(team()));
    const outside = mkdtempSync(join(tmpdir(), 'incident-notes-outside-'));
    symlinkSync(outside, team());
    try {
      await assert.rejects(run('setUpRepository', {}), /is a symbolic link that points outside/);
      assert.deepEqual(readdirSync(outside), []);
    } finally {
      rmSync(team());
      rmSync(outside, { recursive: true });
    }
  });
});
