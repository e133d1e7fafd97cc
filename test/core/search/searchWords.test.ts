import assert from 'node:assert/strict';
import { indexedWords, typedWords } from '../../../src/core/search/searchWords';

describe('the words of a search', () => {
  it('are without case, accents, and apostrophes', () => {
    assert.deepEqual(indexedWords("Café ÉTÉ can't"), ['cafe', 'ete', 'cant']);
  });

  it('have the parts of a joined word, too, where they are written', () => {
    assert.deepEqual(indexedWords('auth-api 2026-11-20'), [
      'auth-api',
      'auth',
      'api',
      '2026-11-20',
      '2026',
      '11',
      '20',
    ]);
  });

  it('are the whole joined word where they are typed, each once', () => {
    assert.deepEqual(typedWords('auth-api auth-api down'), ['auth-api', 'down']);
  });

  it('are pairs of characters in a script without spaces', () => {
    assert.deepEqual(indexedWords('決済が失敗'), ['決済', '済か', 'か失', '失敗']);
    assert.deepEqual(typedWords('API決済 済'), ['api', '決済', '済']);
  });

  it('leave out what is longer than anybody types', () => {
    assert.deepEqual(indexedWords(`${'a'.repeat(49)} short`), ['short']);
  });
});
