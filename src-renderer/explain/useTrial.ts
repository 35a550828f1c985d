import { computed, shallowRef, watch } from 'vue';

/** A text of the window that is read otherwise; without words it is left out. */
export interface Edit {
  document: number;
  text: string | null;
}

/**
 * What a text and its window are changed to, to see the prediction move. It ends where another text is chosen.
 *
 * @param of what is explained; another value is another text
 */
export function useTrial(of: () => unknown) {
  const text = shallowRef<string | null>(null);
  const edits = shallowRef<readonly Edit[]>([]);

  function change(document: number, words: string | null): void {
    edits.value = [...edits.value.filter((edit) => edit.document !== document), { document, text: words }];
  }

  function putBack(document: number): void {
    edits.value = edits.value.filter((edit) => edit.document !== document);
  }

  function reset(): void {
    text.value = null;
    edits.value = [];
  }

  watch(of, reset);
  return {
    text,
    edits,
    isChanged: computed(() => text.value !== null || edits.value.length > 0),
    change,
    putBack,
    reset,
  };
}
