import { embeddingsOf } from '../../companies/embeddings.ts';
import type { CompanyEmbeddingConfig } from '../../configs/company-embedding.ts';
import type { MatchingResult, TopicsResult } from '../../results/companies.ts';
import type { ReadableStore } from '../../store/store.ts';
import type { NamedVectors, Recipe } from '../base/recipe.ts';
import { trainCompanies } from './train.ts';
import { trainCompanyTopics } from './train-topics.ts';

export const companyEmbedding: Recipe<CompanyEmbeddingConfig, MatchingResult | TopicsResult> = {
  examples: 'texts',
  train: (store, run, config, context) =>
    config.objective === 'topic'
      ? trainCompanyTopics(store, run, config, context)
      : trainCompanies(store, run, config, context),
  vectors: companyVectors,
};

/** The vectors of a run with what is known of their companies. */
export function companyVectors(store: ReadableStore, run: number): NamedVectors {
  const companies = embeddingsOf(store, run);
  return {
    width: companies[0]!.vector.length,
    rows: companies.map(({ vector }) => vector),
    headings: [
      { name: 'ticker', type: 'text' },
      { name: 'name', type: 'text' },
      { name: 'sector', type: 'text' },
      { name: 'texts', type: 'integer' },
    ],
    about: companies.map(({ symbol, name, sector, documents }) => [symbol, name, sector, documents]),
  };
}
