import type { CompanyEmbeddingConfig } from '../../configs/company-embedding.ts';
import type { MatchingResult, TopicsResult } from '../../results/companies.ts';
import type { Recipe } from '../base/recipe.ts';
import { trainFromCounts } from './train.ts';

type Trained = Recipe<CompanyEmbeddingConfig, MatchingResult | TopicsResult>;

/** `company-embedding` with training that starts from counted vectors beside that which starts from random ones. */
export function withCountedStart(others: Trained): Trained {
  return {
    ...others,
    train: (store, run, config, context) =>
      config.start === 'counts'
        ? trainFromCounts(store, run, config, context)
        : others.train(store, run, config, context),
  };
}
