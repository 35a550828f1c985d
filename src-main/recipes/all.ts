import type { ClassifierConfig } from '../configs/classifiers.ts';
import type { TrainConfig } from '../configs/all.ts';
import { trainClassifier } from './classify/train-classifier.ts';
import { trainCompanyTopics } from './company-embedding/train-topics.ts';
import { trainCompanies } from './company-embedding/train.ts';
import { trainPrices } from './price-transformer/train-prices.ts';
import type { Recipe } from './recipe.ts';
import { trainWord2vec } from './word2vec/train-word2vec.ts';

const classifier: Recipe<ClassifierConfig> = { examples: 'texts', train: trainClassifier };

/** Every recipe by its name. */
const recipes = {
  'contextual-sentiment': classifier,
  topic: classifier,
  'document-attention': classifier,
  'rnn-attention': classifier,
  'simple-transformer': classifier,
  'bert-classifier': classifier,
  'company-embedding': {
    examples: 'texts',
    train: (store, run, config, context) =>
      config.objective === 'topic'
        ? trainCompanyTopics(store, run, config, context)
        : trainCompanies(store, run, config, context),
  },
  word2vec: { examples: 'texts', train: trainWord2vec },
  'price-transformer': { examples: 'prices', train: trainPrices },
} satisfies { [N in TrainConfig['recipe']]: Recipe<Extract<TrainConfig, { recipe: N }>> };

/** The recipe of a configuration. */
export function recipeOf(config: TrainConfig): Recipe {
  return recipes[config.recipe];
}
