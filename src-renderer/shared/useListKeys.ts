import type { ShallowRef } from 'vue';

/** Rows that a page key moves. */
const PAGE = 10;

/**
 * Moves through a list by keyboard: j/k and the arrows, page keys, Home and End.
 * `index` is -1 while nothing is active. Answers the handler for the list's `keydown`.
 */
export function useListKeys(
  index: ShallowRef<number>,
  length: () => number,
  options: { onMove?: (index: number) => void; onEnter?: (index: number) => void } = {},
): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter') {
      if (index.value >= 0) options.onEnter?.(index.value);
      return;
    }
    const next = moved(event.key, index.value, length());
    if (next === null) return;
    event.preventDefault();
    index.value = next;
    options.onMove?.(next);
  };
}

/** Where a key leads from a row of a list, or null when the key means nothing to a list. */
export function moved(key: string, from: number, length: number): number | null {
  if (length === 0) return null;
  const within = (to: number): number => Math.min(length - 1, Math.max(0, to));
  switch (key) {
    case 'j':
    case 'ArrowDown':
      return within(from + 1);
    case 'k':
    case 'ArrowUp':
      return within(from - 1);
    case 'PageDown':
      return within(from + PAGE);
    case 'PageUp':
      return within(from - PAGE);
    case 'Home':
      return 0;
    case 'End':
      return length - 1;
    default:
      return null;
  }
}
