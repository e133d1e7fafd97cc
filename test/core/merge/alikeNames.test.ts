import assert from 'node:assert/strict';
import { alikeNames } from '../../../src/core/merge/alikeNames';

describe('names that some disks take for one', () => {
  const folder = 'incidents/2026-11-27-search-is-slow';
  const at = (...names: string[]) => names.map((name) => `${folder}/${name}`);
  const never = () => false;

  it('are those that differ in capitals, or in how an accent or a German ß is written', () => {
    const pairs = [
      ['evidence/graph.png', 'evidence/Graph.PNG'],
      ['caf\u00e9.png', 'cafe\u0301.png'],
      ['stra\u00dfe.png', 'STRASSE.png'],
    ];
    for (const [ours = '', theirs = ''] of pairs) {
      assert.equal(alikeNames(at(ours), at(theirs), never).length, 1, ours);
    }
    assert.deepEqual(alikeNames(at('graph.png'), at('graph.png', 'graphs.png'), never), []);
  });

  it('are distinguished the same way in both clones: the one that sorts later is renamed', () => {
    const [upper, lower] = at('Graph.png', 'graph.png');
    assert.deepEqual(alikeNames([upper!], [lower!], never), [{ side: 'theirs', path: lower }]);
    assert.deepEqual(alikeNames([lower!], [upper!], never), [{ side: 'ours', path: lower }]);
  });

  it('leave an older one, and the record itself, their names', () => {
    const [upper, lower] = at('Graph.png', 'graph.png');
    assert.deepEqual(
      alikeNames([lower!], [upper!], (path) => path === lower),
      [{ side: 'theirs', path: upper }],
    );
    const [record, other] = at('incident.md', 'Incident.md');
    assert.deepEqual(alikeNames([record!], [other!], never), [{ side: 'theirs', path: other }]);
    assert.deepEqual(
      alikeNames([other!], [record!], () => true),
      [{ side: 'ours', path: other }],
    );
  });

  it('are nothing to the tool outside an incident', () => {
    assert.deepEqual(alikeNames(['README.md'], ['Readme.md'], never), []);
  });
});
