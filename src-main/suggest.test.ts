import { describe, expect, it } from 'vitest';
import { didYouMean, similar } from './suggest.ts';

const recipes = ['contextual-sentiment', 'topic', 'rnn-attention', 'document-attention', 'word2vec'];

describe('what somebody may have meant', () => {
  it.each([
    ['word2vex', 'word2vec'],
    ['topics', 'topic'],
    ['TOPIC', 'topic'],
    ['sentiment', 'contextual-sentiment'],
    ['rnn-atention', 'rnn-attention'],
    ['contextal-sentimnt', 'contextual-sentiment'],
    ['tpoic', 'topic'],
    ['contxtual', 'contextual-sentiment'],
    ['sentimnt', 'contextual-sentiment'],
    ['documnet', 'document-attention'],
  ])('%s: %s', (word, meant) => {
    expect(similar(word, recipes)[0]).toBe(meant);
  });

  it('is nothing where no name is like the word', () => {
    expect(didYouMean('bananas', recipes)).toBe('');
    // Of a ticker of one or two letters nearly every other is one edit away or two.
    expect(similar('A', ['MSFT', 'NFLX'])).toEqual([]);
  });

  it('stands behind a sentence', () => {
    expect(didYouMean('NFLXX', ['NFLX', 'MSFT'])).toBe(' Did you mean "NFLX"?');
    expect(didYouMean('NFXL', ['NFLX', 'MSFT'])).toBe(' Did you mean "NFLX"?');
    expect(didYouMean('attention', recipes)).toBe(' Did you mean "rnn-attention" or "document-attention"?');
  });
});
