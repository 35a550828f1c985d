import { z } from 'zod';
import { bertConfigSchema, type BertConfig, publishedKeys } from '../../models/bert-config.ts';
import type { CheckpointFamily } from './family.ts';

/** Whatever the configuration says of padding, positions are counted from behind 1. */
const positionOfPadding = 1;

/** MPNet (Song et al., 2020): no types of tokens; distances between tokens shift attention. */
export const mpnet: CheckpointFamily = {
  title: 'MPNet',
  className: 'MPNet',
  config: z
    .object({
      ...publishedKeys,
      pad_token_id: z.int().min(0).default(1),
      // The publisher's reader puts distances into 32 buckets, whatever this says.
      relative_attention_num_buckets: z.literal(32).default(32),
    })
    .transform((config): BertConfig => {
      return bertConfigSchema.parse({
        ...config,
        family: 'mpnet',
        type_vocab_size: 0,
        position_offset: positionOfPadding + 1,
        pooler_dropout: true,
        classifier_dropout: null,
      });
    }),
  layers: 'encoder.layer',
  parts: {
    'attention.attn.q': 'attention.self.query',
    'attention.attn.k': 'attention.self.key',
    'attention.attn.v': 'attention.self.value',
    'attention.attn.o': 'attention.output.dense',
    'attention.LayerNorm': 'attention.output.LayerNorm',
  },
  head: { pooler: 'classifier.dense', classifier: 'classifier.out_proj', ownPooler: true },
  masked: { dense: 'lm_head.dense', norm: 'lm_head.layer_norm', bias: 'lm_head' },
};
