import { strict as assert } from 'node:assert';
import {
  chmodSync,
  chownSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { readRecordFile, updateRecordFile } from '../../src/store/recordFile';
import { filesOf, newFolder, put } from './folder';
import { refused } from './refused';

/** A record in a folder of its own, with a storage beside. */
function newRecord(content: string | Uint8Array = 'a\n') {
  const root = join(newFolder(), 'incidents');
  const path = put(join(root, 'x', 'incident.md'), content);
  return { root, path, place: { root, storage: join(root, '..', 'storage') } };
}

describe('record file', () => {
  it('is undefined if there is none', async () => {
    const { place, root } = newRecord();
    assert.equal(await readRecordFile(join(root, 'none', 'incident.md')), undefined);
    assert.equal(await updateRecordFile(place, join(root, 'none', 'incident.md'), (text) => text + 'b'), undefined);
    assert.equal(
      await updateRecordFile({ ...place, root: join(root, 'none') }, join(root, 'none', 'incident.md'), String),
      undefined,
    );
  });

  it('keeps line endings and byte order mark', async () => {
    const { place, path } = newRecord('\ufeff---\r\nü\r\n');
    assert.equal((await readRecordFile(path))?.text, '\ufeff---\r\nü\r\n');
    const done = await updateRecordFile(place, path, (text) => text.replace('ü', '🙂'));
    assert.deepEqual(done, { before: '\ufeff---\r\nü\r\n', after: '\ufeff---\r\n🙂\r\n' });
    assert.equal(readFileSync(path, 'utf8'), '\ufeff---\r\n🙂\r\n');
  });

  it('refuses what is not UTF-8, and leaves it as it is', async () => {
    const bytes = Buffer.from([0x61, 0xe9, 0x0a]);
    const { place, path } = newRecord(bytes);
    await assert.rejects(readRecordFile(path), refused(/isn't UTF-8/));
    await assert.rejects(
      updateRecordFile(place, path, () => 'b'),
      refused(/isn't UTF-8/),
    );
    assert.deepEqual(readFileSync(path), bytes);
  });

  it('refuses what is not a regular file', async () => {
    const { root } = newRecord();
    await assert.rejects(readRecordFile(root), refused(/isn't a regular file/));
  });

  it('is not written when nothing changes', async () => {
    const { place, path } = newRecord();
    const before = await readRecordFile(path);
    assert.deepEqual(await updateRecordFile(place, path, (text) => text), { before: 'a\n', after: 'a\n' });
    assert.deepEqual(await readRecordFile(path), before);
  });

  it('has another version after each change', async () => {
    const { place, path } = newRecord();
    const before = await readRecordFile(path);
    await updateRecordFile(place, path, () => 'b\n');
    assert.notEqual((await readRecordFile(path))?.version, before?.version);
  });

  it('keeps its mode and owner', async () => {
    const { place, path } = newRecord();
    chmodSync(path, 0o640);
    if (process.getuid?.() === 0) {
      chownSync(path, 65534, 65533);
    }
    const before = statSync(path);
    await updateRecordFile(place, path, () => 'b\n');
    const after = statSync(path);
    assert.deepEqual([after.mode, after.uid, after.gid], [before.mode, before.uid, before.gid]);
  });

  it('rethrows what the update throws, and leaves nothing next to the file', async () => {
    const { place, path, root } = newRecord();
    const bug = new Error('bug');
    await assert.rejects(
      updateRecordFile(place, path, () => {
        throw bug;
      }),
      (error) => error === bug,
    );
    assert.deepEqual(filesOf(root), ['x/incident.md']);
    assert.deepEqual(filesOf(place.storage), []);
  });

  it('removes what a killed process left, but no recent work', async () => {
    const { place, path, root } = newRecord();
    const old = put(join(root, 'x', '.incident.md.0123456789ab.tmp'), 'half');
    utimesSync(old, 0, 0);
    put(join(root, 'x', '.incident.md.0123456789ac.tmp'), 'half');
    utimesSync(put(join(root, 'x', '.other.tmp'), ''), 0, 0);
    await updateRecordFile(place, path, () => 'b\n');
    assert.deepEqual(filesOf(root), ['x/.incident.md.0123456789ac.tmp', 'x/.other.tmp', 'x/incident.md']);
  });

  describe('changed by somebody else between', () => {
    const ways: [string, (path: string) => void][] = [
      ['in place, same length', (path) => writeFileSync(path, 'b\n')],
      ['in place, longer', (path) => writeFileSync(path, 'b\nc\n')],
      [
        'by a rename',
        (path) => {
          writeFileSync(`${path}~`, 'b\n');
          renameSync(`${path}~`, path);
        },
      ],
    ];
    for (const [name, change] of ways) {
      it(name, async () => {
        const { place, path } = newRecord();
        const seen: string[] = [];
        await updateRecordFile(place, path, (text) => {
          if (seen.push(text) === 1) change(path);
          return `${text}mine\n`;
        });
        assert.equal(seen.length, 2);
        assert.equal(readFileSync(path, 'utf8'), `${seen[1]}mine\n`);
      });
    }

    it('again and again: given up, unchanged', async () => {
      const { place, path, root } = newRecord();
      let times = 0;
      const fight = (text: string) => {
        writeFileSync(path, `${++times}`);
        return `${text}mine`;
      };
      await assert.rejects(updateRecordFile(place, path, fight), refused(/^The record is unchanged: another program/));
      assert.equal(readFileSync(path, 'utf8'), `${times}`);
      assert.deepEqual(filesOf(root), ['x/incident.md']);
    });

    it('removed: absent, and not made again', async () => {
      const { place, path, root } = newRecord();
      const done = await updateRecordFile(place, path, (text) => {
        rmSync(path);
        return `${text}mine`;
      });
      assert.equal(done, undefined);
      assert.deepEqual(filesOf(root), []);
    });
  });

  describe('behind symbolic links', () => {
    it('is refused where they lead out of the root', async () => {
      const { place, root } = newRecord();
      const outside = put(join(newFolder(), 'y', 'incident.md'), 'theirs');
      symlinkSync(join(outside, '..'), join(root, 'folder'));
      put(join(root, 'z', 'other.md'), '');
      symlinkSync(outside, join(root, 'z', 'incident.md'));
      for (const folder of ['folder', 'z']) {
        const path = join(root, folder, 'incident.md');
        await assert.rejects(
          updateRecordFile(place, path, () => 'mine'),
          refused(/symbolic link that points outside/),
        );
      }
      assert.equal(readFileSync(outside, 'utf8'), 'theirs');
    });

    it('is written where they stay inside, and the link stays a link', async () => {
      const { place, root, path } = newRecord();
      symlinkSync('x', join(root, 'link'));
      await updateRecordFile(place, join(root, 'link', 'incident.md'), () => 'b\n');
      assert.equal(readFileSync(path, 'utf8'), 'b\n');
    });

    it('a root that begins like another is another', async () => {
      const { place, root } = newRecord();
      const sibling = put(join(`${root}-2`, 'x', 'incident.md'), 'theirs');
      await assert.rejects(
        updateRecordFile(place, sibling, () => 'mine'),
        refused(/points outside/),
      );
    });
  });

  it('takes 100 changes at once, each on top of the others', async () => {
    const { place, path } = newRecord('');
    const all = Array.from({ length: 100 }, (_, number) => `${number}\n`);
    await Promise.all(all.map((line) => updateRecordFile(place, path, (text) => text + line)));
    assert.equal(readFileSync(path, 'utf8'), all.join(''));
  });
});
