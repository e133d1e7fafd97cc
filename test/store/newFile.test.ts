import { strict as assert } from 'node:assert';
import { lstatSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { disk, type Disk } from '../../src/store/disk';
import { createBeside, createRecord, writeEvidence } from '../../src/store/newFile';
import { isSafeName, makeSafeName } from '../../src/store/safeName';
import { filesOf, newFolder, put } from './folder';
import { refused } from './refused';

const ID = '2026-11-20-down';
const HOSTILE = [
  '',
  '.',
  '..',
  '../x',
  'a/b',
  'a\\b',
  '.git',
  '.hidden',
  'con',
  'NUL',
  'com1.md',
  'LPT9.tar.gz',
  'COM¹',
];
const UGLY = [
  'a:b',
  'a?',
  'end.',
  'end ',
  ' start',
  'a\nb',
  'a\0b',
  '\ud800',
  'x'.repeat(121),
  'right\u202eleft',
  '\ufeff',
];

describe('new file', () => {
  describe('a record', () => {
    it('is made with the folders it needs', async () => {
      const root = join(newFolder(), 'home');
      const folder = join(root, 'incidents');
      assert.equal(await createRecord({ root, folder }, ID, '\ufeffé\r\n'), join(folder, ID, 'incident.md'));
      assert.deepEqual(filesOf(root), [`incidents/${ID}/incident.md`]);
      assert.equal(readFileSync(join(folder, ID, 'incident.md'), 'utf8'), '\ufeffé\r\n');
    });

    it('is never made over another, and may be made again', async () => {
      const root = newFolder();
      const place = { root, folder: root };
      await createRecord(place, ID, 'mine');
      assert.equal(await createRecord(place, ID, 'theirs'), undefined);
      assert.equal(await createRecord(place, ID, 'mine'), join(root, ID, 'incident.md'));
      assert.deepEqual(filesOf(root), [`${ID}/incident.md`]);
      assert.equal(readFileSync(join(root, ID, 'incident.md'), 'utf8'), 'mine');
    });

    it('goes to one of those who take the id at once', async () => {
      const root = newFolder();
      const all = Array.from({ length: 8 }, (_, index) => createRecord({ root, folder: root }, ID, `${index}`));
      assert.equal((await Promise.all(all)).filter((path) => path !== undefined).length, 1);
      assert.deepEqual(filesOf(root), [`${ID}/incident.md`]);
    });

    it('is not made where something else has its name', async () => {
      const root = newFolder();
      mkdirSync(join(root, ID, 'incident.md'), { recursive: true });
      assert.equal(await createRecord({ root, folder: root }, ID, 'mine'), undefined);
      put(join(root, 'file'), 'theirs');
      await assert.rejects(createRecord({ root, folder: root }, 'file', 'mine'), refused(/isn't a folder/));
    });

    it('is made where the file system has no hard links', async () => {
      const root = newFolder();
      const plain: Disk = { ...disk, link: () => Promise.reject(Object.assign(new Error('EPERM'), { code: 'EPERM' })) };
      const place = { root, folder: root, disk: plain };
      assert.equal(await createRecord(place, ID, 'mine'), join(root, ID, 'incident.md'));
      assert.equal(await createRecord(place, ID, 'theirs'), undefined);
      assert.deepEqual(filesOf(root), [`${ID}/incident.md`]);
    });

    for (const id of [...HOSTILE, ...UGLY]) {
      it(`is not named ${JSON.stringify(id.slice(0, 20))}`, async () => {
        const root = join(newFolder(), 'root');
        await assert.rejects(
          createRecord({ root, folder: root }, id, 'mine'),
          refused(/^Couldn't create the record: /),
        );
        assert.deepEqual(filesOf(join(root, '..')), []);
      });
    }
  });

  describe('leads not out of the root', () => {
    it('through a link in the place of a folder', async () => {
      const [root, outside] = [newFolder(), newFolder()];
      symlinkSync(outside, join(root, 'incidents'));
      symlinkSync(outside, join(root, ID));
      const outcome = refused(/symbolic link that points outside/);
      await assert.rejects(createRecord({ root, folder: join(root, 'incidents') }, ID, 'mine'), outcome);
      await assert.rejects(createRecord({ root, folder: root }, ID, 'mine'), outcome);
      await assert.rejects(writeEvidence(root, join(root, ID), 'a.txt', 'mine'), outcome);
      mkdirSync(join(root, 'x'));
      symlinkSync(outside, join(root, 'x', 'evidence'));
      await assert.rejects(writeEvidence(root, join(root, 'x'), 'a.txt', 'mine'), outcome);
      assert.deepEqual(filesOf(outside), []);
    });

    it('through a link in the place of the file', async () => {
      const [root, outside] = [newFolder(), newFolder()];
      mkdirSync(join(root, ID));
      symlinkSync(join(outside, 'new.md'), join(root, ID, 'incident.md'));
      assert.equal(await createRecord({ root, folder: root }, ID, 'mine'), undefined);
      assert.ok(lstatSync(join(root, ID, 'incident.md')).isSymbolicLink());
      assert.deepEqual(filesOf(outside), []);
    });

    it('through a folder next to it', async () => {
      const root = join(newFolder(), 'root');
      const place = { root, folder: join(root, '..', 'other') };
      await assert.rejects(createRecord(place, ID, 'mine'), refused(/isn't inside/));
      assert.deepEqual(filesOf(join(root, '..')), []);
    });
  });

  describe('a file next to the record', () => {
    const beside = (root: string, text: string) => createBeside(root, join(root, ID), 'postmortem.md', text);

    it('is made once, never over another', async () => {
      const root = newFolder();
      assert.equal(await beside(root, 'mine'), true);
      assert.equal(await beside(root, 'mine'), true);
      assert.equal(await beside(root, 'theirs'), false);
      assert.equal(readFileSync(join(root, ID, 'postmortem.md'), 'utf8'), 'mine');
    });

    it('leads not out of the root', async () => {
      const [root, outside] = [newFolder(), newFolder()];
      symlinkSync(outside, join(root, ID));
      await assert.rejects(beside(root, 'mine'), refused(/symbolic link that points outside/));
      assert.deepEqual(filesOf(outside), []);
    });
  });

  describe('evidence', () => {
    it('keeps every content once, under names of its own', async () => {
      const root = newFolder();
      const record = join(root, ID);
      const write = (name: string, content: string | Uint8Array) => writeEvidence(root, record, name, content);
      assert.equal(await write('graph.png', Buffer.from([0xff, 0])), 'evidence/graph.png');
      assert.equal(await write('graph.png', 'other'), 'evidence/graph-2.png');
      assert.equal(await write('graph.png', 'third'), 'evidence/graph-3.png');
      assert.equal(await write('graph.png', 'other'), 'evidence/graph-2.png');
      assert.deepEqual(readFileSync(join(record, 'evidence', 'graph.png')), Buffer.from([0xff, 0]));
      assert.equal(filesOf(root).length, 3);
    });

    const names: [string, string][] = [
      ['../../etc/passwd', 'etc-passwd'],
      ['C:\\x\\y.log', 'C--x-y.log'],
      ['.env', 'env'],
      ['con.txt', 'file-con.txt'],
      ['a\u202egnp.exe', 'a-gnp.exe'],
      ['...', 'file'],
      ['', 'file'],
      ['\ud800', 'file'],
      ['Ausfall ü.md', 'Ausfall ü.md'],
    ];
    for (const [name, safe] of names) {
      it(`${JSON.stringify(name)} is kept as ${safe}`, () => assert.equal(makeSafeName(name), safe));
    }
    it('turns any name into a safe one', () => {
      for (const name of [...HOSTILE, ...UGLY, 'ü'.repeat(500), `${'x'.repeat(500)}.tar.gz`, `a.${'b'.repeat(300)}`]) {
        assert.ok(isSafeName(makeSafeName(name)), JSON.stringify(name));
      }
    });
  });
});
