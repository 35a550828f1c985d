import { useDebounceFn } from '@vueuse/core';
import { onScopeDispose } from 'vue';
import { useRouter } from 'vue-router';

/**
 * A function that acts when it was not called for a while, unless its view was left meanwhile or is being left: a choice
 * that is made late would stand in the address of another view, or call off the way to one that is still loading.
 *
 * @param pause in milliseconds
 */
export function useDebounceInView<A extends unknown[]>(
  act: (...given: A) => void,
  pause: number,
): (...given: A) => void {
  const router = useRouter();
  let isLeaving = false;
  const stays = (): void => {
    isLeaving = false;
  };
  const ends = [
    router.beforeEach((to, from) => {
      isLeaving = to.path !== from.path;
    }),
    router.afterEach(stays),
    router.onError(stays),
  ];
  onScopeDispose(() => {
    for (const end of ends) end();
    isLeaving = true;
  });
  const debounced = useDebounceFn((path: string, given: A) => {
    if (!isLeaving && router.currentRoute.value.path === path) act(...given);
  }, pause);
  return (...given) => void debounced(router.currentRoute.value.path, given);
}
