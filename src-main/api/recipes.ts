/** The recipes as a form needs them. */
import { recipes, type TrainConfig, trainConfigSchema } from '../configs/all.ts';
import { curveLimits } from '../configs/curve-request.ts';
import { isClassifier } from '../configs/classifiers.ts';
import { type AboutRecipe, aboutRecipe, type RecipeSetting } from '../configs/settings.ts';
import { canBeSwept } from '../configs/sweep-request.ts';
import { enoughLabels, leastClasses, leastLabels } from '../recipes/texts/label-needs.ts';
import { leastCompanies } from '../recipes/company-embedding/data.ts';
import { leastTexts } from '../recipes/texts/corpus-texts.ts';
import type { DataKind } from '../setting.ts';
import { countedSettings } from './adequacy.ts';

/** How much a recipe learns from at the least. */
export type DataNeeds =
  /** Distinct labelled texts and their classes; with fewer texts than `enough` scores are rough. */
  | { data: 'labels'; labels: number; classes: number; enough: number }
  | { data: 'texts'; texts: number }
  | { data: 'companies'; companies: number }
  /** How many days depends on the settings. */
  | { data: 'prices' };

const needs = {
  labels: { data: 'labels', labels: leastLabels, classes: leastClasses, enough: enoughLabels },
  texts: { data: 'texts', texts: leastTexts },
  companies: { data: 'companies', companies: leastCompanies },
  prices: { data: 'prices' },
} satisfies { [K in DataKind]: Extract<DataNeeds, { data: K }> };

/** Of a recipe that is only compared with labels. */
const none: DataNeeds = { data: 'labels', labels: 0, classes: 0, enough: enoughLabels };

export interface CurveLimits {
  /** The fewest training texts of a point. */
  leastSize: number;
  /** Trainings of each size. */
  seeds: { least: number; most: number; usual: number };
}

export interface RecipeInfo extends AboutRecipe {
  /** Every setting as it is where nothing is said. */
  defaults: TrainConfig;
  needs: DataNeeds;
  /** What a learning curve of the recipe can be; null: it has none. */
  curve: CurveLimits | null;
  /** The settings of which several values can be tried; empty: the recipe has no sweeps. */
  swept: string[];
  /** The settings that decide what `train.data` counts; all others may be left out there. */
  counted: string[];
}

/** The defaults of a recipe, null where another setting decides what the default is. */
function offered({ recipe, settings }: AboutRecipe): TrainConfig {
  const undecided = settings.filter(({ nullable, default: usual }) => nullable && usual === null);
  const empty = Object.fromEntries(undecided.map(({ path }) => [path, null]));
  return { ...trainConfigSchema.parse({ recipe }), ...empty };
}

/**
 * A configuration as a form begins with it: null again where a setting is what others decide where nothing is said, so
 * that it follows them when they change.
 */
export function reoffered(config: TrainConfig): TrainConfig {
  const values = new Map<string, unknown>(Object.entries(config));
  const following = aboutRecipe(config.recipe).settings.flatMap(({ path, nullable, default: usual }) => {
    if (!nullable || usual !== null || !values.has(path)) return [];
    const filled: unknown = Object.entries(trainConfigSchema.parse({ ...config, [path]: null })).find(
      ([name]) => name === path,
    )?.[1];
    return JSON.stringify(filled) === JSON.stringify(values.get(path)) ? [path] : [];
  });
  return { ...config, ...Object.fromEntries(following.map((path) => [path, null])) };
}

/** Whether a form can take several values of a setting, and trials can differ in it. */
function isSwept({ path, values }: RecipeSetting): boolean {
  return canBeSwept(path) && ['whole', 'number', 'choice', 'flag'].includes(values.kind);
}

/** Every recipe, in the order in which it is offered. */
export function recipeInfos(): RecipeInfo[] {
  return recipes.map((recipe) => {
    const about = aboutRecipe(recipe);
    const defaults = offered(about);
    return {
      ...about,
      defaults,
      needs: about.learns ? needs[about.data] : none,
      // Sizes of the training part are compared where it consists of labelled texts.
      curve: about.data === 'labels' && about.learns ? curveLimits : null,
      swept: isClassifier({ recipe }) ? about.settings.filter(isSwept).map(({ path }) => path) : [],
      counted: countedSettings[about.data].filter((name) => Object.hasOwn(defaults, name)),
    };
  });
}
