import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import { Checkout, type Command, program } from './command';

/** Expects one sentence and a failure, and nothing left. */
async function refuses(command: Command, sentence: RegExp): Promise<void> {
  assert.notEqual(await command.ended(), 0);
  const said = command.output.split('\n').filter((line) => /^Can't/.test(line));
  assert.equal(said.length, 1, command.output);
  assert.match(said[0] ?? '', sentence);
  assert.doesNotMatch(command.output, /^ +at /m, 'no stack');
  await command.isGone();
}

/** The same of `npm test`, which says in its last line that it failed. */
async function refusesTests(command: Command, sentence: RegExp): Promise<void> {
  await refuses(command, sentence);
  assert.match(command.output, /^0 passed, 1 failed$/m);
}

async function listening(server: net.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as net.AddressInfo).port;
}

describe('a machine that lacks something', () => {
  let checkout: Checkout;
  before(() => {
    checkout = new Checkout();
  });
  after(() => checkout.remove());

  /** A folder with links to some programs of this machine, as a whole PATH. */
  function onlyWith(...names: string[]): string {
    const folder = fs.mkdtempSync(path.join(checkout.programs, 'only-'));
    for (const name of names) fs.symlinkSync(program(name), path.join(folder, name));
    return folder;
  }

  it('names the registry when there is no network', async () => {
    checkout.removePackages();
    const PATH = onlyWith('npm', 'node', 'sh');
    const command = checkout.run('test', ['build'], { PATH, npm_config_registry: 'http://127.0.0.1:9/' });
    await refusesTests(command, /^Can't reach the package registry\. Check the network/);
  });

  it("names the home folder when npm can't write there", async () => {
    checkout.removePackages();
    const registry = http.createServer((_, response) => {
      const versions = { '1.0.0': { name: 'mustache', version: '1.0.0' } };
      response.end(JSON.stringify({ name: 'mustache', 'dist-tags': { latest: '1.0.0' }, versions }));
    });
    const npm_config_registry = `http://127.0.0.1:${await listening(registry)}/`;
    try {
      const environment = { PATH: onlyWith('npm', 'node', 'sh'), HOME: '/dev/null', npm_config_registry };
      await refusesTests(
        checkout.run('test', ['build'], environment),
        /^Can't write to \/dev\/null\/\.npm\S*\. Check .*home folder \(HOME\)/,
      );
    } finally {
      registry.close();
    }
  });

  it('names the commit when a clone lacks it', async () => {
    const command = checkout.run('torture', ['versions']);
    await refuses(
      command,
      /^Can't build the version of commit [0-9a-f]+: this clone doesn't have it\. Run "git fetch /,
    );
  });

  it('names the version when Node is too old', () => {
    const old = path.join(checkout.folder, 'old.cjs');
    fs.writeFileSync(
      old,
      "Object.defineProperty(process, 'version', { value: 'v18.20.8' });\n" +
        "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.8' } });\n",
    );
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--require', old, '.scripts/main.cjs', 'test'], {
      cwd: checkout.folder,
      encoding: 'utf8',
    });
    const { engines } = JSON.parse(fs.readFileSync('package.json', 'utf8')) as { engines: { node: string } };
    const needed = engines.node.replace('>=', '');
    assert.equal(stderr, `Can't run with Node v18.20.8. Install Node ${needed} or newer, then try again.\n`);
    assert.equal(stdout, '0 passed, 1 failed\n');
    assert.equal(status, 1);
  });

  it('names git when it is missing', async () => {
    const PATH = [checkout.programs, onlyWith('node', 'sh', 'mkdir', 'ln')].join(path.delimiter);
    await refusesTests(checkout.run('test', ['build'], { PATH }), /^Can't find git\. .*apt-get install git\)\.$/);
  });

  it('names the browser when it is missing', async () => {
    const PATH = [checkout.programs, onlyWith('node', 'sh', 'mkdir', 'ln', 'git')].join(path.delimiter);
    const command = checkout.run('test', ['e2e/keymap'], { PATH, CHROMIUM_PATH: undefined });
    await refusesTests(command, /^Can't find Chromium\. .*apt-get install chromium.*CHROMIUM_PATH/);
  });

  it('names the port when it is in use', async () => {
    const server = net.createServer();
    const port = await listening(server);
    try {
      const command = checkout.run('start', ['--server', '--port', String(port)]);
      await refuses(command, new RegExp(`^Can't use port ${port}: .*Choose another one\\.$`));
    } finally {
      server.close();
    }
  });

  it('says so when the disk is full', async function () {
    const disk = path.join(checkout.home, 'disk');
    fs.mkdirSync(disk);
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]);
    // Only root can make a small disk, and not everywhere.
    if (mounted.status !== 0) return this.skip();
    try {
      assert.throws(() => fs.writeFileSync(path.join(disk, 'full'), Buffer.alloc(100_000)), /ENOSPC/);
      const command = checkout.run('test', ['build'], { TMPDIR: disk });
      await refusesTests(command, /^Can't write to the disk: it's full\. Free some space/);
      assert.deepEqual(fs.readdirSync(disk), ['full']);
    } finally {
      spawnSync('umount', [disk]);
    }
  });
});
