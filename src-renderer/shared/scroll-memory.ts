import { onBeforeUnmount, onMounted, type ShallowRef } from 'vue';

/** How far lists were scrolled, by the entry of the history that they stood in and their name. */
const kept = new Map<string, number>();

/** The number of the entry of the history that is shown; vue-router gives it. */
export function entryNow(): number {
  const state: unknown = history.state;
  return typeof state === 'object' && state !== null && 'position' in state ? Number(state.position) : 0;
}

/** Forgets what was kept of an entry that is now another page. */
export function forgetScroll(entry: number): void {
  for (const key of kept.keys()) if (key.startsWith(`${entry} `)) kept.delete(key);
}

/** A list that is come back to is where it was left. */
export function useScrollMemory(
  scroller: Readonly<ShallowRef<HTMLElement | null>>,
  name: () => string | null,
): void {
  const key = `${entryNow()} ${name() ?? ''}`;
  onMounted(() => {
    const top = kept.get(key);
    if (top !== undefined) requestAnimationFrame(() => scroller.value?.scrollTo({ top }));
  });
  onBeforeUnmount(() => {
    if (scroller.value && name() !== null) kept.set(key, scroller.value.scrollTop);
  });
}
