/**
 * Pages of a code host, from the remote's URL: the page that opens a pull request (merge request), and the page of a file on a
 * branch. Knows how hosts write URLs; sends no request, and leaves out credentials.
 */

type Host = 'github' | 'gitlab' | 'bitbucket' | 'bitbucketServer' | 'gitea';

/** Where a remote is on the web. */
interface WebPlace {
  /** `https://git.example.org:8443`, or `http:` where the remote has it. */
  readonly origin: string;
  /** Lower case, without port. */
  readonly host: string;
  /** The repository's path without slashes around it and `.git`: `group/app`. */
  readonly path: string;
  /** The port of an ssh URL, which isn't the web's. */
  readonly sshPort?: string;
}

/**
 * Returns the page for a pull request of `branch` into `into`, short names; absent if the remote is a path or its host is none
 * of GitHub, GitLab, Bitbucket, Gitea and Forgejo, of which a company's own is known by its name.
 * `git@github.com:acme/app.git` gives `https://github.com/acme/app/compare/main...incident/x?expand=1`.
 */
export function newPullRequestUrl(remote: string, branch: string, into: string): string | undefined {
  const place = readPlace(remote.trim());
  const kind = place && hostOf(place);
  if (!place || !kind || place.path === '') {
    return undefined;
  }
  const page = `${place.origin}/${escapePath(place.path)}`;
  const [from, to] = [encodeURIComponent(branch), encodeURIComponent(into)];
  switch (kind) {
    case 'github':
      return `${page}/compare/${escapePath(into)}...${escapePath(branch)}?expand=1`;
    case 'gitea':
      return `${page}/compare/${escapePath(into)}...${escapePath(branch)}`;
    case 'gitlab':
      return `${page}/-/merge_requests/new?merge_request%5Bsource_branch%5D=${from}&merge_request%5Btarget_branch%5D=${to}`;
    case 'bitbucket':
      return `${page}/pull-requests/new?source=${from}&dest=${to}`;
    case 'bitbucketServer': {
      const repository = bitbucketServerRepository(place);
      const refs = `sourceBranch=refs%2Fheads%2F${from}&targetBranch=refs%2Fheads%2F${to}`;
      return repository && `${repository}/pull-requests?create&${refs}`;
    }
  }
}

/**
 * Returns the page for a new issue with that title and text, as far as the host takes them; undefined where the remote is a
 * path, or its host has none. `https://github.com/acme/app/issues/new?title=Alert%20on%20it&body=…`
 */
export function newIssueUrl(remote: string, title: string, body: string): string | undefined {
  const place = readPlace(remote.trim());
  const kind = place && hostOf(place);
  if (!place || !kind || place.path === '') {
    return undefined;
  }
  const page = `${place.origin}/${escapePath(place.path)}`;
  const [name, text] = [title, body].map(encodeURIComponent);
  switch (kind) {
    case 'github':
    case 'gitea':
      return `${page}/issues/new?title=${name}&body=${text}`;
    case 'gitlab':
      return `${page}/-/issues/new?${encodeURIComponent('issue[title]')}=${name}&${encodeURIComponent('issue[description]')}=${text}`;
    case 'bitbucket':
      return `${page}/issues/new?title=${name}`;
    case 'bitbucketServer':
      return undefined;
  }
}

/**
 * Returns the page on which a file of a branch is read; `file` is its path in the repository, with `/`. Absent if the remote is
 * a path or its host is none of those above. `https://github.com/acme/app/blob/main/incidents/x/incident.md`.
 */
export function filePageUrl(remote: string, branch: string, file: string): string | undefined {
  const place = readPlace(remote.trim());
  const kind = place && hostOf(place);
  if (!place || !kind || place.path === '') {
    return undefined;
  }
  const page = `${place.origin}/${escapePath(place.path)}`;
  const [ref, path] = [escapePath(branch), escapePath(file)];
  switch (kind) {
    case 'github':
      return `${page}/blob/${ref}/${path}`;
    case 'gitea':
      return `${page}/src/branch/${ref}/${path}`;
    case 'gitlab':
      return `${page}/-/blob/${ref}/${path}`;
    case 'bitbucket':
      return `${page}/src/${encodeURIComponent(branch)}/${path}`;
    case 'bitbucketServer': {
      const repository = bitbucketServerRepository(place);
      return repository && `${repository}/browse/${path}?at=refs%2Fheads%2F${encodeURIComponent(branch)}`;
    }
  }
}

/**
 * Returns the page that shows lines of a file as a commit has them, `lines` being the first and last, from 1; absent like that of a
 * file. `https://github.com/acme/app/blob/a36fcfe…/src/checkout.ts#L5-L7`.
 */
