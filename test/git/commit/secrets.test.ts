/** What looks like a secret, and that nothing of it is in a commit. */
import assert from 'node:assert/strict';
import { findSecrets } from '../../../src/git/commit/secrets';
import { makeRepository, record } from '../repositories';

/** Put together here, so that nobody who looks through this file finds one. */
const token = ['ghp', 'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'].join('_');
const key = `-----BEGIN RSA ${'PRIVATE KEY'}-----\nMIIEpAIBAAKCAQEA${'u1SU1LfVLPHCozMxH2Mo'.repeat(12)}\n-----END RSA ${'PRIVATE KEY'}-----`;

describe('secrets', () => {
  for (const [name, text, what] of [
    ['a token in a line', `- 2026-11-20T15:11:04Z @lee TL: tried ${token} by hand\n`, /GitHub token/i],
    ['a password in an address', 'curl https://deploy:hunter2horse@ci.example.org/run', /basic auth/i],
    ['a private key', `here it is:\n${key}\n`, /private ?key/i],
  ] as const) {
    it(`are found: ${name}`, async () => {
      const [secret, ...more] = await findSecrets(text);
      assert.deepEqual(more, []);
      assert.match(secret!.what, what);
      assert.ok(!secret!.what.includes('hunter2') && !secret!.fingerprint.includes(token));
    });
  }

  it('have their place, and the same fingerprint wherever they stand', async () => {
    const [first, second] = await findSecrets(`a ${token} and ${token}.`);
    assert.equal(`a ${token} and ${token}.`.slice(second!.start, second!.end), token);
    assert.equal(first!.fingerprint, second!.fingerprint);
  });

  for (const text of [
    '- 2026-11-20T15:11:04Z @lee TL: rolled back to 87ae0a5f4c1de0b1c2c3d4e5f60718293a4b5c6d, 0 of 2 healthy\n',
    'https://meet.example.com/inc and postgres://db.example.org/orders',
    `\0${token}`,
    '',
  ]) {
    it(`are not seen in ${JSON.stringify(text.slice(0, 60))}`, async () => {
      assert.deepEqual(await findSecrets(text), []);
    });
  }

  it('are looked for in 1 MB, where a search that goes back and forth would take hours', async () => {
    for (const text of [
      'a'.repeat(1e6),
      'AKIA'.repeat(250_000),
      'https://a:b'.repeat(90_000),
      'ghp_'.repeat(250_000),
    ]) {
      assert.ok(Array.isArray(await findSecrets(text)), text.slice(0, 20));
    }
  });
});

describe('an inspection before the commit', () => {
  it('sees every file of the record as it will be committed, and holds the commit with its words', async () => {
    const made = await makeRepository();
    made.write(`${record}/evidence/log.txt`, 'secret\n');
    const seen: string[] = [];
    const options = {
      inspect: async (files: readonly { path: string; read: () => Promise<Buffer> }[]) => {
        for (const file of files) seen.push(`${file.path}: ${(await file.read()).toString()}`);
        return 'looks like a token';
      },
    };
    const outcome = await made.commit(record, options);
    assert.deepEqual(outcome, { state: 'held', why: 'inspection', sentence: 'looks like a token' });
    assert.deepEqual(seen.sort(), ['evidence/log.txt: secret\n', 'incident.md: one\n']);
    assert.equal(await made.count(), 1);
    assert.equal(await made.outcome(record, { inspect: async () => undefined }), 'committed');
    assert.equal(await made.outcome(record, options), 'unchanged');
  });
});
