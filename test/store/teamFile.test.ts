import { strict as assert } from 'node:assert';
import { rmSync, symlinkSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { TeamFiles } from '../../src/store/teamFile';
import { newFolder, put } from './folder';

const NAME = 'process.yaml';
const own = (root: string, text: string): string => put(join(root, '.incident-notes', NAME), text);

describe('team files', () => {
  it('are read when they are first asked for', () => {
    const [root, files] = [newFolder(), new TeamFiles()];
    const path = own(root, 'name: a\n');
    assert.deepEqual(files.find(root, NAME), { path, text: 'name: a\n' });
    assert.equal(files.find(root, 'ownership.yaml'), undefined);
  });

  it('are the same until they are looked at again', async () => {
    const [root, files] = [newFolder(), new TeamFiles()];
    own(root, 'name: a\n');
    const first = files.find(root, NAME);
    own(root, 'name: another\n');
    assert.equal(files.find(root, NAME), first);
    await files.look();
    const second = files.find(root, NAME);
    assert.equal(second?.text, 'name: another\n');
    await files.look();
    assert.equal(files.find(root, NAME), second);
  });

  it('come and go', async () => {
    const [root, files] = [newFolder(), new TeamFiles()];
    assert.equal(files.find(root, NAME), undefined);
    own(root, 'name: a\n');
    await files.look();
    assert.equal(files.find(root, NAME)?.text, 'name: a\n');
    rmSync(join(root, '.incident-notes'), { recursive: true });
    await files.look();
    assert.equal(files.find(root, NAME), undefined);
  });

  it('are as they were when somebody asked, however many look at once', async () => {
    const [root, files] = [newFolder(), new TeamFiles()];
    own(root, 'name: a\n');
    files.find(root, NAME);
    const looking = files.look();
    own(root, 'name: another\n');
    await files.look();
    assert.equal(files.find(root, NAME)?.text, 'name: another\n');
    await looking;
    assert.equal(files.find(root, NAME)?.text, 'name: another\n');
  });

  it('are not read if they are a link or a folder, or too large', async () => {
    const files = new TeamFiles();
    const outside = own(newFolder(), 'name: a\n');
    const [linked, linkedFolder, odd, large] = [newFolder(), newFolder(), newFolder(), newFolder()];
    mkdirSync(join(linked, '.incident-notes'));
    symlinkSync(outside, join(linked, '.incident-notes', NAME));
    symlinkSync(join(outside, '..'), join(linkedFolder, '.incident-notes'));
    mkdirSync(join(odd, '.incident-notes', NAME), { recursive: true });
    own(large, 'x'.repeat(200_001));
    const found = () => [linked, linkedFolder, odd, large].map((root) => files.find(root, NAME));
    assert.deepEqual(found(), [undefined, undefined, undefined, undefined]);
    await files.look();
    assert.deepEqual(found(), [undefined, undefined, undefined, undefined]);
  });
});
