/** What looks like a secret is stopped before it is in a commit, and the person decides. */
import assert from 'node:assert/strict';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { declare, git, ready, run } from './workspace';

/** Put together here, so that nobody who looks through this file finds one. */
const token = (end: string): string => ['ghp', `wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0p${end}`].join('_');

describe('what looks like a secret', () => {
  let path: string;
  let incident: string;
  const text = (): string => readFileSync(path, 'utf8');
  const committed = (): string => git('log', '-p', '--all', '--', dirname(path));
  const retry = () => run<{ waiting: number; why: string | null }>('retry', { incident });
  const decide = (decision: string) => run<{ held: number }>('decideSecret', { incident, decision });

  before(async () => {
    await ready();
    const { uri, id } = await declare('Deploys are stuck');
    [path, incident] = [uri.fsPath, id];
    assert.deepEqual(await retry(), { waiting: 0, why: null });
  });

  it('holds the commit and not the entry, and is redacted everywhere', async () => {
    const secret = token('INUx');
    await run('log', { text: `tried ${secret} by hand`, incident });
    await run('log', { text: `a block\n\`\`\`\nTOKEN=${secret}\n\`\`\``, incident });
    writeFileSync(path, text().replace('## Timeline', `Somebody wrote ${secret} here.\n\n## Timeline`));
    mkdirSync(join(dirname(path), 'evidence'), { recursive: true });
    writeFileSync(join(dirname(path), 'evidence', 'run.log'), `export TOKEN=${secret}\n`);
    assert.deepEqual(await retry(), { waiting: 2, why: 'held, looks like a GitHub Token' });
    assert.ok(text().includes(`TL: tried ${secret} by hand`));
    assert.ok(!committed().includes(secret));

    assert.deepEqual(await decide('redact'), { held: 0 });
    assert.match(text(), /TL: tried \[redacted\] by hand\n/);
    assert.match(text(), / {2}TOKEN=\[redacted\]\n/);
    assert.match(text(), /Somebody wrote \[redacted\] here\./);
    assert.equal(readFileSync(join(dirname(path), 'evidence', 'run.log'), 'utf8'), 'export TOKEN=[redacted]\n');
    assert.deepEqual(await retry(), { waiting: 0, why: null });
    assert.match(committed(), /TL: tried \[redacted\] by hand/);
    assert.ok(!committed().includes(secret) && !text().includes(secret));
  });

  it('stays on this machine where the person says so, until they go on', async () => {
    const secret = token('INUy');
    await run('log', { text: `the sandbox has ${secret}`, incident });
    await retry();
    await decide('keepLocal');
    assert.deepEqual(await retry(), { waiting: 1, why: 'you chose to keep it on this machine' });
    await run('log', { text: 'more', incident });
    assert.equal((await retry()).waiting, 2);
    assert.ok(!committed().includes(secret));
    // Going on counts for what has been seen.
    assert.deepEqual(await decide('goOn'), { held: 0 });
    assert.deepEqual(await retry(), { waiting: 0, why: null });
    assert.ok(committed().includes(secret));
  });

  it('in a file next to the record is left out in one action, and the entries are pushed', async () => {
    const evidence = join(dirname(path), 'evidence', 'dump.env');
    writeFileSync(evidence, `TOKEN=${token('INUz')}\n`);
    await run('log', { text: 'with a dump', incident });
    assert.equal((await retry()).waiting, 1);
    assert.deepEqual(await decide('leaveOut'), { held: 0 });
    assert.deepEqual(await retry(), { waiting: 0, why: null });
    assert.match(committed(), /TL: with a dump/);
    assert.ok(!committed().includes(token('INUz')) && existsSync(evidence));
    const { leftOut } = await run<{ leftOut: unknown }>('status', { incident });
    assert.deepEqual(leftOut, [{ file: 'evidence/dump.env', why: 'you left it out' }]);
  });

  it('and was committed can still be left out, which says where it still is; it can come back', async () => {
    const file = 'evidence/notes.txt';
    writeFileSync(join(dirname(path), file), 'the door code is 4711\n');
    await run('log', { text: 'with notes', incident });
    await retry();
    assert.ok(git('ls-tree', '-r', '--name-only', 'HEAD').includes(file));
    // The person's own branch is never written again.
    assert.deepEqual(await run('leaveOut', { file, incident }), { file, stillIn: ['commits'] });
    assert.ok(!git('ls-tree', '-r', '--name-only', 'HEAD').includes(file) && existsSync(join(dirname(path), file)));
    assert.deepEqual(await run('leaveOut', { file, incident, include: true }), { file, stillIn: [] });
    assert.ok(git('ls-tree', '-r', '--name-only', 'HEAD').includes(file));
    await assert.rejects(run('leaveOut', { file: 'incident.md', incident }), /it's the record itself/);
    await assert.rejects(run('leaveOut', { file: 'evidence/none.txt', incident }), /There is no file/);
  });

  it('is asked about once: the same words pass wherever they are', async () => {
    appendFileSync(path, `\nAgain: ${token('INUy')}\n`);
    assert.deepEqual(await retry(), { waiting: 0, why: null });
    await assert.rejects(decide('redact'), /Nothing to review/);
  });
});
