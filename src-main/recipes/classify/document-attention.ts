import type { DocumentAttentionConfig } from '../../configs/document-attention.ts';
import { documentAttention as model } from '../../models/document-attention.ts';
import { wordArchitecture } from './word-architecture.ts';

export const documentAttention = wordArchitecture<DocumentAttentionConfig>({
  model: (config, classes) => model({ ...config, kind: config.attention, classes }),
  paysForLength: () => false,
});
