import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import type { DataKind, RecipeInfo } from '../../src-main/api/types.ts';
import { api } from '../api.ts';

/** The recipes with their settings, in the order in which they are offered. */
export function useRecipes() {
  const query = useQuery({ ...api.train.recipes.queryOptions(), staleTime: Infinity });
  const recipes = computed((): readonly RecipeInfo[] => query.data.value ?? []);
  return {
    query,
    recipes,
    /** The recipe of this name; undefined: there is none, or the recipes are not known yet. */
    recipeNamed: (name: unknown): RecipeInfo | undefined =>
      recipes.value.find(({ recipe }) => recipe === name),
    /** What a recipe learns from; undefined as long as the recipes are not known. */
    dataOf: (name: string): DataKind | undefined => recipes.value.find(({ recipe }) => recipe === name)?.data,
    /** The names of the recipes that learn from such data. */
    recipesReading: (data: DataKind): string[] =>
      recipes.value.filter((info) => info.data === data).map(({ recipe }) => recipe),
  };
}
