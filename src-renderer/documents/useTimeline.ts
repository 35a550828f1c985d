import { keepPreviousData, useInfiniteQuery } from '@tanstack/vue-query';
import { computed, toValue } from 'vue';
import type { MaybeRefOrGetter } from 'vue';
import { api } from '../api.ts';
import { formatCount } from '../format/number.ts';
import { nextOffset } from '../shared/pages.ts';

const PAGE = 200;

/** Texts of a ticker (null: of all), most recent first or by a search; further pages as they come into sight. */
export function useTimeline(
  symbol: MaybeRefOrGetter<string | null>,
  search: MaybeRefOrGetter<string>,
  enabled: MaybeRefOrGetter<boolean> = true,
) {
  const query = useInfiniteQuery(
    computed(() => ({
      ...api.tickers.timeline.infiniteOptions({
        input: (offset: number) => ({ symbol: toValue(symbol), query: toValue(search), offset, limit: PAGE }),
        initialPageParam: 0,
        getNextPageParam: nextOffset,
      }),
      enabled: toValue(enabled),
      placeholderData: keepPreviousData,
    })),
  );

  return {
    rows: computed(() => query.data.value?.pages.flatMap((page) => page.rows)),
    /** How many there are, in words. */
    counted: computed(() => {
      const { total, more } = query.data.value?.pages[0] ?? { total: 0, more: false };
      return more ? `over ${formatCount(total)}` : formatCount(total);
    }),
    error: query.error,
    retry: query.refetch,
    more: () => {
      if (query.hasNextPage.value && !query.isFetchingNextPage.value) void query.fetchNextPage();
    },
  };
}
