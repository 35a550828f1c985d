import { bothVariants, type BenchCase } from '../case.ts';
import { configOf, drawnBatch, textsAlone, wordTrainer } from '../classifier-step.ts';

const [batch, texts] = [64, { vocabulary: 30_000, length: 50, classes: 2 }];
const config = configOf({ recipe: 'document-attention', width: 50, heads: 4, maxTokens: texts.length });

/** Four learned heads over the word vectors of a text, and a linear layer. */
export const documentAttention: BenchCase = {
  name: 'document-attention',
  batch,
  variants: bothVariants(wordTrainer(config, texts), (random) =>
    drawnBatch(random, textsAlone(batch), 0, texts),
  ),
};
