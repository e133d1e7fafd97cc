/**
 * Shapes of credentials, each put together here from parts, so that nobody who looks through this file finds one; and what
 * people paste around them.
 */
import type { Maker } from './maker';

interface Made {
  /** As it's pasted. */
  readonly text: string;
  /** The part that must not be in a commit. */
  readonly secret: string;
}

type Shape = (maker: Maker) => Made;

const alone =
  (make: (maker: Maker) => string): Shape =>
  (maker) => {
    const text = make(maker);
    return { text, secret: text };
  };

/** With words around it that say what it is. */
const within =
  (before: string, make: (maker: Maker) => string, after = ''): Shape =>
  (maker) => {
    const secret = make(maker);
    return { text: `${before}${secret}${after}`, secret };
  };

const joined = (...parts: string[]): string => parts.join('');

/** `begins` is what a key of that kind begins with: the code of its form. */
const privateKey = (kind: string, begins: string): Shape =>
  alone((m) => {
    const lines = [`${begins}${m.base64(64 - begins.length)}`, ...Array.from({ length: 7 }, () => m.base64(64))].join(
      '\n',
    );
    return `-----BEGIN ${joined(kind, 'PRIVATE ', 'KEY')}-----\n${lines}\n-----END ${joined(kind, 'PRIVATE ', 'KEY')}-----`;
  });

