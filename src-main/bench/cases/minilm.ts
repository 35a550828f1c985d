import { bertConfigSchema } from '../../models/bert-config.ts';
import {
  bertClassifierShapes,
  bertEncoderShapes,
  bertPoolerShapes,
  initBertParameters,
  wordEmbeddings,
} from '../../models/bert-parameters.ts';
import { Random } from '../../random.ts';
import { encodeTexts } from '../../recipes/texts/encode-texts.ts';
import type { BenchCase, ReadingVariant, Variant } from '../case.ts';
import { checkpointLoss, configOf, drawnBatch, textsAlone } from '../classifier-step.ts';
import { tweetLengths } from '../tweet-lengths.ts';

/** The sizes of all-MiniLM-L6-v2. Its weights are drawn at random: the time does not depend on them. */
const sizes = {
  vocab_size: 30_522,
  hidden_size: 384,
  num_hidden_layers: 6,
  num_attention_heads: 12,
  intermediate_size: 1536,
  max_position_embeddings: 512,
  hidden_dropout_prob: 0,
  attention_probs_dropout_prob: 0,
};
const bert = bertConfigSchema.parse(sizes);
const encoderShapes = { ...bertEncoderShapes(bert), ...bertPoolerShapes(bert) };

/**
 * Batches of the peers in a step. They are sorted by length out of a whole export, so that the texts of a batch are
 * equally long.
 */
const [batchesOfPeer, batchOfPeer] = [8, 32];

function drawnTexts(random: Random): Int32Array[] {
  return tweetLengths(batchesOfPeer).flatMap((length) =>
    Array.from({ length: batchOfPeer }, () =>
      Int32Array.from({ length }, () => 1 + random.below(bert.vocab_size - 1)),
    ),
  );
}

const encoding = (precision: 'float32' | 'int8'): ReadingVariant => ({
  name: precision,
  processorOnly: precision === 'int8',
  open: (device) => {
    const texts = drawnTexts(new Random(2));
    const parameters = initBertParameters(new Random(1), encoderShapes);
    const encoder = encodeTexts({ device, config: bert, parameters, paddingId: 0, precision });
    return {
      step: async () => {
        let read = 0;
        for await (const part of encoder.encode(texts)) read += part.length;
        if (read !== texts.length) throw new Error(`${read} of ${texts.length} texts were encoded`);
      },
      dispose: () => encoder.dispose(),
    };
  },
});

/** Texts as long as tweets to vectors, with an encoder that stays as it is. */
export const minilmEncode: BenchCase = {
  name: 'minilm-encode',
  batch: batchesOfPeer * batchOfPeer,
  long: true,
  variants: [encoding('float32'), encoding('int8')],
};

const [batch, texts] = [32, { vocabulary: bert.vocab_size, length: 64, classes: 3 }];
const shapes = { ...encoderShapes, ...bertClassifierShapes(bert, texts.classes) };
const config = configOf({ recipe: 'bert-classifier', maxTokens: texts.length });

const tuning: Variant = {
  name: 'used rows stepped',
  trainer: (random) => {
    const { [wordEmbeddings]: words, ...params } = initBertParameters(random, shapes);
    return {
      params,
      tables: { [wordEmbeddings]: words! },
      lookups: { tokens: wordEmbeddings },
      paddingRow: 0,
      loss: checkpointLoss(config, texts.classes, bert),
    };
  },
  batch: (random) => drawnBatch(random, textsAlone(batch), 0, texts),
};

/** A training step of the encoder and a new head on it. */
export const minilmTune: BenchCase = { name: 'minilm-tune', batch, long: true, variants: [tuning] };
