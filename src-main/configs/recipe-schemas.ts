import { z } from 'zod';
import type { ResultKind } from '../results/result-kind.ts';

/** What a trained run can be asked: the class of a text, the nearest words of a word, the next move of a price, the neighbours of a company; or nothing. */
export const answers = ['texts', 'words', 'moves', 'companies', 'nothing'] as const;
export type Answers = (typeof answers)[number];

/** What the whole program knows of a recipe without loading it: the schemas of its settings and results, and how it is listed. */
export interface RecipeSchemas<
  Config extends z.ZodObject<{ recipe: z.ZodLiteral<string> }> = z.ZodObject<{
    recipe: z.ZodLiteral<string>;
  }>,
  Results extends readonly ResultKind[] = readonly ResultKind[],
> {
  config: Config;
  /** The kinds of results that it may have. */
  results: Results;
  answers: Answers;
  /** What it reads of its data, in a few words: `8 earlier, cross`. */
  inShort(config: z.infer<Config>): string;
}

/** Ties the functions of a recipe to the type of its schema. */
export function recipeSchemas<
  Config extends z.ZodObject<{ recipe: z.ZodLiteral<string> }>,
  const Results extends readonly ResultKind[],
>(schemas: RecipeSchemas<Config, Results>): RecipeSchemas<Config, Results> {
  return schemas;
}

/** The union of the settings of some recipes. */
export function configUnion<T extends Readonly<Record<string, RecipeSchemas>>>(table: T) {
  type Config = T[keyof T]['config'];
  const [first, ...others] = Object.values(table).map(({ config }) => config as Config);
  if (!first) throw new TypeError('no recipes');
  return z.discriminatedUnion('recipe', [first, ...others]);
}

export function namesOf<T extends object>(table: T): (keyof T & string)[] {
  return Object.keys(table) as (keyof T & string)[];
}
