import type { HostTensor } from '../../engine/types.ts';
import type { Random } from '../../random.ts';
import { dense, type BenchCase } from '../case.ts';
import { configOf, drawnBatch, wordTrainer } from '../classifier-step.ts';

const [batch, width, context, texts] = [64, 64, 8, { vocabulary: 8000, length: 24, classes: 3 }];
const config = configOf({
  recipe: 'contextual-sentiment',
  context: 'cross',
  // The peer trains one model of text and window.
  contextModel: 'joint',
  width,
  heads: 4,
  layers: 1,
  maxTokens: texts.length,
  window: { n: context },
});
const trainer = wordTrainer(config, texts);

/**
 * A batch of `runs` stretches of consecutive texts of one ticker, each text with the `context` texts before it as its
 * window; every text of a stretch is encoded once. With `runs` = 64 no two windows share a text: all are encoded.
 */
function batchOf(runs: number, random: Random): Record<string, HostTensor> {
  const each = batch / runs;
  const stretch = each + context;
  const examples = Array.from({ length: batch }, (_, i) => {
    const text = Math.floor(i / each) * stretch + context + (i % each);
    return { text, window: Array.from({ length: context }, (_, before) => text - context + before) };
  });
  return drawnBatch(random, examples, context, texts);
}

/**
 * An encoder trained from scratch (one block); a text queries the tokens of 8 context texts. The peer encodes every
 * context text for every sample.
 */
export const contextualWords: BenchCase = {
  name: 'contextual-words',
  batch,
  variants: [
    { name: '192 distinct texts, in runs of 4', trainer, batch: (random) => batchOf(16, random) },
    { name: '72 distinct texts, of one ticker', trainer, batch: (random) => batchOf(1, random) },
    { name: 'all 576 texts', trainer, batch: (random) => batchOf(64, random) },
    {
      name: 'all 576 texts, all rows stepped',
      trainer: (random) => dense(trainer(random)),
      batch: (random) => batchOf(64, random),
    },
  ],
};
