import { useEventListener } from '@vueuse/core';
import { type ShallowRef } from 'vue';
import { useRouter } from 'vue-router';
import { entryNow, forgetScroll } from '../shared/scroll-memory.ts';

/** How long a view may take to show what it is called, in milliseconds. */
const PATIENCE_MS = 2000;

/**
 * Where one is on the page of a view: going back leads to the place that was left, a new view begins at its top, and the
 * keyboard goes where the view goes: to its heading.
 */
export function usePagePlace(page: Readonly<ShallowRef<HTMLElement | null>>): void {
  const router = useRouter();
  const kept = new Map<number, number>();
  let entry = entryNow();
  let isBack = false;
  useEventListener(window, 'popstate', () => {
    isBack = true;
  });
  router.beforeEach(() => {
    if (page.value) kept.set(entry, page.value.scrollTop);
  });
  router.afterEach((to, from, failure) => {
    const top = isBack ? (kept.get(entryNow()) ?? 0) : 0;
    const isNew = !isBack;
    isBack = false;
    if (failure) return;
    entry = entryNow();
    // The first view takes nobody's place.
    if (to.path === from.path || from.matched.length === 0) return;
    if (isNew) forgetScroll(entry);
    void settle(page, top);
  });
}

/** Waits for the heading and for a page that is long enough. */
async function settle(page: Readonly<ShallowRef<HTMLElement | null>>, top: number): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  let isFocused = false;
  while (performance.now() < until) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const view = page.value;
    if (view === null) return;
    const heading = view.querySelector<HTMLElement>('h1');
    if (!isFocused && heading !== null) {
      isFocused = true;
      // A view that leads to one of its controls has done so itself.
      if (!view.contains(document.activeElement) && !document.querySelector('[role="dialog"]')) {
        heading.tabIndex = -1;
        heading.focus({ preventScroll: true });
      }
    }
    view.scrollTop = top;
    if (isFocused && view.scrollTop >= top - 1) return;
  }
}
