import assert from 'node:assert/strict';
import { readRecord } from '../../../src/core/record/record';
import { declarationOf, declarationWords } from '../../../src/core/status/declaration';
import { declarationRow } from '../../../src/core/view/nowView';

const ID = '2026-11-27-search-is-slow';
const now = Date.parse('2026-11-27T14:07:30Z');

function recordOf(front: string, ...entries: string[]) {
  const lines = ['---', `id: ${ID}`, ...front.split('\n'), '---', '', '## Timeline', '', ...entries];
  return readRecord(`${lines.join('\n')}\n`);
}

describe('what others hear of a declaration', () => {
  const open = recordOf(
    'title: "Search `is` slow"\nseverity: SEV-1\nstatus: investigating',
    '- 2026-11-27T14:05:00Z @lee MILESTONE declared:',
    '- 2026-11-27T14:06:00Z @kim TL: looking',
  );

  it('is its severity, who declared it, and how long ago', () => {
    const declaration = declarationOf(ID, open);
    assert.ok(declaration);
    assert.deepEqual([declaration.author, declaration.at], ['lee', Date.parse('2026-11-27T14:05:00Z')]);
    assert.match(declarationWords(declaration, now), /^SEV-1 declared by @lee, 2 \S+ ago$/);
    const row = declarationRow(declaration, now);
    assert.equal(row.description, 'Search `is` slow');
    assert.equal(row.spoken, 'SEV-1 declared by @lee: Search `is` slow. Press Enter to join.');
  });

  it('has no severity where the record has none, and the id for a title', () => {
    const declaration = declarationOf(ID, recordOf('status: investigating', '- 2026-11-27T14:05:00Z @lee TL: slow'));
    assert.equal(declaration?.title, ID);
    assert.match(declarationWords(declaration, now), /^Incident declared by @lee, 2 \S+ ago$/);
    assert.match(declarationRow(declaration, now).spoken, /^Incident declared by @lee: /);
  });

  it('is nothing if it is over, or nobody has written yet', () => {
    assert.equal(declarationOf(ID, recordOf('status: resolved', '- 2026-11-27T14:05:00Z @lee TL: slow')), undefined);
    assert.equal(declarationOf(ID, recordOf('status: investigating')), undefined);
  });
});
