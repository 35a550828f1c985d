import type { SimpleTransformerConfig } from '../../configs/simple-transformer.ts';
import { simpleTransformer as model } from '../../models/simple-transformer.ts';
import { wordArchitecture } from './word-architecture.ts';

export const simpleTransformer = wordArchitecture<SimpleTransformerConfig>({
  model: (config, classes) => model({ ...config, classes }),
  paysForLength: () => true,
});
