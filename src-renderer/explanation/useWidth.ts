import { useElementSize } from '@vueuse/core';
import { computed } from 'vue';
import type { Ref } from 'vue';

/** Width of an element in whole pixels; a first guess before it is drawn. */
export function useWidth(element: Readonly<Ref<HTMLElement | null>>, guess = 700) {
  const { width } = useElementSize(element);
  return computed(() => (width.value > 0 ? Math.round(width.value) : guess));
}
