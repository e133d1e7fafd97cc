/** The folders of drills: one for each window, and none of a window that's gone. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { makeDrillFolder, removeDrillFolder, sweepDrills } from '../../src/store/drills';

describe('the folders of drills', () => {
  const storage = mkdtempSync(join(tmpdir(), 'incident-notes-drills-'));
  after(() => rmSync(storage, { recursive: true, force: true }));

  it('removes what a window that was killed has left, and nothing else', () => {
    const [own, left] = [makeDrillFolder(storage, Date.now()), makeDrillFolder(storage, 1000)];
    mkdirSync(join(left, '.git'));
    writeFileSync(join(left, '.git', 'HEAD'), 'ref: refs/heads/main\n');
    mkdirSync(join(dirname(own), 'not a drill'));
    const swept = sweepDrills(storage, ({ start }) => start !== 1000);
    assert.deepEqual(
      swept.map((folder) => basename(folder)),
      [basename(left)],
    );
    assert.deepEqual(readdirSync(dirname(own)).toSorted(), [basename(own), 'not a drill'].toSorted());
    assert.deepEqual(sweepDrills(storage), []);
  });

  it('has nothing to sweep where there never was a drill', () => {
    assert.deepEqual(sweepDrills(join(storage, 'nowhere')), []);
  });

  it('removes a folder with everything in it, also twice', () => {
    const folder = makeDrillFolder(storage, 1);
    writeFileSync(join(folder, 'incident.md'), 'x');
    removeDrillFolder(folder);
    removeDrillFolder(folder);
    assert.ok(!readdirSync(dirname(folder)).includes(basename(folder)));
  });
});
