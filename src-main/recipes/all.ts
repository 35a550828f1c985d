import type { ConfigOf, RecipeName, ResultOf } from '../configs/all.ts';
import type { Recipe } from './base/recipe.ts';
import { classifier, publishedAsItStands, publishedClassifier } from './classify/recipe.ts';
import { companyCooccurrence, withCounting } from './company-cooccurrence/recipe.ts';
import { companyEmbedding } from './company-embedding/recipe.ts';
import { withCountedStart } from './counted-start/recipe.ts';
import { maskedLanguageModel } from './masked-language-model/recipe.ts';
import { priceTransformer } from './price-transformer/recipe.ts';
import { word2vec } from './word2vec/recipe.ts';

/** Every recipe by its name. */
const recipes = {
  'contextual-sentiment': classifier,
  topic: classifier,
  'document-attention': classifier,
  'rnn-attention': classifier,
  'simple-transformer': classifier,
  'bert-classifier': publishedClassifier,
  'published-classifier': publishedAsItStands,
  'company-embedding': withCountedStart(withCounting(companyEmbedding)),
  'company-cooccurrence': companyCooccurrence,
  word2vec,
  'masked-language-model': maskedLanguageModel,
  'price-transformer': priceTransformer,
} satisfies { [N in RecipeName]: Recipe<ConfigOf<N>, ResultOf<N>> };

/** The recipe of a name. */
export function recipeOf(name: RecipeName): Recipe {
  return recipes[name];
}
