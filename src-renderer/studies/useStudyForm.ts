import { useQuery } from '@tanstack/vue-query';
import { computed, shallowRef, watch, type MaybeRefOrGetter, toValue } from 'vue';
import { api } from '../api.ts';
import { useRecipes } from '../training/useRecipes.ts';
import { formOf, isStudyConfig, requestOf, type StudyForm, usualForm } from './study-form.ts';

/** What was entered stays until the window is closed: going back finds it. */
const kept = shallowRef<StudyForm>();

/**
 * The form of a study and the request that follows from it.
 *
 * @param from the study whose settings the form begins with; null: none
 */
export function useStudyForm(from: MaybeRefOrGetter<string | null>) {
  const recipes = useRecipes();
  const choices = useQuery({ ...api.studies.choices.queryOptions(), staleTime: Infinity });
  const info = computed(() => recipes.recipeNamed(choices.data.value?.recipe ?? ''));
  const model = useQuery(
    computed(() => ({
      ...api.studies.get.queryOptions({ input: { study: toValue(from) ?? '' } }),
      enabled: toValue(from) !== null,
      staleTime: Infinity,
    })),
  );
  const usual = computed(() => {
    const defaults = info.value?.defaults;
    return defaults && isStudyConfig(defaults) && choices.data.value
      ? usualForm(defaults, choices.data.value)
      : undefined;
  });
  watch(
    () => model.data.value,
    (page) => {
      if (page) kept.value = formOf(page) ?? kept.value;
    },
    { immediate: true },
  );
  const form = computed({
    get: () => kept.value ?? usual.value,
    set: (value) => {
      kept.value = value;
    },
  });
  return {
    info,
    choices: choices.data,
    form,
    isChanged: computed(() => kept.value !== undefined),
    reset: () => {
      kept.value = undefined;
    },
    /** undefined as long as recipes and choices are not known. */
    asked: computed(() =>
      info.value && form.value && choices.data.value
        ? requestOf(info.value, form.value, choices.data.value)
        : undefined,
    ),
    error: computed(() => recipes.query.error.value ?? choices.error.value ?? model.error.value),
    retry: () => Promise.all([recipes.query.refetch(), choices.refetch()]),
  };
}
