import { useQuery } from '@tanstack/vue-query';
import { computed, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { api } from '../api.ts';

/** Whether the window was opened without naming a view: it goes on where it was left. */
const wasOpenedAnew = /^(?:#?|#\/|#token=.*)$/.test(location.hash);

/** Remembers the last view of each workspace, with what was chosen there, and returns to it after a restart. */
export function useLastAddress(): void {
  const route = useRoute();
  const router = useRouter();
  const overview = useQuery(api.library.overview.queryOptions());
  const name = computed(() => {
    const folder = overview.data.value?.workspace;
    return folder === undefined ? null : `contexture address ${folder}`;
  });
  watch(
    name,
    async (now, before) => {
      if (now === null || before) return;
      const last = localStorage.getItem(now);
      if (wasOpenedAnew && last?.startsWith('/') && ['/', '/library'].includes(route.fullPath)) {
        await router.replace(last);
      }
      watch(
        () => route.fullPath,
        (address) => {
          if (route.name !== 'missing') localStorage.setItem(now, address);
        },
        { immediate: true },
      );
    },
    { immediate: true },
  );
}
