import { z } from 'zod';
import { bertConfigSchema, publishedKeys } from '../../models/bert-config.ts';
import type { CheckpointFamily } from './family.ts';

/** BERT (Devlin et al., 2019), which covers MiniLM and FinBERT. */
export const bert: CheckpointFamily = {
  title: 'BERT',
  className: 'Bert',
  config: z.object(publishedKeys).transform((config) => bertConfigSchema.parse(config)),
  layers: 'encoder.layer',
  parts: {},
  head: { pooler: 'bert.pooler.dense', classifier: 'classifier', ownPooler: false },
  masked: {
    dense: 'cls.predictions.transform.dense',
    norm: 'cls.predictions.transform.LayerNorm',
    bias: 'cls.predictions',
  },
};
