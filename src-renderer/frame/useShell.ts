import { tryOnScopeDispose, useEventListener } from '@vueuse/core';
import { type ShallowRef, shallowRef } from 'vue';
import { useRouter } from 'vue-router';
import { chooseFiles, onAct, pathOf } from '../host.ts';
import { handFiles, type Hand } from '../shared/handed-files.ts';

/**
 * What reaches the window from outside: files that are dropped anywhere in it, and what the menu asks for. A file never
 * takes the window's place.
 *
 * @returns whether files are dragged over the window
 */
export function useShell(show: (what: 'find' | 'keys') => void): { isOver: ShallowRef<boolean> } {
  const router = useRouter();
  const isOver = shallowRef(false);

  function toLibrary(hand: Hand): void {
    handFiles(hand);
    void router.push('/library');
  }

  const bringsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
  useEventListener(document, 'dragover', (event) => {
    if (!bringsFiles(event)) return;
    event.preventDefault();
    isOver.value = true;
  });
  useEventListener(document, 'dragleave', (event) => {
    // Leaving an element for another one of the page is no leaving.
    if (event.relatedTarget === null) isOver.value = false;
  });
  useEventListener(document, 'drop', (event) => {
    isOver.value = false;
    // A place for files has taken them.
    if (event.defaultPrevented || !bringsFiles(event)) return;
    event.preventDefault();
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length > 0) toLibrary(() => Promise.all(files.map((file) => pathOf(file))));
  });

  tryOnScopeDispose(
    onAct((act) => {
      if ('go' in act) void router.push(act.go);
      else if ('show' in act) show(act.show);
      else if (act.importFiles.length > 0) toLibrary(async () => act.importFiles);
      else if (chooseFiles !== null) toLibrary(() => chooseFiles?.('import') ?? Promise.resolve([]));
    }),
  );
  return { isOver };
}
