/** The rules of other systems, as parameters: which git is meant, how it writes paths, and how a tree of processes is ended. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { configuredGit, nativePath } from '../../../src/git/process/executable';
import { runGroup } from '../../../src/git/process/processGroup';
import { until } from '../../patience';
import { newFolder, write } from '../repositories';

const WINDOWS = 'C:\\Program Files\\Git\\cmd\\git.exe';

describe("the editor's git.path", () => {
  for (const [what, setting, platform, wanted] of [
    ['is a git.exe with its drive on Windows', WINDOWS, 'win32', WINDOWS],
    ['is one on a share', '\\\\server\\tools\\git.exe', 'win32', '\\\\server\\tools\\git.exe'],
    ['is no such path elsewhere', WINDOWS, 'linux', undefined],
    ['is the first that is there of several', ['/none/git', '/opt/git/bin/git'], 'darwin', '/opt/git/bin/git'],
    ['is no bare name, which a folder could answer', 'git.exe', 'win32', undefined],
    ['is nothing where it is not set', null, 'linux', undefined],
  ] as const) {
    it(what, () =>
      assert.equal(
        configuredGit(setting, platform, (path) => !path.startsWith('/none')),
        wanted,
      ),
    );
  }
});

describe('a path that git printed', () => {
  it('is as Windows writes it there, and as it was elsewhere', () => {
    assert.equal(nativePath('C:/Users/dana/app/incidents', 'win32'), 'C:\\Users\\dana\\app\\incidents');
    assert.equal(nativePath('//server/share/app', 'win32'), '\\\\server\\share\\app');
    assert.equal(nativePath('/home/dana/a\\b', 'linux'), '/home/dana/a\\b');
  });
});

describe('a tree of processes', () => {
  const { PATH } = process.env;
  afterEach(() => void (process.env['PATH'] = PATH));

  it('is ended by taskkill on Windows, git first among it, when the limit is over', async () => {
    const folder = newFolder('windows');
    write(folder, 'hangs', '#!/bin/sh\necho $$ > pid\nwhile :; do sleep 0.1; done\n', 0o755);
    // What Windows does, by the number that it gets: `taskkill /PID 12 /T /F`.
    write(folder, 'taskkill', `#!/bin/sh\necho "$@" > ${folder}/asked\nkill -9 "$2"\n`, 0o755);
    process.env['PATH'] = `${folder}${delimiter}${PATH}`;
    const { late } = await runGroup(join(folder, 'hangs'), [], {
      folder,
      environment: { PATH: PATH! },
      limit: 300,
      platform: 'win32',
    });
    assert.equal(late, true);
    await until(() => existsSync(join(folder, 'asked')), 'taskkill was asked');
    const pid = readFileSync(join(folder, 'pid'), 'utf8').trim();
    assert.equal(readFileSync(join(folder, 'asked'), 'utf8'), `/PID ${pid} /T /F\n`);
  });
});
