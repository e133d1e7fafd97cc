import { strict as assert } from 'node:assert';
import {
  checkoutCommand,
  decidePlace,
  type PlaceFacts,
  type RepositoryPlace,
} from '../../../src/core/status/recordLocation';

const application: RepositoryPlace = {
  records: '/app/incidents',
  branch: 'feature-x',
  unborn: false,
  hasRemote: true,
  defaultBranch: 'main',
  tracksRecords: false,
};

function place(facts: Partial<PlaceFacts>, repository: Partial<RepositoryPlace> | false = {}): string {
  const own = repository === false ? {} : { repository: { ...application, ...repository } };
  const { rule, records, words } = decidePlace({
    folder: '/f/incidents',
    trusted: true,
    branch: 'auto',
    ...own,
    ...facts,
  });
  return `${rule} ${records} ${words}`;
}

describe('place', () => {
  const cases: [string, string, string][] = [
    ['home', place({ home: '/h' }), 'home /h on branch feature-x'],
    ['home on a detached HEAD', place({ home: '/h' }, { branch: undefined as never }), 'home /h no branch checked out'],
    ['home without a repository', place({ home: '/h' }, false), 'uncommitted /h not committed: no git repository'],
    ['an application', place({}), 'unshared /app/incidents not shared; on branch feature-x'],
    ['an application on main', place({}, { branch: 'main' }), 'unshared /app/incidents not shared; on branch main'],
    ['no remote', place({}, { hasRemote: false }), 'current /app/incidents on branch feature-x'],
    ['no commit yet', place({}, { unborn: true, branch: 'main' }), 'current /app/incidents on branch main'],
    [
      'a dedicated repository',
      place({}, { branch: 'main', tracksRecords: true }),
      'current /app/incidents on branch main',
    ],
    [
      'its feature branch',
      place({}, { tracksRecords: true }),
      'unshared /app/incidents not shared; on branch feature-x',
    ],
    [
      'neither branch known',
      place({}, { branch: undefined as never, defaultBranch: undefined as never, tracksRecords: true }),
      'unshared /app/incidents not shared; no branch checked out',
    ],
    ['its own branch', place({}, { branch: 'incident-log' }), 'own /app/incidents on branch incident-log'],
    ['set to current', place({ branch: 'current' }), 'current /app/incidents on branch feature-x'],
    [
      'set to own',
      place({ branch: 'own' }, { hasRemote: false }),
      'unshared /app/incidents not shared; on branch feature-x',
    ],
    ['no repository', place({}, false), 'uncommitted /f/incidents not committed: no git repository'],
    [
      'git that does not answer',
      place({ problem: { code: 'gone', data: undefined, whole: 'Git is missing.', short: 'git is missing' } }, false),
      'uncommitted /f/incidents not committed: git is missing',
    ],
    ['not trusted', place({ trusted: false }), "uncommitted /f/incidents not committed: this folder isn't trusted"],
  ];
  for (const [name, actual, expected] of cases) {
    it(name, () => assert.equal(actual, expected));
  }

  it('of records on their own branch is got by a command', () => {
    assert.equal(checkoutCommand('incidents'), 'git worktree add incidents incident-log');
    assert.equal(checkoutCommand('../my app-incidents'), 'git worktree add "../my app-incidents" incident-log');
  });

  it('is not asked without a folder', () => {
    assert.throws(() => decidePlace({ trusted: true, branch: 'auto' }));
  });
});
