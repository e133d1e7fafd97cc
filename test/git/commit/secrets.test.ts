/** What looks like a secret, and that nothing of it is in a commit. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { maskLines } from '../../../src/editor/import/maskedLines';
import { findSecrets, mayHoldSecret } from '../../../src/git/commit/secrets';
import { SEED } from '../../property/seed';
import { Maker } from '../../torture/secrets/maker';
import { ordinaryLines } from '../../torture/secrets/ordinaryLines';
import { CONTEXTS, SHAPES } from '../../torture/secrets/shapes';
import { makeRepository, objection, record } from '../repositories';

/** Put together here, so that nobody who looks through this file finds one. */
const token = ['ghp', 'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'].join('_');
const key = `-----BEGIN RSA ${'PRIVATE KEY'}-----\nMIIEpAIBAAKCAQEA${'u1SU1LfVLPHCozMxH2Mo'.repeat(12)}\n-----END RSA ${'PRIVATE KEY'}-----`;

describe('secrets', () => {
  it('are found in every shape, and in no line that a server prints', async () => {
    const maker = new Maker(SEED);
    for (const [name, shape] of Object.entries(SHAPES)) {
      const { text } = shape(maker);
      assert.notDeepEqual(await findSecrets(maker.pick(CONTEXTS)(text, maker)), [], name);
    }
    assert.deepEqual(await findSecrets(ordinaryLines(maker, 1000).join('\n')), []);
  });

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

  /** Each is held, with only what is in «» as the secret. None of them is anybody's. */
  const held: Readonly<Record<string, string>> = {
    'input 29, a password in an address': 'https://svc:«MyPassword2024»@host.example/',
    'input 29, password=': 'password=«hunter2hunter2»',
    'input 29, an Authorization header': 'Authorization: Bearer «eyJhbGciOiJub25lIn0.eyJzdWIiOiI0MiJ9.c2lnbmF0dXJl»',
    'an Authorization header with a password': "curl -H 'Authorization: Basic «ZGFuYTpodW50ZXIy»' https://ci.example",
    'an Authorization header in JSON': '{"authorization": "token «a94a8fe5ccb19ba61c4c»"}',
    'a bearer token without its header': 'tried it with bearer «Zm9vYmFyYmF6cXV4MTIz»',
    'a user and password of curl': 'curl -u deploy:«hunter2horse» https://ci.example/run',
    'a user and password of curl, long': 'curl --user "deploy:«hunter2 horse»"'.replace(' horse', ''),
    'a quoted password with a blank': "curl -u 'deploy:«hunter2 horse»'",
    'a user and password behind another option': 'curl -su deploy:«hunter2horse» https://ci.example',
    'a password in German': 'Passwort=«Sommer2026x»',
    'a password in Spanish': 'contrase\u00f1a=«Verano2026x»',
    'a password in Russian': '\u043f\u0430\u0440\u043e\u043b\u044c=«Zima2026x»',
    'a password in JSON with a blank before the colon': '{ "password" : "«hunter2hunter2»" }',
    'a password in an address of a cache': 'redis://:«p4ssw0rd»@cache:6379/0',
    'a password with an @ in an address': 'amqp://app:«p@ssword!9»@queue.example',
    'a password in the environment': 'PGPASSWORD=«s3cr3tPw» psql -h db',
    'a password as an option': 'mongo --password «correcthorse» --host db',
    'a password of sshpass': 'sshpass -p «correcthorse» ssh db',
    'a password of mysql': 'mysql -u root -p«correcthorse» shop',
    'a password in YAML': 'database:\n  password: «Tr0ub4dor&3»'.replace('&3', ''),
    'a password in JSON': '{ "password": "«hunter2hunter2»" }',
    'an API key': 'X-Api-Key: «0f9c1e7ab3d24b6d»',
    'a client secret': 'client_secret=«q8Zx1LmN0pRs2TuV»',
    'a password in a sentence': 'the root password is «hunter2horse»',
    'a password in French, with a blank': 'mot de passe : «Hiver4186x»',
    'a password in Polish': 'has\u0142o=«Zima4186x»',
    'a password in Japanese': '\u30d1\u30b9\u30ef\u30fc\u30c9\uff1a«Fuyu4186x»',
    'a password in Chinese': '\u5bc6\u7801\uff1a«Dongtian4186»',
    'a password of a registry': 'docker login -u deploy -p «Winter4186» registry.example',
    'a password of a cache': 'redis-cli -h cache -a «Winter4186x» ping',
    'a password of a directory': 'ldapsearch -D cn=admin -w «Winter4186x» -b dc=example',
    'a password for sudo': 'echo «Winter4186x» | sudo -S reboot',
    'a password of another client': 'http -a deploy:«Winter4186» https://ci.example',
    'a password in an address of a driver': 'jdbc:oracle:thin:app/«Winter4186»@db:1521',
    'a password as an option with a longer name': 'wget --http-password «Winter4186x» https://ci.example',
    'a token in the environment': 'GITHUB_TOKEN=«9f8a7c6b5d4e3f2a1b0c9f8a»',
    'a secret in YAML': 'JWT_SECRET: «9f8a7c6b5d4e3f2a1b0c»',
    'a cookie': 'Cookie: session=«9f8a7c6b5d4e3f2a1b0c9f8a»',
    'an address that is signed': 'https://storage.example/blob?sv=2020&sig=«a7KnrJgRC8vCTQpPXUZ0cRjY04PIfhBpkBR2nV1QI»',
    'a password of netrc': 'machine ci.example login deploy password «Winter4186»',
    'a token with its name in an Authorization header': 'Authorization: Token token=«y9a7KDFO06Iw6wKZ0yfe»',
    'the key of a storage account': 'AccountName=shop;AccountKey=«a7KnrJgRC8vCTQpPXUZ0cRjY04PIfhBpkBR2nV1QI»',
    'a token that says who somebody is':
      'kubectl --token «eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJkZXBsb3kifQ.c2lnbmF0dXJlMTIz»',
    'a key of a service, by how it begins': `«${['AI', 'zaSyD7f3Kq9Lm2Np5Rs8TvWxYz1AbCdEfGh4J'].join('')}»`,
    'an encrypted private key': `«-----BEGIN ENCRYPTED ${'PRIVATE KEY'}-----\\nMIIFHDBOBgkq${'u1SU1LfVLP'.repeat(6)}»`,
    'a private key that was cut off': `«-----BEGIN EC ${'PRIVATE KEY'}-----\\nMHcCAQEEIG${'u1SU1LfVLP'.repeat(6)}»`,
  };
  for (const [title, marked] of Object.entries(held)) {
    it(`are found: ${title}`, async () => {
      const text = marked.replace(/[«»]/g, '');
      const found = await findSecrets(`- 2026-11-20T15:11:04Z @lee TL: ran ${text} by hand\n`);
      assert.equal(found.length, 1, JSON.stringify(found));
      const { start, end } = found[0]!;
      const wanted = /«(.*)»/.exec(marked)![1]!;
      const before = '- 2026-11-20T15:11:04Z @lee TL: ran '.length;
      assert.ok(start - before <= text.indexOf(wanted) && end - before >= text.indexOf(wanted) + wanted.length);
    });
  }

  /** The shortest that the rules find which no `:` or `=` gives away, put together here. */
  const short: Readonly<Record<string, string>> = {
    Slack: ['xoxb', 'a1', 'b2'].join('-'),
    'a GitHub app': ['ghs', '1', 'a.b.c'].join('_'),
    Vercel: ['vcp', 'a1B2c3D4e5F6g7H8i9J0'].join('_'),
    GitLab: ['glpat', 'a1B2c3D4e5F6g7H8i9J0'].join('-'),
    Docker: ['dckr_pat', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N'].join('_'),
    Databricks: `dapi${'a1b2c3d4'.repeat(4)}`,
    Tailscale: ['tskey', 'ab', 'a1B2c3D4', 'a1B2c3D4e5F6g7H8'].join('-'),
    GitHub: token,
  };
  for (const [title, secret] of Object.entries(short)) {
    it(`are found, and looked for in a line of prose: ${title}`, async () => {
      const line = `ran ${secret} by hand and then it was calm`;
      assert.ok((await findSecrets(line)).length > 0);
      assert.ok(mayHoldSecret(line));
    });
  }

  it('are looked for wherever one is held, and in no prose without a sign of one', () => {
    for (const marked of Object.values(held)) {
      assert.ok(mayHoldSecret(`ran ${marked.replace(/[«»]/g, '')} by hand`), marked);
    }
    assert.ok(!mayHoldSecret('listeners are missing from the load balancer, on-call is told'));
  });

  it('are masked in the lines of a log, also when a key is pasted over several', async () => {
    const lines = [
      ...[
        'we are calm',
        `with ${token} it works`,
        'who pasted that?',
        ...key.split('\n'),
        'a <!-- secretlint-disable -->',
      ],
      ...['with a zero \0 in it', `${token} again`, 'calm'],
    ].map((text) => ({ text }));
    const masked = await maskLines(lines);
    const [calm, first, who, ...rest] = masked.lines.map(({ text }) => text);
    assert.deepEqual([calm, first, who], ['we are calm', 'with [redacted] it works', 'who pasted that?']);
    assert.deepEqual(rest.slice(-5), [
      ...['[redacted]', 'a <!-- secretlint-disable -->', 'with a zero \0 in it', '[redacted] again', 'calm'],
    ]);
    assert.doesNotMatch(rest.join('\n'), /SU1LfVLPHC|BEGIN/);
    assert.equal(masked.count, 3);
  });

  it('are not held if they are only placeholders or words about a password', async () => {
    for (const text of [
      'postgres://app:REDACTED@db/x',
      'postgres://app:<password>@db/x and https://user:***@host.example/',
      'mysql://root:${MYSQL_PASSWORD}@db and amqp://app:$PASS@queue',
      'https://svc:[redacted]@host.example/',
      'https://user:password@host.example/ and https://user:xxxx@host.example/',
      'password=***** DB_PASSWORD=$DB_PASSWORD password=[redacted] password=<redacted>',
      'password=changeme password=your-password PASSWORD=%PASSWORD%',
      'password=/run/secrets/db pwd=/home/lee PASSWORD_FILE=/run/secrets/db-2026',
      'password=os.getenv("DB_PW") password=getpass() password=op://vault/db/password password=!vault',
      'password=ENC[AES256_GCM] password=arn:aws:secretsmanager:eu-west-1:1234:secret:db',
      'tests pass=1234, pass=fail, compass=north2, bypass=enabled7',
      'sudo -u www-data:group99 id, sort -u a:names, rsync -u host:path/file .',
      'password: wrong for three customers, password: rotated at 14:03, the password: we reset it',
      'password: process.env.DB_PASSWORD_2, token: 404s everywhere',
      'Authorization: Bearer <token> and Authorization: Bearer $TOKEN',
      'Authorization: customers cannot sign in; authorization: Basic authentication is off',
      'the bearer authentication of the gateway fails',
      'docker run -u 1000:1000 app, docker exec -u app:staff web sh, sudo -u postgres psql',
      'curl -u deploy:$PASSWORD https://ci.example, curl -u deploy:<password>, grafana -u admin:admin',
      'ps -u lee: 14 processes, sort -u: none',
      'see https://meet.example.com:8443/inc@10 and ssh://git@host.example:22/repo',
      'mysql -u root -p shop, mysqldump -u root -p',
      'api_key=missing, "client_secret": "REDACTED", X-Api-Key: your-api-key-here',
      'the password is wrong, the password is rotated at 14:03, the password is in 1Password, pw: see vault',
      'token=404, next_page_token=a1b2c3d4e5f6, max_tokens=4096, token: expired at 14:03, SECRET: see 1Password',
      'secret=projects/x/secrets/db1/versions/2 GITHUB_TOKEN=*** TOKEN=$TOKEN token=self.config.token_v2x1',
      'request_id=9f8a7c6b5d4e3f2a1b0c, sha256=9f8a7c6b5d4e3f2a1b0c, cookie: session expired, sig=none',
      'docker run -p 8080:80 app, redis-cli -a $PASS, grep -a foo1, curl -w time_total1, echo done1 | sudo tee x',
      '[redacted] [redacted]',
    ]) {
      assert.deepEqual(
        (await findSecrets(`- 2026-11-20T15:11:04Z @lee TL: ${text}\n`)).map(({ start, end }) => [start, end]),
        [],
        text,
      );
    }
  });

  it('are in none of the recorded incidents, built-in processes, and documents', async () => {
    const texts = ['test/fixtures', 'src/processes', 'docs'].flatMap((folder) =>
      fs
        .readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && /\.(?:md|ya?ml|txt)$/.test(entry.name))
        .map((entry) => path.join(entry.parentPath, entry.name)),
    );
    assert.ok(texts.length > 10);
    for (const file of texts) {
      assert.deepEqual(await findSecrets(fs.readFileSync(file, 'utf8')), [], file);
    }
  });

  it('have their place, and the same fingerprint wherever they are', async () => {
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
      'password='.repeat(110_000),
      'mysql -p '.repeat(110_000),
      'Authorization: Bearer '.repeat(45_000),
      '-u a:'.repeat(200_000),
      'a.'.repeat(500_000),
      'docker login '.repeat(77_000),
      'redis-cli ldapsearch smbclient '.repeat(32_000),
      'http -a a:'.repeat(100_000),
      'A_TOKEN='.repeat(125_000),
      'Cookie: a='.repeat(100_000),
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
        return objection('looks like a token');
      },
    };
    const outcome = await made.commit(record, options);
    assert.deepEqual(outcome.state === 'held' && [outcome.reason.code, outcome.reason.short], [
      'inspection',
      'looks like a token',
    ]);
    assert.deepEqual(seen.sort(), ['evidence/log.txt: secret\n', 'incident.md: one\n']);
    assert.equal(await made.count(), 1);
    assert.equal(await made.outcome(record, { inspect: async () => undefined }), 'committed');
    assert.equal(await made.outcome(record, options), 'unchanged');
  });
});
