import { bothVariants, type BenchCase } from '../case.ts';
import { configOf, drawnBatch, textsAlone, wordTrainer } from '../classifier-step.ts';

const [batch, texts] = [64, { vocabulary: 5000, length: 14, classes: 4 }];
const config = configOf({ recipe: 'rnn-attention', width: 100, hidden: 128, maxTokens: texts.length });

/** A tanh recurrent layer over the words, attention over its states, two linear layers. */
export const rnnAttention: BenchCase = {
  name: 'rnn-attention',
  batch,
  variants: bothVariants(wordTrainer(config, texts), (random) =>
    drawnBatch(random, textsAlone(batch), 0, texts),
  ),
};
