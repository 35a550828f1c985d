import type { CompanyCooccurrenceConfig } from '../../configs/company-cooccurrence.ts';
import type { CompanyEmbeddingConfig } from '../../configs/company-embedding.ts';
import type { MatchingResult, TopicsResult } from '../../results/companies.ts';
import type { Recipe } from '../base/recipe.ts';
import { companyVectors } from '../company-embedding/recipe.ts';
import { countCompanies } from './count.ts';

export const companyCooccurrence: Recipe<CompanyCooccurrenceConfig, MatchingResult> = {
  examples: 'texts',
  train: countCompanies,
  vectors: companyVectors,
};

type Trained = Recipe<CompanyEmbeddingConfig, MatchingResult | TopicsResult>;

/** `company-embedding` with the objective that counts beside those that it trains. */
export function withCounting(trained: Trained): Trained {
  return {
    ...trained,
    train: (store, run, config, context) =>
      config.objective === 'count'
        ? countCompanies(store, run, config, context)
        : trained.train(store, run, config, context),
  };
}
