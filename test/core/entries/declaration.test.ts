import assert from 'node:assert/strict';
import { formatSentence, incidentId, otherId, readSentence } from '../../../src/core/entries/declaration';
import { oneLine } from '../../../src/core/text/plainText';

const NOON = Date.UTC(2026, 10, 20, 12);

/** `summary` is functionality, state, audience; absent where the sentence is a title alone. */
function says(sentence: string, title: string, ...summary: string[]) {
  it(`${JSON.stringify(sentence)} says ${summary.join(' | ') || 'a title'}`, () => {
    const read = readSentence(sentence);
    assert.equal(read.title, title);
    assert.deepEqual(read.summary ? Object.values(read.summary) : [], summary);
  });
}

function slugs(title: string, slug: string, ...taken: string[]) {
  it(`${JSON.stringify(title).slice(0, 80)} gets ${slug}`, () => {
    const id = incidentId(NOON, title, new Set(taken.map((other) => `2026-11-20-${other}`)));
    assert.equal(id, `2026-11-20-${slug}`);
  });
}

describe('declaration', () => {
  describe('the sentence', () => {
    says(
      'Logging in is broken for all users',
      'Logging in is broken for all users',
      'Logging in',
      'broken',
      'all users',
    );
    says(
      'Payments are failing for EU customers.',
      'Payments are failing for EU customers',
      'Payments',
      'failing',
      'EU customers',
    );
    says('  Search \t is\nvery slow  for us ', 'Search is very slow for us', 'Search', 'very slow', 'us');
    says(
      'Refunds are stuck for people waiting for money',
      'Refunds are stuck for people waiting for money',
      'Refunds',
      'stuck',
      'people waiting for money',
    );
    says('SEARCH IS DOWN FOR EVERYONE', 'SEARCH IS DOWN FOR EVERYONE', 'SEARCH', 'DOWN', 'EVERYONE');
    says('Database is on fire', 'Database is on fire');
    says('Is login broken for all?', 'Is login broken for all?');
    says('is down for all', 'is down for all');
    says('Looking for what is broken', 'Looking for what is broken');
    says('500s everywhere...', '500s everywhere...');
    says('It is broken for v1.', 'It is broken for v1', 'It', 'broken', 'v1');
    says('a\u0000b\u2028c\u0085d', 'a b c d');
    says('\ud800', '\\ud800');
    says('', '');
    says('.', '');
  });

  it('is made of its three parts', () => {
    const summary = { functionality: 'Logging in', state: 'broken\n', audience: 'all  users' };
    assert.equal(formatSentence(summary), 'Logging in is broken for all users');
  });

  describe('the id', () => {
    slugs('Logging in is broken for all users', 'logging-in-is-broken-for-all-users');
    slugs('API & web: 100% down!', 'api-and-web-100-down');
    slugs("Can't log in to GitHub", 'cant-log-in-to-github');
    slugs('Zürich büßt', 'zuerich-buesst');
    slugs('Привет, мир', 'privet-mir');
    slugs('日本語', 'incident-1200');
    slugs('🔥', 'incident-1200');
    slugs('🔥', 'incident-1200-2', 'incident-1200');
    slugs('', 'incident-1200');
    slugs('../../etc/passwd', 'etc-passwd');
    slugs('CON', 'con-incident');
    slugs('lpt1', 'lpt1-incident');
    slugs('con artists', 'con-artists');
    slugs('x'.repeat(61), 'x'.repeat(60));
    slugs(`${'word '.repeat(11)}12345 next`, `${'word-'.repeat(11)}12345`);
    slugs(`${'word '.repeat(11)}123456 next`, `${'word-'.repeat(10)}word`);
    slugs('Down', 'down-2', 'down');
    slugs('Down', 'down-3', 'DOWN', 'down-2');
    slugs('Down', 'down', 'down-2', 'downtown');
  });

  it('gives an incident another id, the next free one', () => {
    const other = (id: string, ...taken: string[]) => otherId(id, new Set([id, ...taken]));
    assert.equal(other('2026-11-20-down'), '2026-11-20-down-2');
    assert.equal(other('2026-11-20-down', '2026-11-20-down-2'), '2026-11-20-down-3');
    assert.equal(other('2026-11-20-down-2', '2026-11-20-down'), '2026-11-20-down-3');
    assert.equal(other('2026-11-20-error-500'), '2026-11-20-error-500-2');
  });

  it('takes the date in UTC', () => {
    assert.equal(incidentId(Date.UTC(2026, 10, 20, 23, 59, 59), 'x', new Set()), '2026-11-20-x');
    assert.equal(incidentId(Date.UTC(2026, 10, 21), 'x', new Set()), '2026-11-21-x');
  });

  it('folds what would not be one line', () => {
    assert.equal(oneLine(' a\r\n\u2028\tb\u00a0c\u0007'), 'a b c');
  });
});
