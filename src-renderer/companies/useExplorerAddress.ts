import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import type { RunRow } from '../../src-main/api/types.ts';
import { hiddenIn } from '../charts/hidden-groups.ts';
import { spotIn } from '../charts/zoom.ts';
import { useAddress } from '../shared/address.ts';
import type { CompanyTab } from './CompanyPanel.vue';
import * as choices from './explorer-choices.ts';
import { mapIn } from './map-choice.ts';

const views = ['map', 'similarity', 'drift', 'table'] as const;
export type ExplorerView = (typeof views)[number];

/** What the explorer shows, which stands in its address. `runs`: those that have company vectors. */
export function useExplorerAddress(runs: ComputedRef<readonly RunRow[]>) {
  const { choose, number, word } = useAddress();
  const run = computed(() => {
    const named = runs.value.find(({ id }) => id === number('run'));
    return (named ?? runs.value[0])?.id ?? null;
  });
  const symbol = computed({
    get: () => word('symbol'),
    set: (value) => choose({ symbol: value, other: null, tab: word('tab') === 'why' ? null : word('tab') }),
  });
  const other = computed(() => word('other'));
  return {
    choose,
    run,
    /** The map, and the one beside it; null: there is none. */
    choice: computed(() => mapIn({ word, number }, run.value ?? 0)),
    second: computed(() => {
      const beside = number('run2');
      return beside !== null && runs.value.some(({ id }) => id === beside)
        ? mapIn({ word, number }, beside, '2')
        : null;
    }),
    view: computed((): ExplorerView => views.find((one) => one === word('view')) ?? 'map'),
    /** As it is named, whatever there is to be coloured by. */
    colour: computed(() => word('colour')),
    clusters: computed(() => choices.clustersIn(number('clusters'))),
    method: computed(() => choices.methodIn(word('grouping'))),
    hidden: computed(() => hiddenIn(word('hide'))),
    only: computed(() => choices.symbolsIn(word('only'))),
    marked: computed(() => choices.symbolsIn(word('marked'))),
    bySize: computed(() => word('size') !== 'alike'),
    /** The part of the map that is seen; null: all. */
    spot: computed(() => spotIn(word('zoom'))),
    periods: computed(() => number('periods')),
    symbol,
    other,
    tab: computed({
      get: (): CompanyTab => {
        const named = word('tab');
        return named === 'news' || (named === 'why' && other.value !== null) ? named : 'neighbours';
      },
      set: (value) => choose({ tab: value === 'neighbours' ? null : value }),
    }),
    mark: (symbols: readonly string[]) =>
      choose({ marked: symbols.length === 0 ? null : symbols.join('|'), symbol: null, other: null }),
  };
}
export type ExplorerAddress = ReturnType<typeof useExplorerAddress>;
