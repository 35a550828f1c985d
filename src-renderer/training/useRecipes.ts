import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import type { TrainConfig } from '../../src-main/api/types.ts';
import { api } from '../api.ts';
import type { Recipe } from './recipes.ts';

/** Every recipe with its settings as they are where nothing is said. */
export function useRecipes() {
  const query = useQuery({ ...api.train.defaults.queryOptions(), staleTime: Infinity });
  const byRecipe = computed(() => new Map(query.data.value?.map((config) => [config.recipe, config])));
  return { query, defaultsOf: (recipe: Recipe): TrainConfig | undefined => byRecipe.value.get(recipe) };
}
