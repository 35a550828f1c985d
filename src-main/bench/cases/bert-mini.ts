import { bertConfigSchema } from '../../models/bert-config.ts';
import {
  bertClassifierShapes,
  bertEncoderShapes,
  bertPoolerShapes,
  initBertParameters,
  wordEmbeddings,
} from '../../models/bert-parameters.ts';
import type { Random } from '../../random.ts';
import { bothVariants, type BenchCase } from '../case.ts';
import { checkpointLoss, configOf, drawnBatch, textsAlone } from '../classifier-step.ts';

const [batch, width, texts] = [16, 256, { vocabulary: 30_522, length: 64, classes: 3 }];
const config = configOf({ recipe: 'bert-classifier', maxTokens: texts.length });
const bert = bertConfigSchema.parse({
  vocab_size: texts.vocabulary,
  hidden_size: width,
  num_hidden_layers: 4,
  num_attention_heads: 4,
  intermediate_size: 4 * width,
  max_position_embeddings: texts.length,
  hidden_dropout_prob: 0,
  attention_probs_dropout_prob: 0,
});
const shapes = {
  ...bertEncoderShapes(bert),
  ...bertPoolerShapes(bert),
  ...bertClassifierShapes(bert, texts.classes),
};

function trainer(random: Random) {
  const { [wordEmbeddings]: words, ...params } = initBertParameters(random, shapes);
  return {
    params,
    tables: { [wordEmbeddings]: words! },
    lookups: { tokens: wordEmbeddings },
    paddingRow: 0 as const,
    loss: checkpointLoss(config, texts.classes, bert),
  };
}

/** A small BERT: four blocks of width 256, the first position pooled. */
export const bertMini: BenchCase = {
  name: 'bert-mini',
  batch,
  variants: bothVariants(trainer, (random) => drawnBatch(random, textsAlone(batch), 0, texts)),
};
