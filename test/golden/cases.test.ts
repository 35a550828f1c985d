import { describe, expect, it } from 'vitest';
import { caseNames, goldenMissing, why } from './reference-case.ts';

const checked = [
  'attention',
  'multihead_attention',
  'contextual_sentiment',
  'document_attention',
  'simple_transformer',
  'measures',
];
/** Cases of recipes that are not there yet. */
const later = ['bert', 'price_transformer', 'rnn_attention', 'word2vec'];

describe.skipIf(goldenMissing)(`the reference cases${why}`, () => {
  it('are all known', async () => {
    const known = new Set([...checked, ...later]);
    expect((await caseNames()).filter((name) => !known.has(name))).toEqual([]);
  });
});
