import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, shallowRef } from 'vue';
import { api, client } from '../api.ts';
import { noteUndoable } from '../forget/undoable.ts';

/** Searches and groups of tickers that have a name in the workspace; what is removed can be undone. */
export function useSaved() {
  const cache = useQueryClient();
  const query = useQuery(api.saved.list.queryOptions());
  /** Why the last thing was not saved or removed; null: it was. */
  const problem = shallowRef<unknown>(null);

  /** Returns whether it was done. */
  async function changed(change: () => Promise<unknown>): Promise<boolean> {
    problem.value = null;
    try {
      await change();
      return true;
    } catch (error) {
      problem.value = error;
      return false;
    } finally {
      await cache.invalidateQueries({ queryKey: api.saved.key() });
    }
  }

  return {
    searches: computed(() => query.data.value?.searches ?? []),
    groups: computed(() => query.data.value?.groups ?? []),
    problem,
    saveSearch: (name: string, text: string) => changed(() => client.saved.saveSearch({ name, query: text })),
    saveGroup: (name: string, symbols: string[]) => changed(() => client.saved.saveGroup({ name, symbols })),
    remove: (what: 'search' | 'group', name: string) =>
      changed(async () => {
        const { deletion } = await client.saved.remove({ what, name });
        noteUndoable({ deletion, sentence: `The ${what} “${name}” was removed.` });
      }),
  };
}
