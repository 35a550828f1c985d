import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import type { CompanyMap, CompanyPoint } from '../../src-main/api/types.ts';
import { api } from '../api.ts';
import { type CompanyGroup, companyGroups } from '../charts/company-groups.ts';
import { useClassNames } from '../classes/useClassNames.ts';
import { type Colouring, countGroup, quartiles } from './explorer-choices.ts';

interface UseGroups {
  map: ComputedRef<CompanyMap | undefined>;
  /** The map beside it, whose companies have the same groups. */
  beside: ComputedRef<CompanyMap | undefined>;
  colouring: ComputedRef<Colouring>;
  clusters: ComputedRef<number>;
  method: ComputedRef<'ward' | 'k-means'>;
}

/** The companies of a map by what they are coloured by. */
export function useGroups({ map, beside, colouring, clusters, method }: UseGroups) {
  const request = computed(() => map.value?.request);
  const scheme = computed(() =>
    colouring.value.startsWith('label:') ? colouring.value.slice('label:'.length) : '',
  );
  const className = useClassNames(scheme);
  const found = useQuery(
    computed(() => ({
      ...api.companies.clusters.queryOptions({
        input: { run: 0, ...request.value, clusters: clusters.value, method: method.value },
      }),
      enabled: request.value !== undefined && colouring.value === 'cluster',
      staleTime: Infinity,
      retry: false,
    })),
  );
  const labels = useQuery(
    computed(() => ({
      ...api.companies.labels.queryOptions({ input: { scheme: scheme.value } }),
      enabled: scheme.value !== '',
      retry: false,
    })),
  );

  const own = useQuery({ ...api.companies.ownLabels.queryOptions(), retry: false });
  const ownOf = computed(() => new Map(own.data.value?.map(({ companyId, value }) => [companyId, value])));

  const points = computed(() => {
    const first = map.value?.points ?? [];
    const known = new Set(first.map(({ symbol }) => symbol));
    return [...first, ...(beside.value?.points ?? []).filter(({ symbol }) => !known.has(symbol))];
  });
  const groups = computed((): CompanyGroup[] => {
    const by = (
      keyOf: (point: CompanyPoint) => string | null,
      nameOf: (key: string) => string,
      unknown: string,
      order: readonly string[] = [],
    ) => companyGroups(points.value, keyOf, { nameOf, unknown, order });
    /** While it is not known yet, nothing is said of the companies. */
    const unlessAsked = (answer: unknown, unknown: string) => (answer === undefined ? 'loading…' : unknown);
    if (colouring.value === 'sector') return by(({ sector }) => sector, String, 'no sector');
    if (colouring.value === 'own')
      return by(
        ({ companyId }) => ownOf.value.get(companyId) ?? null,
        String,
        unlessAsked(own.data.value, 'no label of yours'),
      );
    if (colouring.value === 'texts') {
      const ends = quartiles(points.value.map(({ documents }) => documents));
      // One name a number, in the order of the numbers.
      const order = [...ends, Infinity].map((count) => countGroup(count, ends));
      return by(({ documents }) => countGroup(documents, ends), String, '', order);
    }
    if (colouring.value !== 'cluster') {
      const known = new Map(labels.data.value?.map(({ companyId, value }) => [companyId, value]));
      return by(
        ({ companyId }) => known.get(companyId) ?? null,
        className.value,
        unlessAsked(labels.data.value, 'no labelled texts'),
      );
    }
    const of = new Map(found.data.value?.members.map(({ symbol, cluster }) => [symbol, `${cluster + 1}`]));
    const nameOf = (key: string): string =>
      `${key}: ${found.data.value?.clusters[Number(key) - 1]?.words.slice(0, 4).join(', ') ?? ''}`;
    return by(({ symbol }) => of.get(symbol) ?? null, nameOf, unlessAsked(found.data.value, 'no cluster'));
  });
  const error = computed(() =>
    colouring.value === 'cluster' ? found.error.value : scheme.value === '' ? null : labels.error.value,
  );
  return { groups, error, ownOf };
}
