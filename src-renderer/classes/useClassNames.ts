import { useQuery } from '@tanstack/vue-query';
import { createSharedComposable } from '@vueuse/core';
import { computed, type ComputedRef, type MaybeRefOrGetter, toValue } from 'vue';
import { type NameOf, namesIn } from '../../src-main/api/class-names.ts';
import type { ClassName } from '../../src-main/api/types.ts';
import { learnedScheme } from '../../src-main/configs/learned-scheme.ts';
import { api } from '../api.ts';

const NONE: readonly ClassName[] = [];

/** The names of all classes, as they are now; every row of a table asks for them, so they are watched once. */
const useAllNames = createSharedComposable((): ComputedRef<readonly ClassName[]> => {
  const query = useQuery({ ...api.labelling.classNames.queryOptions(), staleTime: Infinity });
  return computed(() => query.data.value ?? NONE);
});

/** What a class is called, by its scheme and label. */
export function useNamesOfSchemes(): ComputedRef<(scheme: string, value: string) => string> {
  const all = useAllNames();
  return computed(() => {
    const ofSchemes = new Map<string, NameOf>();
    return (scheme, value) => {
      const known = ofSchemes.get(scheme) ?? namesIn(all.value, scheme);
      ofSchemes.set(scheme, known);
      return known(value);
    };
  });
}

/** What the classes of a scheme are called; null: of none. */
export function useClassNames(scheme: MaybeRefOrGetter<string | null>): ComputedRef<NameOf> {
  const all = useAllNames();
  return computed(() => namesIn(all.value, toValue(scheme)));
}

/** The label scheme that a run learned; null: none, or it is not known yet. */
export function useRunScheme(run: MaybeRefOrGetter<number>): ComputedRef<string | null> {
  const query = useQuery(computed(() => api.runs.get.queryOptions({ input: { run: toValue(run) } })));
  return computed(() => (query.data.value ? learnedScheme(query.data.value.config) : null));
}

/** What the classes of a run are called. */
export function useRunClasses(run: MaybeRefOrGetter<number>): ComputedRef<NameOf> {
  return useClassNames(useRunScheme(run));
}
