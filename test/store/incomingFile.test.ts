import { strict as assert } from 'node:assert';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { bringBeside } from '../../src/store/incomingFile';
import { filesOf, newFolder, put } from './folder';
import { refused } from './refused';

const [ONE, TWO, OTHER] = ['one', 'two', 'other'].map((text) => Buffer.from(text));

describe('a file next to a record, changed by others', () => {
  const cases = [
    { here: undefined, before: undefined, after: ONE, brought: true, then: 'one' },
    { here: ONE, before: ONE, after: TWO, brought: true, then: 'two' },
    { here: TWO, before: ONE, after: TWO, brought: true, then: 'two' },
    { here: ONE, before: ONE, after: undefined, brought: true, then: undefined },
    { here: undefined, before: ONE, after: undefined, brought: true, then: undefined },
    { here: OTHER, before: ONE, after: TWO, brought: false, then: 'other' },
    { here: OTHER, before: undefined, after: TWO, brought: false, then: 'other' },
    { here: OTHER, before: ONE, after: undefined, brought: false, then: 'other' },
    { here: undefined, before: ONE, after: TWO, brought: false, then: undefined },
  ];
  for (const { here, before, after, brought, then } of cases) {
    const [was, is, gets] = [before, here, after].map((bytes) => bytes?.toString() ?? 'none');
    it(`${is} here, ${was} before, ${gets} after`, async () => {
      const root = newFolder();
      const path = join(root, 'incidents', 'x', 'evidence', '.run.log');
      if (here) put(path, here);
      const versions = { ...(before && { before }), ...(after && { after }) };
      assert.equal(await bringBeside(root, path, versions), brought);
      assert.equal(existsSync(path) ? readFileSync(path, 'utf8') : undefined, then);
      assert.deepEqual(filesOf(root), then === undefined ? [] : ['incidents/x/evidence/.run.log']);
    });
  }

  it('keeps its permissions', async () => {
    const root = newFolder();
    const path = put(join(root, 'run.sh'), 'one');
    chmodSync(path, 0o750);
    await bringBeside(root, path, { before: ONE!, after: TWO! });
    assert.equal(statSync(path).mode & 0o777, 0o750);
  });

  for (const name of ['.git', '.GIT', '.g\u200cit', 'git~1', 'con', 'a\nb']) {
    it(`is not written below ${JSON.stringify(name)}`, async () => {
      const root = newFolder();
      const path = `${root}/incident/${name}/config`;
      await assert.rejects(bringBeside(root, path, { after: ONE! }), refused(/^Nothing was written: /));
      assert.deepEqual(filesOf(root), []);
    });
  }

  it('is not written where a link leads out', async () => {
    const [root, elsewhere] = [newFolder(), newFolder()];
    mkdirSync(join(root, 'x'));
    symlinkSync(elsewhere, join(root, 'x', 'evidence'));
    const path = join(root, 'x', 'evidence', 'graph.png');
    await assert.rejects(bringBeside(root, path, { after: ONE! }), refused(/symbolic link that points outside/));
    assert.deepEqual(filesOf(elsewhere), []);
  });
});