export const SHAPES: Readonly<Record<string, Shape>> = {
  'AWS access key and its secret': within(joined('aws_secret_', 'access_key = '), (m) => m.base64(40)),
  'AWS access key in the environment': within(joined('AWS_SECRET_', 'ACCESS_KEY='), (m) => m.base64(40)),
  'GitHub token': alone((m) => joined('gh', 'p_', m.word62(36))),
  'GitHub app token': alone((m) => joined('gh', 's_', m.word62(36))),
  'GitHub fine-grained token': alone((m) => joined('github', '_pat_', m.word62(22), '_', m.word62(59))),
  'GitLab token': alone((m) => joined('glp', 'at-', m.word62(20))),
  'Slack bot token': alone((m) =>
    joined('xox', 'b-', m.of('123456789', 12), '-', m.of('123456789', 12), '-', m.word62(24)),
  ),
  'Slack app token': alone((m) => joined('xap', 'p-1-A', m.upper(10), '-', m.of('123456789', 13), '-', m.hex(64))),
  'Slack webhook': alone((m) =>
    joined('https://hooks.slack', '.com/services/T', m.upper(8), '/B', m.upper(8), '/', m.word62(24)),
  ),
  'Stripe key': alone((m) => joined('sk', '_live_', m.word62(24))),
  'Google API key': alone((m) => joined('AI', 'za', m.word62(35))),
  'Google service account': within('"private_key_id": "", "private_key": "', (m) =>
    joined(
      '-----BEGIN ',
      'PRIVATE ',
      'KEY-----\\n',
      m.base64(64),
      '\\n',
      m.base64(64),
      '\\n-----END ',
      'PRIVATE KEY-----',
    ),
  ),
  'npm token': alone((m) => joined('np', 'm_', m.word62(36))),
  'npm token in npmrc': within(joined('//registry.example.com/:_auth', 'Token='), (m) => m.uuid()),
  'Docker token': alone((m) => joined('dckr', '_pat_', m.word62(27))),
  'SendGrid key': alone((m) => joined('S', 'G.', m.word62(22), '.', m.word62(43))),
  'OpenAI key': alone((m) => joined('sk-', 'proj-', m.word62(74), 'T3Blb', 'kFJ', m.word62(74))),
  'Anthropic key': alone((m) => joined('sk-', 'ant-api03-', m.word62(93), 'AA')),
  'Hugging Face token': alone((m) => joined('hf', '_', m.of('abcdefghijklmnopqrstuvwxyzABCDEFGHIJ', 34))),
  'Vault token': within('VAULT_TOKEN=', (m) => joined('hv', 's.', m.word62(90))),
  'Linear key': alone((m) => joined('lin', '_api_', m.word62(40))),
  'Shopify token': alone((m) => joined('shp', 'at_', m.hex(32))),
  'Grafana token': alone((m) => joined('gls', 'a_', m.word62(32), '_', m.hex(8))),
  'Databricks token': alone((m) => joined('da', 'pi', m.hex(32))),
  'RSA key': privateKey('RSA ', 'MIIEowIBAAKCAQEA'),
  'EC key': privateKey('EC ', 'MHcCAQEEI'),
  'OpenSSH key': privateKey('OPENSSH ', 'b3BlbnNzaC1rZXktdjEAAAAA'),
  'key without a kind': privateKey('', 'MIIEvgIBADANBgkq'),
  'encrypted key': privateKey('ENCRYPTED ', 'MIIFHDBOBgkq'),
  'PGP key': alone((m) =>
    joined(
      '-----BEGIN PGP PRIVATE ',
      'KEY BLOCK-----\n\nlQOYBGF',
      m.base64(60),
      '\n',
      m.base64(64),
      '\n-----END PGP PRIVATE ',
      'KEY BLOCK-----',
    ),
  ),
  'key that was cut off': alone((m) =>
    joined('-----BEGIN RSA PRIVATE ', 'KEY-----\nMIIEowIBAAKCAQEA', m.base64(48), '\n', m.base64(64)),
  ),
  'password in an address': (m) => {
    const secret = m.password();
    return { text: `postgres://app:${secret}@db-1.internal:5432/shop`, secret };
  },
  'password of a registry': (m) => {
    const secret = m.word62(20);
    return { text: `https://deploy:${secret}@packages.example.com/simple`, secret };
  },
  'password in the environment': within(joined('DB_PASS', 'WORD='), (m) => m.password()),
  'password as an option': within(joined('--pass', 'word '), (m) => m.password()),
  'password in YAML': within(joined('  pass', 'word: '), (m) => m.password()),
  'password in JSON': within(joined('{"user": "app", "pass', 'word": "'), (m) => m.password(), '"}'),
  'password of curl': within('curl -sS -u admin:', (m) => m.password(), ' https://ci.example.com/api'),
  'password of netrc': within('machine ci.example.com login deploy password ', (m) => m.password()),
  'bearer token': within('Authorization: Bearer ', (m) =>
    joined('ey', 'J', m.word62(30), '.', 'ey', 'J', m.word62(80), '.', m.word62(43)),
  ),
  'PagerDuty token': within('Authorization: Token token=', (m) => joined('y_', m.word62(18))),
  'API key as a header': within('X-Api-Key: ', (m) => m.hex(32)),
  'API key in the environment': within(joined('DD_API', '_KEY='), (m) => m.hex(32)),
  'API key in an address': within(joined('https://api.example.com/v1/status?api', '_key='), (m) => m.hex(40)),
  'client secret': within(joined('"client', '_secret": "'), (m) => m.word62(40), '"'),
  'storage account': within(
    joined('DefaultEndpointsProtocol=https;AccountName=shop;Account', 'Key='),
    (m) => joined(m.base64(86), '=='),
    ';EndpointSuffix=core.windows.net',
  ),
  'PyPI token': alone((m) => joined('pypi-', 'AgEIcHlwaS5vcmc', m.word62(120))),
  'RubyGems key': alone((m) => joined('ruby', 'gems_', m.hex(48))),
  'DigitalOcean token': alone((m) => joined('do', 'p_v1_', m.hex(64))),
  'Atlassian token': alone((m) => joined('ATA', 'TT3', m.word62(180))),
  'New Relic key': alone((m) => joined('NR', 'AK-', m.upper(27))),
  'Postman key': alone((m) => joined('PM', 'AK-', m.hex(24), '-', m.hex(34))),
  'Telegram bot': alone((m) => joined(m.of('123456789', 9), ':A', 'A', m.word62(33))),
  'token of a cluster': within('    token: ', (m) =>
    joined('ey', 'J', m.word62(30), '.', 'ey', 'J', m.word62(120), '.', m.word62(86)),
  ),
};

/** What stands around a secret in a record. */
export const CONTEXTS: readonly ((text: string, maker: Maker) => string)[] = [
  (text) => `- 2026-11-20T15:11:04Z @lee TL: ${text}\n`,
  (text) => `- 2026-11-20T15:11:04Z @lee TL: we ran it with\n  \`\`\`\n  ${text.replaceAll('\n', '\n  ')}\n  \`\`\`\n`,
  (text, m) => `level=info ip=${m.ip()} msg="sent" ${text} status=200 took=${m.below(900)}ms\n`,
  (text) => `## Summary\n\nIt only works with \`${text}\`, says the vendor.\n`,
  (text, m) =>
    `$ export DEBUG=1\n$ ${text}\n${m.ip()} - - [20/Nov/2026:15:11:04 +0000] "GET / HTTP/1.1" 200 ${m.below(9000)}\n`,
];
