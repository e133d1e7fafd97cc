/** The link by which an incident is joined: what it says, and what it's for. */
import assert from 'node:assert/strict';
import { isFor, isSharedThrough, joinQuery, readJoinLink } from '../../../src/core/status/joinLink';

const ID = '2026-11-20-checkout-is-failing-for-all-customers';
const REMOTE = 'git@github.com:acme/shop.git';
const query = joinQuery(ID, REMOTE);
const link = readJoinLink('/join', query)!;

describe('the link to join', () => {
  it('has a day and two fingerprints, and no word of the incident or its repository', () => {
    assert.match(query, /^day=2026-11-20&incident=[0-9a-f]{12}&repository=[0-9a-f]{12}$/);
    assert.deepEqual(link, readJoinLink('/join', `${query}&windowId=3`));
  });

  it('is for its incident alone', () => {
    assert.ok(isFor(link, ID));
    for (const other of ['2026-11-20-checkout-is-failing', '2026-11-21-checkout-is-failing-for-all-customers', '']) {
      assert.ok(!isFor(link, other));
    }
    const elsewhere = readJoinLink('/join', joinQuery(ID, 'git@github.com:acme/other.git'))!;
    assert.notEqual(elsewhere.incident, link.incident);
  });

  for (const same of [
    'https://github.com/acme/shop',
    'https://lee:secret@github.com/Acme/shop.git',
    'ssh://git@ssh.github.com:443/acme/shop.git/',
    `${REMOTE} https://backup.example.com/shop.git`,
  ]) {
    it(`is shared through ${same}`, () => assert.ok(isSharedThrough(link, same)));
  }

  for (const other of ['https://gitlab.com/acme/shop', 'https://github.com/acme/shop2', '/srv/git/shop.git', '']) {
    it(`isn't shared through "${other}"`, () => assert.ok(!isSharedThrough(link, other)));
  }

  it('knows a path on this machine again', () => {
    const local = readJoinLink('/join', joinQuery(ID, '/srv/git/shop.git'))!;
    assert.ok(isSharedThrough(local, 'file:///srv/git/shop.git/'));
  });

  for (const [path, text] of [
    ['/declare', query],
    ['/join', ''],
    ['/join', query.slice(0, -1)],
    ['/join', query.replace('day=', 'date=')],
    ['/join', query.replace('2026-11-20', '../../../x')],
    ['/join', query.replace(/repository=.*/, 'repository=https://github.com')],
  ] as const) {
    it(`isn't ${path}?${text.slice(0, 60)}`, () => assert.equal(readJoinLink(path, text), undefined));
  }
});
