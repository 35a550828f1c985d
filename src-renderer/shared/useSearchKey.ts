import { useEventListener } from '@vueuse/core';
import type { Ref } from 'vue';

/** Whether a key press belongs to a field or an open menu instead of the page. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  if (event.ctrlKey || event.metaKey || event.altKey) return true;
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'SELECT', 'TEXTAREA'].includes(target.tagName))
  );
}

/** `/` puts the caret into the search field of the view, wherever the focus was. */
export function useSearchKey(field: Readonly<Ref<HTMLInputElement | null | undefined>>): void {
  useEventListener(document, 'keydown', (event) => {
    if (event.key !== '/' || isTyping(event)) return;
    event.preventDefault();
    field.value?.focus();
    field.value?.select();
  });
}
