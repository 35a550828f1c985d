import { z } from 'zod';
import { withKind } from '../results/earlier.ts';
import type { Measure, ResultKind } from '../results/result-kind.ts';
import { classifiers } from './classifiers.ts';
import { companyCooccurrence } from './company-cooccurrence.ts';
import { companyEmbedding } from './company-embedding.ts';
import { maskedLanguageModel } from './masked-language-model.ts';
import { priceTransformer } from './price-transformer.ts';
import { publishedClassifier } from './published-classifier.ts';
import { type Answers, configUnion, namesOf, type RecipeSchemas } from './recipe-schemas.ts';
import { word2vec } from './word2vec.ts';

export { deviceChoices } from './fields.ts';

/** The schemas of every recipe, in the order in which they are listed. What they do is in `recipes/all.ts`. */
const schemas = {
  ...classifiers,
  'published-classifier': publishedClassifier,
  'company-embedding': companyEmbedding,
  'company-cooccurrence': companyCooccurrence,
  word2vec,
  'masked-language-model': maskedLanguageModel,
  'price-transformer': priceTransformer,
} satisfies Record<string, RecipeSchemas>;
type Schemas = typeof schemas;

export type RecipeName = keyof Schemas;
/** The names of all recipes. */
export const recipes: readonly RecipeName[] = namesOf(schemas);

export const trainConfigSchema = configUnion(schemas);
export type TrainConfig = z.infer<typeof trainConfigSchema>;

/** Of recipes that train what they result in. */
export type TrainedConfig = Extract<TrainConfig, { epochs: number }>;

export type ConfigOf<N extends RecipeName> = z.infer<Schemas[N]['config']>;
export type ResultOf<N extends RecipeName> =
  Schemas[N]['results'][number] extends ResultKind<infer R> ? R : never;
/** A result of any recipe. */
export type TrainResult = ResultOf<RecipeName>;

const kinds: ReadonlyMap<string, ResultKind> = new Map(
  Object.values<RecipeSchemas>(schemas).flatMap(({ results }) =>
    results.map((result) => [result.kind, result]),
  ),
);

/** @throws Error if it is no result of a recipe that is known here. */
export function parseResult(stored: unknown): TrainResult {
  const result = withKind(stored);
  const { kind } = z.looseObject({ kind: z.string() }).parse(result);
  const known = kinds.get(kind);
  if (!known) throw new Error(`There is no kind of result "${kind}".`);
  return known.schema.parse(result) as TrainResult;
}

/** The numbers that a run was measured by, those of its model first. */
export function measuresOf(result: TrainResult): Measure[] {
  return kinds.get(result.kind)?.measures(result) ?? [];
}

/** What a run of a recipe can be asked. */
export function answersOf(recipe: RecipeName): Answers {
  return schemas[recipe].answers;
}

/** What a run reads of its data, in a few words. */
export function inShort(config: TrainConfig): string {
  const known: RecipeSchemas = schemas[config.recipe];
  return known.inShort(config);
}
