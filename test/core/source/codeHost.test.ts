import assert from 'node:assert/strict';
import { filePageUrl, linesUrl, newIssueUrl, newPullRequestUrl } from '../../../src/core/source/codeHost';

const branch = 'incident/2026-11-20-lb-down';
const gitlab = `/-/merge_requests/new?merge_request%5Bsource_branch%5D=incident%2F2026-11-20-lb-down&merge_request%5Btarget_branch%5D=main`;
const server = `/pull-requests?create&sourceBranch=refs%2Fheads%2Fincident%2F2026-11-20-lb-down&targetBranch=refs%2Fheads%2Fmain`;
const cloud = '/pull-requests/new?source=incident%2F2026-11-20-lb-down&dest=main';

describe('newPullRequestUrl', () => {
  const pages: Readonly<Record<string, string>> = {
    'https://github.com/acme/app.git': `https://github.com/acme/app/compare/main...${branch}?expand=1`,
    'https://github.com/acme/app': `https://github.com/acme/app/compare/main...${branch}?expand=1`,
    'https://lee:token@github.com/acme/app.git/': `https://github.com/acme/app/compare/main...${branch}?expand=1`,
    'git@github.com:acme/app.git': `https://github.com/acme/app/compare/main...${branch}?expand=1`,
    'org-123@github.com:acme/app': `https://github.com/acme/app/compare/main...${branch}?expand=1`,
    'ssh://git@ssh.github.com:443/acme/app.git': `https://github.com/acme/app/compare/main...${branch}?expand=1`,
    'https://github.example.org/acme/app': `https://github.example.org/acme/app/compare/main...${branch}?expand=1`,
    'https://acme.ghe.com/acme/app': `https://acme.ghe.com/acme/app/compare/main...${branch}?expand=1`,
    'https://gitlab.com/group/sub/app.git': `https://gitlab.com/group/sub/app${gitlab}`,
    'git@gitlab.example.org:group/app.git': `https://gitlab.example.org/group/app${gitlab}`,
    'https://gitlab.example.org:8443/group/app': `https://gitlab.example.org:8443/group/app${gitlab}`,
    'ssh://git@altssh.gitlab.com:443/group/app.git': `https://gitlab.com/group/app${gitlab}`,
    'https://lee@bitbucket.org/acme/app.git': `https://bitbucket.org/acme/app${cloud}`,
    'git@bitbucket.org:acme/app.git': `https://bitbucket.org/acme/app${cloud}`,
    'https://bitbucket.example.org/scm/ops/app.git': `https://bitbucket.example.org/projects/ops/repos/app${server}`,
    'https://code.example.org/bitbucket/scm/~lee/app.git': `https://code.example.org/bitbucket/users/lee/repos/app${server}`,
    'ssh://git@code.example.org:7999/ops/app.git': `https://code.example.org/projects/ops/repos/app${server}`,
    'ssh://git@stash.example.org/~lee/app.git': `https://stash.example.org/users/lee/repos/app${server}`,
    'https://codeberg.org/acme/app.git': `https://codeberg.org/acme/app/compare/main...${branch}`,
    'http://gitea.local:3000/git/acme/app.git': `http://gitea.local:3000/git/acme/app/compare/main...${branch}`,
    'ssh://git@my-forgejo.example.org:2222/acme/app.git': `https://my-forgejo.example.org/acme/app/compare/main...${branch}`,
    'git+ssh://git@GitHub.com/acme/a%20b.git': `https://github.com/acme/a%20b/compare/main...${branch}?expand=1`,
  };
  for (const [remote, page] of Object.entries(pages)) {
    it(remote, () => assert.equal(newPullRequestUrl(remote, branch, 'main'), page));
  }

  it('escapes what a branch may hold', () => {
    const page = newPullRequestUrl('git@github.com:a/b', 'incident/a&b#c?d%e', 'release/1.0');
    assert.equal(page, 'https://github.com/a/b/compare/release/1.0...incident/a%26b%23c%3Fd%25e?expand=1');
  });

  const none = [
    '',
    'origin',
    '../app.git',
    '/srv/git/github.com/app.git',
    'C:\\git\\app',
    'C:/git/app',
    'file:///srv/github.com/app.git',
    'ext::sh -c x',
    'https://example.org/acme/app.git',
    'git@notgithub.example:acme/app.git',
    'https://github.com/',
    'https://bitbucket.example.org/app',
    'javascript://github.com/%0aalert(1)',
  ];
  for (const remote of none) {
    it(`knows no page for “${remote}”`, () => assert.equal(newPullRequestUrl(remote, branch, 'main'), undefined));
  }

  it('reads a path without escapes as it is', () => {
    const page = newPullRequestUrl('https://github.com/acme/100%.git', branch, 'main');
    assert.equal(page, `https://github.com/acme/100%25/compare/main...${branch}?expand=1`);
  });
});

