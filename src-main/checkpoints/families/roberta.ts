import { z } from 'zod';
import { bertConfigSchema, type BertConfig, publishedKeys } from '../../models/bert-config.ts';
import type { CheckpointFamily } from './family.ts';

/** RoBERTa (Liu et al., 2019): positions are counted from behind the id of padding, and nothing else differs but the head. */
export const roberta: CheckpointFamily = {
  title: 'RoBERTa',
  className: 'Roberta',
  config: z
    .object({ ...publishedKeys, pad_token_id: z.int().min(0).default(1) })
    .transform((config): BertConfig => {
      const positions = { position_offset: config.pad_token_id + 1, pooler_dropout: true };
      return bertConfigSchema.parse({ ...config, ...positions, family: 'roberta' });
    }),
  layers: 'encoder.layer',
  parts: {},
  head: { pooler: 'classifier.dense', classifier: 'classifier.out_proj', ownPooler: true },
  masked: { dense: 'lm_head.dense', norm: 'lm_head.layer_norm', bias: 'lm_head' },
};
