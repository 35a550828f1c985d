import type { MaskedLanguageConfig } from '../../configs/masked-language-model.ts';
import type { MaskedTokensResult } from '../../results/masked-tokens.ts';
import type { Recipe } from '../base/recipe.ts';
import { trainMaskedLanguageModel } from './train.ts';

export const maskedLanguageModel: Recipe<MaskedLanguageConfig, MaskedTokensResult> = {
  examples: 'texts',
  publishedHead: 'masked',
  train: trainMaskedLanguageModel,
};
