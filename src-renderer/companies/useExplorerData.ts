import { keepPreviousData, useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { api } from '../api.ts';
import { alignedTo } from '../charts/align-map.ts';
import * as choices from './explorer-choices.ts';
import type { MapChoice } from './map-choice.ts';
import { useGroups } from './useGroups.ts';
import type { ExplorerAddress } from './useExplorerAddress.ts';

/** What is computed once does not change while it is looked at. */
const lasting = { staleTime: Infinity, retry: false } as const;
/** The nearest that are listed, and those to which lines lead. */
const listed = 15;
const lined = 10;

function mapQuery(of: () => MapChoice | null) {
  return useQuery(
    computed(() => ({
      ...api.companies.map.queryOptions({ input: of() ?? { run: 0 } }),
      ...lasting,
      enabled: (of()?.run ?? 0) !== 0,
      placeholderData: keepPreviousData,
    })),
  );
}

/** What an address asks for. */
export function useExplorerData(address: ExplorerAddress) {
  const { choice, second, clusters, method, symbol, view } = address;
  const map = mapQuery(() => choice.value);
  const beside = mapQuery(() => second.value);
  const hasSectors = computed(() => map.data.value?.points.some(({ sector }) => sector !== null) ?? true);
  const colouring = computed(() => choices.colouringIn(address.colour.value, hasSectors.value));
  const grouped = useGroups({
    map: computed(() => map.data.value),
    beside: computed(() => (second.value === null ? undefined : beside.data.value)),
    colouring,
    clusters,
    method,
  });
  const near = useQuery(
    computed(() => ({
      ...api.companies.neighbours.queryOptions({
        input: { ...choice.value, symbol: symbol.value ?? '-', k: listed },
      }),
      ...lasting,
      enabled: symbol.value !== null && choice.value.run !== 0,
    })),
  );
  const similarity = useQuery(
    computed(() => ({
      ...api.companies.similarity.queryOptions({
        input: { ...choice.value, clusters: clusters.value, method: method.value },
      }),
      ...lasting,
      enabled: view.value === 'similarity' && choice.value.run !== 0,
    })),
  );
  return {
    map,
    beside,
    /** The second map, turned to fit the first; null: there are not both. */
    aligned: computed(() =>
      map.data.value && beside.data.value ? alignedTo(map.data.value, beside.data.value) : null,
    ),
    colouring,
    ...grouped,
    shownGroups: computed(() => grouped.groups.value.filter(({ key }) => !address.hidden.value.has(key))),
    nearest: computed(() =>
      symbol.value === null ? [] : (near.data.value ?? []).slice(0, lined).map((one) => one.symbol),
    ),
    similarity,
  };
}
export type ExplorerData = ReturnType<typeof useExplorerData>;
