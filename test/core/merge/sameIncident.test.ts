import assert from 'node:assert/strict';
import { isSameIncident } from '../../../src/core/merge/sameIncident';
import { resolveFiles } from '../../../src/core/merge/fileMerge';

interface Told {
  readonly title?: string;
  readonly by?: string;
  readonly declared?: string;
  readonly resolved?: string;
}

/** A record of which only what matters here differs. */
function record({ title = 'Checkout is down', by = 'dana', declared = '03:00', resolved }: Told): string {
  const at = (time: string): string => `2026-11-20T${time}:00Z`;
  return [
    ...['---', 'id: 2026-11-20-checkout-is-down', `title: ${title}`],
    ...[`status: ${resolved ? 'resolved' : 'investigating'}`, 'milestones:', `  declared: ${at(declared)}`],
    ...(resolved ? [`  resolved: ${at(resolved)}`] : []),
    ...['---', '', '## Timeline', '', `- ${at(declared)} @${by} MILESTONE declared:`],
    ...(resolved ? [`- ${at(resolved)} @${by} MILESTONE resolved:`] : []),
    '',
  ].join('\n');
}

function judged(what: string, isSame: boolean, one: Told, other: Told) {
  it(`${what} ${isSame ? 'are of one incident' : 'are of two incidents'}`, () => {
    assert.equal(isSameIncident(record(one), record(other)), isSame);
    assert.equal(isSameIncident(record(other), record(one)), isSame);
  });
}

describe('two records of one id without a common version', () => {
  judged('two declarations within a minute', true, {}, { by: 'lee', declared: '03:01' });
  judged('two spellings of a title', true, {}, { by: 'lee', title: 'Checkout is down!', declared: '03:01' });
  judged('two titles', false, {}, { by: 'lee', title: 'Checkout is down for EU', declared: '03:01' });
  judged('titles of emoji', false, { title: '🔥🔥' }, { by: 'lee', title: '🚨', declared: '03:01' });
  judged('a declaration after the other was resolved', false, { resolved: '03:30' }, { by: 'lee', declared: '15:00' });
  judged('a declaration before the other was resolved', true, { resolved: '03:30' }, { by: 'lee', declared: '03:29' });
  judged('versions of one record, one of them renamed', true, {}, { title: 'Payment is down' });

  it('are merged where one of them has no timeline', () => {
    assert.ok(isSameIncident(record({}), record({ title: 'Other', by: 'lee' }).replace('## Timeline', '## Time')));
  });

  it('are never mixed if they are of two incidents', () => {
    const [ours, theirs] = [record({}), record({ by: 'lee', title: 'Search' })].map((text) => Buffer.from(text));
    const path = 'incidents/2026-11-20-checkout-is-down/incident.md';
    const resolve = (base?: Buffer) =>
      resolveFiles([{ path, ...(base && { base }), ours: ours!, theirs: theirs! }], [], () => () => undefined, String);
    const resolved = resolve();
    assert.deepEqual('code' in resolved && [resolved.code, resolved.data], ['twoIncidents', { path }]);
    assert.ok(!('code' in resolve(Buffer.from(record({ declared: '02:00' })))));
  });
});
