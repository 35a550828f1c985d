import type { RnnAttentionConfig } from '../../configs/rnn-attention.ts';
import { rnnAttention as model } from '../../models/rnn-attention.ts';
import { wordArchitecture } from './word-architecture.ts';

export const rnnAttention = wordArchitecture<RnnAttentionConfig>({
  model: (config, classes) => model({ ...config, kind: config.attention, classes }),
  paysForLength: () => true,
});
