import { bothVariants, type BenchCase } from '../case.ts';
import { configOf, drawnBatch, textsAlone, wordTrainer } from '../classifier-step.ts';

const [batch, texts] = [64, { vocabulary: 5000, length: 32, classes: 4 }];
const config = configOf({
  recipe: 'simple-transformer',
  width: 64,
  heads: 4,
  layers: 1,
  inner: 128,
  maxTokens: texts.length,
});

/** Words and learned positions, one post-norm block, their mean, a linear layer. */
export const simpleTransformer: BenchCase = {
  name: 'simple-transformer',
  batch,
  variants: bothVariants(wordTrainer(config, texts), (random) =>
    drawnBatch(random, textsAlone(batch), 0, texts),
  ),
};
