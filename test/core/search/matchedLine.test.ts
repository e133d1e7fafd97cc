import assert from 'node:assert/strict';
import { matchedLine } from '../../../src/core/search/matchedLine';

const CARD = '---\ntitle: Checkout is slow\n---\n';
const TEXT = `${CARD}# Checkout is slow\n\n- [ ] the **checkout** queue is full\n`;

describe('the line that matched', () => {
  it('is the one with most of the words', () => {
    assert.deepEqual(matchedLine(TEXT, CARD.length, [new Set(['checkout']), new Set(['queue', 'queued'])]), {
      line: 5,
      text: 'the **checkout** queue is full',
    });
  });

  it('is one below the front matter, where both say it', () => {
    assert.deepEqual(matchedLine(TEXT, CARD.length, [new Set(['slow'])]), { line: 3, text: 'Checkout is slow' });
  });

  it('is one of the front matter, where only that says it', () => {
    assert.deepEqual(matchedLine(TEXT, CARD.length, [new Set(['title'])]), {
      line: 1,
      text: 'title: Checkout is slow',
    });
  });

  it('is empty where none has a word', () => {
    assert.deepEqual(matchedLine(TEXT, CARD.length, [new Set(['nowhere'])]), { line: 0, text: '' });
  });
});
