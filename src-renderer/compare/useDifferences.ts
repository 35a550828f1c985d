import { keepPreviousData, useInfiniteQuery, useMutation } from '@tanstack/vue-query';
import { computed, toValue } from 'vue';
import type { MaybeRefOrGetter } from 'vue';
import type { PairKind } from '../../src-main/api/types.ts';
import { api, client } from '../api.ts';
import { useRunClasses } from '../classes/useClassNames.ts';
import { allRows, nextOffset } from '../shared/pages.ts';
import { saveCsv } from '../shared/save-file.ts';
import { differenceTable } from './difference-rows.ts';

const PAGE = 50;
const LARGEST_PAGE = 1000;

/** Two runs, and which of the texts that both tested. */
export interface Pair {
  first: number;
  second: number;
  kind: PairKind;
}

/** The texts of a pair of runs, page by page, and all of them as a file. Nothing is asked while the pair is null. */
export function useDifferences(pair: MaybeRefOrGetter<Pair | null>) {
  const query = useInfiniteQuery(
    computed(() => {
      const asked = toValue(pair);
      return {
        ...api.runs.differences.infiniteOptions({
          input: (offset: number) => ({
            ...(asked ?? { first: 0, second: 0, kind: 'different' as const }),
            offset,
            limit: PAGE,
          }),
          initialPageParam: 0,
          getNextPageParam: nextOffset,
        }),
        enabled: asked !== null,
        placeholderData: keepPreviousData,
      };
    }),
  );

  const nameOf = useRunClasses(() => toValue(pair)?.first ?? 0);
  const exporting = useMutation({
    mutationFn: async () => {
      const asked = toValue(pair);
      if (asked === null) return;
      const rows = await allRows((offset) =>
        client.runs.differences({ ...asked, offset, limit: LARGEST_PAGE }),
      );
      const { columns, rows: cells } = differenceTable(asked.first, asked.second, rows, nameOf.value);
      saveCsv(`differences-run-${asked.first}-run-${asked.second}`, columns, cells);
    },
  });

  return {
    query,
    exporting,
    found: computed(() => query.data.value?.pages[0]),
    rows: computed(() => query.data.value?.pages.flatMap((page) => page.rows) ?? []),
  };
}
