import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { api } from '../api.ts';

/** What can be set about a context window, and the window of those who choose none; undefined until it is known. */
export function useWindowSettings() {
  const query = useQuery({ ...api.context.settings.queryOptions(), staleTime: Infinity });
  return {
    query,
    settings: computed(() => query.data.value?.settings),
    defaults: computed(() => query.data.value?.defaults),
  };
}