export function linesUrl(
  remote: string,
  commit: string,
  file: string,
  [from, to]: readonly [number, number],
): string | undefined {
  const place = readPlace(remote.trim());
  const kind = place && hostOf(place);
  if (!place || !kind || place.path === '') {
    return undefined;
  }
  const page = `${place.origin}/${escapePath(place.path)}`;
  const path = escapePath(file);
  switch (kind) {
    case 'github':
      return `${page}/blob/${commit}/${path}#L${from}-L${to}`;
    case 'gitea':
      return `${page}/src/commit/${commit}/${path}#L${from}-L${to}`;
    case 'gitlab':
      return `${page}/-/blob/${commit}/${path}#L${from}-${to}`;
    case 'bitbucket':
      return `${page}/src/${commit}/${path}#lines-${from}:${to}`;
    case 'bitbucketServer': {
      const repository = bitbucketServerRepository(place);
      return repository && `${repository}/browse/${path}?at=${commit}#${from}-${to}`;
    }
  }
}

/**
 * Returns what all addresses of one repository have in common, however a clone reaches it: `github.com/acme/app` of
 * `git@github.com:Acme/app.git` and `https://github.com/acme/app`. A path on this machine is its own name.
 */
export function remoteName(remote: string): string {
  const [first = ''] = remote.trim().split(/\s+/);
  const place = readPlace(first);
  return place ? `${place.host}/${place.path}`.toLowerCase() : first.replace(/^file:\/\//, '').replace(/\/+$/, '');
}

/** `https://host/context/scm/KEY/app`, `ssh://git@host:7999/KEY/app`; a person's own are below `~name`. */
function bitbucketServerRepository({ origin, path }: WebPlace): string | undefined {
  const [, context = '', key, repository] = /^(?:(.*?)(?:^|\/)scm\/)?([^/]+)\/([^/]+)$/.exec(path) ?? [];
  if (key === undefined || repository === undefined) {
    return undefined;
  }
  const owner = key.startsWith('~') ? `users/${escapePath(key.slice(1))}` : `projects/${escapePath(key)}`;
  const above = context === '' ? origin : `${origin}/${escapePath(context)}`;
  return `${above}/${owner}/repos/${escapePath(repository)}`;
}

/** `https://lee:token@host:8443/a/b.git`, `ssh://git@host:2222/a/b`, `git@host:a/b.git`; absent for a path. */
function readPlace(remote: string): WebPlace | undefined {
  const url = /^([a-z][a-z0-9+.-]*):\/\/(?:[^@/?#]*@)?(\[[^\]/]*\]|[^:/?#]+)(?::(\d+))?\/([^?#]*)/i.exec(remote);
  if (url) {
    const [, scheme = '', host = '', port, path = ''] = url;
    return placeOf(scheme.toLowerCase(), host, port, path);
  }
  const [, host, path] = /^(?:[^@:/\s]+@)?([^@:/\s[\]]{2,}):(?!\/\/)([^\s].*)$/.exec(remote) ?? [];
  return host === undefined || path === undefined ? undefined : placeOf('ssh', host, undefined, path);
}

const WEB_SCHEMES = new Set(['http', 'https']);
const REMOTE_SCHEMES = new Set([...WEB_SCHEMES, 'ssh', 'git', 'git+ssh', 'ssh+git']);
/** Hosts that answer ssh on the port of https under another name. */
const SSH_NAMES: Readonly<Record<string, string>> = {
  'ssh.github.com': 'github.com',
  'altssh.gitlab.com': 'gitlab.com',
  'altssh.bitbucket.org': 'bitbucket.org',
};

function placeOf(scheme: string, name: string, port: string | undefined, rawPath: string): WebPlace | undefined {
  if (!REMOTE_SCHEMES.has(scheme)) {
    return undefined;
  }
  const host = SSH_NAMES[name.toLowerCase()] ?? name.toLowerCase();
  const path = unescapePath(rawPath)
    .replace(/^\/+|\/+$/g, '')
    .replace(/\.git$/i, '');
  const web = WEB_SCHEMES.has(scheme);
  const origin = `${web ? scheme : 'https'}://${host}${web && port !== undefined ? `:${port}` : ''}`;
  return { origin, host, path, ...(!web && port !== undefined ? { sshPort: port } : {}) };
}

function hostOf({ host, path, sshPort }: WebPlace): Host | undefined {
  if (host === 'bitbucket.org') {
    return 'bitbucket';
  }
  if (/(^|[.-])github([.-]|$)|\.ghe\.com$/.test(host)) {
    return 'github';
  }
  if (/(^|[.-])gitlab([.-]|$)/.test(host)) {
    return 'gitlab';
  }
  if (host === 'codeberg.org' || /(^|[.-])(gitea|forgejo)([.-]|$)/.test(host)) {
    return 'gitea';
  }
  if (/(^|[.-])(bitbucket|stash)([.-]|$)/.test(host)) {
    return 'bitbucketServer';
  }
  return /(^|\/)scm\/[^/]+\/[^/]+$/.test(path) || sshPort === '7999' ? 'bitbucketServer' : undefined;
}

const escapePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/').replaceAll('%7E', '~');

function unescapePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
