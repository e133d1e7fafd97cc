/** The rules of other systems' disks, as parameters: a file that another program holds, folders that can't be opened. */
import { strict as assert } from 'node:assert';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { isSafeName } from '../../src/store/safeName';
import { replaceFile, syncFolder } from '../../src/store/atomicWrite';
import { faultyDisk } from './faultyDisk';
import { newFolder, put } from './folder';

/** Another program has the file open for this many tries. */
const heldFor = (tries: number, platform: NodeJS.Platform, code = 'EPERM') => {
  let renames = 0;
  const held = () => Promise.reject(Object.assign(new Error(code), { code }));
  const disk = faultyDisk(
    (effect) => (effect === 'rename' && ++renames <= tries ? { fail: held } : undefined),
    platform,
  );
  return { disk, renames: () => renames };
};

describe('a file that another program has open', () => {
  for (const code of ['EPERM', 'EACCES', 'EBUSY']) {
    it(`is replaced on Windows once it lets go: ${code}`, async () => {
      const path = put(`${newFolder()}/incident.md`, 'old');
      const { disk, renames } = heldFor(3, 'win32', code);
      assert.ok(await replaceFile(disk, path, Buffer.from('new'), {}));
      assert.equal(readFileSync(path, 'utf8'), 'new');
      assert.equal(renames(), 4);
    });
  }

  it('stays as it is, with nothing left next to it, if it is locked for long', async () => {
    const path = put(`${newFolder()}/incident.md`, 'old');
    await assert.rejects(replaceFile(heldFor(99, 'win32').disk, path, Buffer.from('new'), {}), /EPERM/);
    assert.equal(readFileSync(path, 'utf8'), 'old');
    assert.deepEqual(readdirSync(dirname(path)), ['incident.md']);
  });

  it('is nothing to wait for elsewhere, where a rename goes over open files', async () => {
    const path = put(`${newFolder()}/incident.md`, 'old');
    const { disk, renames } = heldFor(1, 'linux');
    await assert.rejects(replaceFile(disk, path, Buffer.from('new'), {}), /EPERM/);
    assert.equal(renames(), 1);
  });
});

describe('a folder', () => {
  it('is not opened on Windows, which cannot', async () => {
    const opened: string[] = [];
    const disk = (platform: NodeJS.Platform) => faultyDisk((effect) => void opened.push(effect), platform);
    await syncFolder(disk('win32'), newFolder());
    assert.equal(opened.length, 0);
    await syncFolder(disk('darwin'), newFolder());
    assert.ok(opened.includes('sync'));
  });
});

describe('a name', () => {
  for (const name of [
    'CON',
    'aux.md',
    'nul',
    'LPT1.txt',
    'com¹.log',
    'notes.',
    'notes ',
    'a:b.txt',
    'a\\b',
    'what?.md',
  ]) {
    it(`that Windows can't hold is made by nothing here: ${JSON.stringify(name)}`, () => assert.ok(!isSafeName(name)));
  }
});
