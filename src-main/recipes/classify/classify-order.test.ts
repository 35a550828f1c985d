import { expect, test } from 'vitest';
import type { HostTensor } from '../../engine/types.ts';
import { Vocabulary } from '../../text/vocabulary.ts';
import { classify } from './classifier.ts';
import { classifierConfigSchema } from '../../configs/classifiers.ts';
import { TokenStore } from '../texts/token-store.ts';

/** Scores a text by how many tokens it has, and keeps the lengths of the batches that it was given. */
function counter() {
  const lengths: number[] = [];
  const predict = ({ mask, input }: Record<string, HostTensor>): Promise<Record<string, HostTensor>> => {
    const length = mask!.shape[1]!;
    lengths.push(length);
    const counts = Array.from(input!.data, (row) =>
      [...mask!.data.subarray(row * length, (row + 1) * length)].reduce((sum, value) => sum + value, 0),
    );
    return Promise.resolve({
      logits: { shape: [counts.length, 1], dtype: 'float32', data: Float32Array.from(counts) },
    });
  };
  return { lengths, predict };
}

test.each([
  ['alone are read the short ones first', 'none', [8, 16]],
  ['in windows as they come, beside their neighbours', 'cross', [16, 16]],
])('texts %s; what is said of them comes in their order', async (_, context, lengths) => {
  const texts = new TokenStore(new Vocabulary(['<padding>', '<unknown>', '<number>', 'a']), 16);
  const counts = [12, 1, 13, 2];
  const examples = counts.map((count) => ({ text: texts.addText('a '.repeat(count)), window: [] }));
  const config = classifierConfigSchema.parse({ recipe: 'contextual-sentiment', context, batchSize: 2 });
  const predictor = counter();
  const predictions = await classify(predictor, config, examples, texts);
  expect(predictions.map(({ logits }) => logits[0])).toEqual(counts);
  expect(predictor.lengths).toEqual(lengths);
});
