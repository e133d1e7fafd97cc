/** Four clones that log at the same time; with many entries it's test/torture/fourClones.torture.ts. */
import { logAtOnce } from '../clones';
import { startServer, type GitServer } from '../gitServer';
import { newFolder } from '../repositories';

describe('four clones that log at the same time', () => {
  const served = newFolder('served');
  let server: GitServer;

  before(async () => {
    server = await startServer(served);
  });
  after(() => server.stop());

  it("have 32 of 32 entries on the records' own branch", () =>
    logAtOnce(served, server, { mode: 'own', withPlain: false, entries: 8, batch: 4 }));

  it('have 32 of 32 entries on the current branch, one of them by plain git and a text editor', () =>
    logAtOnce(served, server, { mode: 'current', withPlain: true, entries: 8, batch: 4 }));
});
