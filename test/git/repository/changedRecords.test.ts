/** Which records have words on the disk that their branch lacks: asked by one command, which changes nothing. */
import assert from 'node:assert/strict';
import { readFileSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { listChangedRecords } from '../../../src/git/repository/changedRecords';
import { makeRepository, record, type TestRepository } from '../repositories';

const other = 'incidents/2026-11-21-[odd] name';

describe('records that are on the disk otherwise than on their branch', () => {
  let made: TestRepository;
  const listed = async (...folders: readonly string[]): Promise<string[]> =>
    (
      await listChangedRecords(
        made.repository,
        folders.map((folder) => join(made.root, folder)),
      )
    ).map((folder) => folder.slice(made.root.length + 1));

  before(async () => {
    made = await makeRepository();
    made.write(`${other}/incident.md`, 'one\n');
    await made.git('add', '.');
    await made.git('commit', '-qm', 'Records');
  });
  afterEach(() => made.git('reset', '-q', '--hard'));

  it('are none if everything is as on the branch, even if files were touched', async () => {
    utimesSync(join(made.root, record, 'incident.md'), 1, 1);
    const index = readFileSync(join(made.root, '.git/index'));
    assert.deepEqual(await listed(record, other), []);
    assert.ok(readFileSync(join(made.root, '.git/index')).equals(index), 'the index stays as it is');
    assert.deepEqual(await listed(), []);
  });

  it('are those with a changed file, or a stale entry in the index, of the ones asked about', async () => {
    made.write(`${other}/incident.md`, 'two\n');
    made.write('a.txt', 'mine\n');
    assert.deepEqual(await listed(record, other), [other]);
    assert.deepEqual(await listed(record), []);
    made.write(`${record}/incident.md`, 'old\n');
    await made.git('add', record);
    made.write(`${record}/incident.md`, 'one\n');
    assert.deepEqual(await listed(record, other), [record, other]);
  });

  it('are not those that a person is merging, nor what git does not track', async () => {
    made.write(`${record}/incident.md`, 'mine\n');
    await made.git('stash');
    made.write(`${record}/incident.md`, 'theirs\n');
    await made.git('commit', '-qam', 'Theirs');
    await made.git('stash', 'pop').catch(() => '');
    made.write(`${other}/new.txt`, 'new\n');
    assert.deepEqual(await listed(record, other), []);
    rmSync(join(made.root, other, 'new.txt'));
  });
});