describe('newIssueUrl', () => {
  const pages: Readonly<Record<string, string | undefined>> = {
    'git@github.com:acme/app.git': 'https://github.com/acme/app/issues/new?title=a%26b%20%231&body=c%0A%3F',
    'https://lee:token@codeberg.org/acme/app':
      'https://codeberg.org/acme/app/issues/new?title=a%26b%20%231&body=c%0A%3F',
    'https://gitlab.com/group/app.git':
      'https://gitlab.com/group/app/-/issues/new?issue[title]=a%26b%20%231&issue[description]=c%0A%3F'
        .replaceAll('[', '%5B')
        .replaceAll(']', '%5D'),
    'git@bitbucket.org:acme/app.git': 'https://bitbucket.org/acme/app/issues/new?title=a%26b%20%231',
    'https://bitbucket.example.org/scm/ops/app.git': undefined,
    '/srv/git/app.git': undefined,
  };
  for (const [remote, page] of Object.entries(pages)) {
    it(remote, () => assert.equal(newIssueUrl(remote, 'a&b #1', 'c\n?'), page));
  }
});

describe('filePageUrl', () => {
  const file = 'incidents/2026-11-20-lb-down/incident.md';
  const pages: Readonly<Record<string, string | undefined>> = {
    'git@github.com:acme/app.git': `https://github.com/acme/app/blob/inc/log/${file}`,
    'https://lee:token@gitlab.com/group/sub/app.git': `https://gitlab.com/group/sub/app/-/blob/inc/log/${file}`,
    'https://codeberg.org/acme/app': `https://codeberg.org/acme/app/src/branch/inc/log/${file}`,
    'git@bitbucket.org:acme/app.git': `https://bitbucket.org/acme/app/src/inc%2Flog/${file}`,
    'ssh://git@code.example.org:7999/ops/app.git': `https://code.example.org/projects/ops/repos/app/browse/${file}?at=refs%2Fheads%2Finc%2Flog`,
    'https://bitbucket.example.org/app': undefined,
    '/srv/git/app.git': undefined,
    'https://example.org/acme/app.git': undefined,
  };
  for (const [remote, page] of Object.entries(pages)) {
    it(remote, () => assert.equal(filePageUrl(remote, 'inc/log', file), page));
  }

  it('escapes what a name may hold', () => {
    assert.equal(
      filePageUrl('git@github.com:a/b', 'x#y', 'a b/c?.md'),
      'https://github.com/a/b/blob/x%23y/a%20b/c%3F.md',
    );
  });
});

describe('linesUrl', () => {
  const file = 'src/check out.ts';
  const pages: Readonly<Record<string, string | undefined>> = {
    'git@github.com:acme/app.git': 'https://github.com/acme/app/blob/a36fcfe/src/check%20out.ts#L5-L7',
    'https://lee:token@gitlab.com/group/app.git': 'https://gitlab.com/group/app/-/blob/a36fcfe/src/check%20out.ts#L5-7',
    'https://codeberg.org/acme/app': 'https://codeberg.org/acme/app/src/commit/a36fcfe/src/check%20out.ts#L5-L7',
    'git@bitbucket.org:acme/app.git': 'https://bitbucket.org/acme/app/src/a36fcfe/src/check%20out.ts#lines-5:7',
    'ssh://git@code.example.org:7999/ops/app.git':
      'https://code.example.org/projects/ops/repos/app/browse/src/check%20out.ts?at=a36fcfe#5-7',
    'https://bitbucket.example.org/app': undefined,
    '/srv/git/app.git': undefined,
  };
  for (const [remote, page] of Object.entries(pages)) {
    it(remote, () => assert.equal(linesUrl(remote, 'a36fcfe', file, [5, 7]), page));
  }
});
