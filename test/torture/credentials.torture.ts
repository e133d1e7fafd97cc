/** Credentials of every shape, in every place where git and its remotes print one, never get into a log or a message. */
import { redactCredentials } from '../../src/git/process/credentials';
import { GitFailure } from '../../src/git/process/gitFailure';
import { RemoteFailure } from '../../src/git/sync/remoteFailure';
import { torture } from './budget';
import { Maker } from './secrets/maker';
import { SHAPES } from './secrets/shapes';

/** As git, curl, and hosts print them; a URL has a credential with its special characters escaped. */
const PLACES: readonly ((secret: string) => string)[] = [
  (secret) =>
    `fatal: unable to access 'https://lee:${encodeURIComponent(secret)}@example.org/app.git/': Could not resolve host`,
  (secret) => `fatal: Authentication failed for 'https://${encodeURIComponent(secret)}@example.org/app.git/'`,
  (secret) => `remote: see ssh://${encodeURIComponent(secret)}@example.org:22/app.git`,
  (secret) => `fatal: repository 'https://example.org/app.git?private_token=${encodeURIComponent(secret)}' not found`,
  (secret) => `error: RPC failed; https://example.org/x?a=1&access_token=${encodeURIComponent(secret)}&b=2`,
  (secret) => `=> Send header: Authorization: Basic ${encodeURIComponent(secret)}`,
  (secret) => `=> Send header: authorization: Bearer ${encodeURIComponent(secret)}`,
  (secret) => `Proxy-Authorization: token ${encodeURIComponent(secret)}`,
  (secret) => `warning: redirecting to HTTPS://Lee:${encodeURIComponent(secret)}@EXAMPLE.org/`,
  (secret) => `To https://oauth2:${encodeURIComponent(secret)}@example.org/app.git\n ! [remote rejected] main`,
];

void torture('credentials', { count: 100 }, (run) => {
  for (const round of run.rounds()) {
    const maker = new Maker(run.seed * 1000 + round);
    for (const [name, shape] of Object.entries(SHAPES)) {
      const { secret } = shape(maker);
      const [line = ''] = secret.split('\n');
      for (const place of PLACES) {
        const said = place(line);
        const failure = new RemoteFailure(new GitFailure('unknown', said));
        const shown = [redactCredentials(said), failure.detail, failure.message, failure.said ?? ''];
        const leak = shown.find((text) => text.includes(line) || text.includes(encodeURIComponent(line)));
        if (leak !== undefined) run.loss(`${name}: ${leak}`);
      }
    }
  }
});
