import assert from 'node:assert/strict';
import { conflictMarkers, readConflict } from '../../../src/core/text/conflictMarkers';

const text = (...lines: string[]): string => lines.map((line) => `${line}\n`).join('');

describe('conflict markers', () => {
  it('are between versions, with or without a base', () => {
    const plain = text('a', '<<<<<<< ours', 'b', '=======', 'c', 'd', '>>>>>>> theirs', 'e');
    assert.deepEqual(readConflict(plain), {
      ours: text('a', 'b', 'e'),
      theirs: text('a', 'c', 'd', 'e'),
      base: text('a', 'e'),
      baseIsWhole: false,
    });
    const based = text('<<<<<<< ours', 'b', '||||||| 1234567', 'x', '=======', '>>>>>>> theirs').replaceAll(
      '\n',
      '\r\n',
    );
    assert.deepEqual(readConflict(based), { ours: 'b\r\n', theirs: '', base: 'x\r\n', baseIsWhole: true });
    assert.deepEqual(readConflict(plain + based)?.baseIsWhole, false);
  });

  it("are lines of their own: a rule of equal signs elsewhere isn't one", () => {
    assert.deepEqual(readConflict('a\n=======\n<<<<<<< x\n=======\nb\n=======\n>>>>>>>'), {
      ours: 'a\n=======\n',
      theirs: 'a\n=======\nb\n=======\n',
      base: 'a\n=======\n',
      baseIsWhole: false,
    });
    assert.equal(readConflict('a\n=======\nb\n<<<<<<<x\n'), undefined);
  });

  it('are not read if they do not belong together', () => {
    for (const lines of [
      ['<<<<<<<', 'a'],
      ['<<<<<<<', '=======', '<<<<<<<', '=======', '>>>>>>>'],
      ['<<<<<<<', '>>>>>>>', '======='],
      ['<<<<<<<', '=======', '|||||||', '>>>>>>>'],
    ]) {
      assert.equal(readConflict(text(...lines)), undefined, lines.join());
    }
  });

  it('are found one by one', () => {
    const found = conflictMarkers(text('<<<<<<< ours', 'x', '=======', '>>>>>>> t', '  <<<<<<< no', '<<<<<<<', ''));
    assert.deepEqual(
      found.map(({ code, start, end }) => [code, start, end]),
      [
        ['conflictMarkers', 0, 12],
        ['conflictMarkers', 46, 53],
      ],
    );
    assert.match(found[0]!.message, /Run "Incident: Resolve Merge Conflict" to merge them\.$/);
  });
});
