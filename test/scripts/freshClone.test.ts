import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { Checkout, type Command } from './command';

const { version } = JSON.parse(fs.readFileSync('package.json', 'utf8')) as { version: string };
const torture = fs.readdirSync('test/torture').find((name) => name.endsWith('.torture.ts')) ?? '';

/** Each script of package.json with arguments that make it short, and its first sign of life. */
const scripts: Readonly<Record<string, { args?: readonly string[]; lives: (command: Command) => Promise<unknown> }>> = {
  start: { args: ['--server'], lives: serves },
  test: { args: ['build'], lives: says(/^1 passed, 0 failed$/m) },
  'test:oldest': { args: ['build'], lives: says(/^1 passed, 0 failed$/m) },
  flaky: { args: ['1', 'build'], lives: says(/^Nothing failed in 1 runs\.$/m) },
  build: { lives: builds },
  package: { lives: packs },
  release: { args: [`v${version}`], lives: says(/^Would publish on Open VSX: /m) },
  bench: { args: ['postmortem'], lives: starts(/out\/bench\/postmortem\.js/) },
  torture: { args: [torture.replace('.torture.ts', '')], lives: starts(/out\/torture\/\w+\.js/) },
  pictures: { args: ['keymap'], lives: says(/^package .* 1 ok$/m) },
  lint: { args: ['.scripts'], lives: ends },
  format: { lives: ends },
};

function says(line: RegExp) {
  return (command: Command) => command.says(line);
}

function starts(program: RegExp) {
  return (command: Command) => command.starts(program);
}

async function builds(command: Command): Promise<void> {
  await command.says(/^dist\/extension\.js/m);
  assert.ok(fs.existsSync(path.join(checkout.folder, 'dist/extension.js')));
}

async function packs(command: Command): Promise<void> {
  const [file = ''] = (await command.says(/^incident-notes-[\d.]+\.vsix .* kB$/m)).split(' ');
  const packed = fs.readFileSync(path.join(checkout.folder, file));
  assert.ok(packed.equals(fs.readFileSync('out/incident-notes.vsix')), 'the same sources, another package');
}

async function serves(command: Command): Promise<void> {
  const url = await command.says(/^http:\/\/127\.0\.0\.1:\d+\/\?folder=.+$/m);
  assert.equal((await fetch(url)).status, 200);
}

async function ends(command: Command): Promise<void> {
  assert.equal(await command.ended(), 0, command.output);
}

let checkout: Checkout;

describe('a fresh clone', () => {
  before(() => {
    checkout = new Checkout();
  });
  beforeEach(() => checkout.removePackages());
  after(() => checkout.remove());

  it('has a test for each script', () => {
    const { scripts: known } = JSON.parse(fs.readFileSync('package.json', 'utf8')) as { scripts: object };
    assert.deepEqual(Object.keys(scripts).sort(), Object.keys(known).sort());
  });

  for (const [name, { args = [], lives }] of Object.entries(scripts)) {
    it(`runs npm run ${name}, and nothing of it stays`, async () => {
      const command = checkout.run(name, args);
      await lives(command);
      assert.match(command.output, /^Installing packages …$/m);
      // Some have ended by now.
      command.signal('SIGTERM');
      await command.ended();
      await command.isGone();
    });
  }
});
