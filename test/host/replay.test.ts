import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { commands, extensions, workspace, type Uri } from 'vscode';

/** Set to write what comes out over the fixtures, after a change that was meant. */
const UPDATE = process.env['UPDATE_FIXTURES'] === '1';

const extension = () => extensions.getExtension('incident-notes.incident-notes')!;

interface Step {
  readonly command: string;
  readonly argument: Record<string, unknown>;
}

describe('a real incident, replayed as commands', () => {
  const fixtures = join(extension().extensionPath, 'test', 'fixtures');
  for (const name of readdirSync(fixtures)) {
    it(`${name} gives the record that is kept`, async () => {
      const folder = workspace.workspaceFolders![0]!.uri.fsPath;
      execFileSync('git', ['config', 'user.name', 'Dana'], { cwd: folder });
      execFileSync('git', ['config', 'user.email', 'dana@example.com'], { cwd: folder });
      const steps = JSON.parse(readFileSync(join(fixtures, name, 'commands.json'), 'utf8')) as Step[];
      let incident: { id: string; uri: Uri } | undefined;
      for (const { command, argument } of steps) {
        const id = incident ? { incident: incident.id } : {};
        const result = await commands.executeCommand(`incidentNotes.${command}`, { ...argument, ...id });
        incident ??= result as { id: string; uri: Uri };
      }
      const record = readFileSync(incident!.uri.fsPath, 'utf8');
      const kept = join(fixtures, name, 'incident.md');
      if (UPDATE) {
        mkdirSync(dirname(kept), { recursive: true });
        writeFileSync(kept, record);
      }
      assert.equal(record, readFileSync(kept, 'utf8'));
    });
  }
});
