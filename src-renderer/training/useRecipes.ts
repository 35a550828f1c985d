import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import type { RecipeInfo } from '../../src-main/api/types.ts';
import { api } from '../api.ts';

/** The recipes with their settings, in the order in which they are offered. */
export function useRecipes() {
  const query = useQuery({ ...api.train.recipes.queryOptions(), staleTime: Infinity });
  const recipes = computed((): readonly RecipeInfo[] => query.data.value ?? []);
  const byName = computed(
    () => new Map<unknown, RecipeInfo>(recipes.value.map((info) => [info.recipe, info])),
  );
  return {
    query,
    recipes,
    /** The recipe of this name; undefined: there is none, or the recipes are not known yet. */
    recipeNamed: (name: unknown): RecipeInfo | undefined => byName.value.get(name),
  };
}
