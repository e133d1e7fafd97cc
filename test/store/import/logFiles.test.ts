/** Logs are read wherever they are, and an archive can do no harm. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { readArchive } from '../../../src/store/import/logArchive';
import { readLogFiles } from '../../../src/store/import/logFiles';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('the files of a log', () => {
  let folder: string;

  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'incident-notes-logs-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const texts = async (path: string): Promise<string[]> =>
    (await readLogFiles(path)).map(({ name, bytes: content }) => `${name} ${Buffer.from(content).toString()}`);
  const zip = (files: Readonly<Record<string, Uint8Array>>): string => {
    writeFileSync(join(folder, 'log.zip'), zipSync(files));
    return join(folder, 'log.zip');
  };

  it('are one file, or all that a folder has', async () => {
    mkdirSync(join(folder, 'ops'));
    writeFileSync(join(folder, 'ops', '2026-11-20.json'), '[]');
    writeFileSync(join(folder, 'users.json'), '[1]');
    writeFileSync(join(folder, 'photo.png'), 'x');
    writeFileSync(join(folder, '.hidden.json'), 'x');
    assert.deepEqual(await texts(folder), ['ops/2026-11-20.json []', 'users.json [1]']);
    assert.deepEqual(await texts(join(folder, 'users.json')), ['users.json [1]']);
  });

  it('are not read through a link', async () => {
    writeFileSync(join(folder, 'secret.txt'), 'x');
    mkdirSync(join(folder, 'log'));
    symlinkSync(join(folder, 'secret.txt'), join(folder, 'log', 'a.txt'));
    symlinkSync(folder, join(folder, 'log', 'up'));
    assert.deepEqual(await texts(join(folder, 'log')), []);
  });

  it('are in an archive', async () => {
    const path = zip({
      'export/ops/2026-11-20.json': bytes('[]'),
      'export/users.json': bytes('[1]'),
      'a.png': bytes('x'),
    });
    assert.deepEqual(await texts(path), ['export/ops/2026-11-20.json []', 'export/users.json [1]']);
  });

  it('are written nowhere, whatever paths an archive has', async () => {
    const path = zip({
      '../out.txt': bytes('out'),
      '/tmp/out.txt': bytes('out'),
      'a/../../out.txt': bytes('out'),
      'C:/out.txt': bytes('out'),
      '..\\out.txt': bytes('out'),
      'in.txt': bytes('in'),
    });
    assert.deepEqual(await texts(path), ['in.txt in']);
    assert.deepEqual(readdirSync(folder), ['log.zip']);
  });

  it('are refused where an archive unpacks to too much', () => {
    const archive = zipSync({ 'a.txt': new Uint8Array(600), 'b.txt': new Uint8Array(600) });
    const read = (files: number, size: number) => readArchive('log.zip', archive, () => true, { files, bytes: size });
    assert.equal(read(2, 1200).length, 2);
    assert.throws(() => read(2, 1199), /too large/);
    assert.throws(() => read(1, 1200), /too large/);
  });

  it('unpack to no more than the archive states', () => {
    const archive = Buffer.from(zipSync({ 'a.txt': new Uint8Array(5000) }));
    // The size of the only file, in the archive's directory.
    const at = archive.indexOf(Buffer.from('PK\u0001\u0002')) + 24;
    archive.writeUInt32LE(10, at);
    const [file] = readArchive('log.zip', archive, () => true, { files: 1, bytes: 10 });
    assert.ok(file!.bytes.length <= 10);
  });

  it('are refused where an archive is cut off', async () => {
    const whole = Buffer.from(zipSync({ 'a.txt': bytes('a'.repeat(10_000)) }));
    writeFileSync(join(folder, 'cut.zip'), whole.subarray(0, whole.length - 40));
    await assert.rejects(readLogFiles(join(folder, 'cut.zip')), /isn't a complete zip archive/);
    await assert.rejects(readLogFiles(join(folder, 'gone.zip')), /Couldn't import the log/);
  });
});
