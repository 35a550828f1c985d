import { useQuery } from '@tanstack/vue-query';
import { refDebounced } from '@vueuse/core';
import { computed, type Ref } from 'vue';
import { counted } from '../../src-main/counted.ts';
import { api } from '../api.ts';
import { formatTime } from '../format/time.ts';
import { places } from '../../src-main/api/places.ts';
import { useTheme } from '../theme/useTheme.ts';
import { type Entry, found } from './found.ts';

const PAUSE_MS = 150;
/** As many of a kind are shown. */
const LIMIT = 6;

/** Letters of a text that stand for it. */
const SHORT = 110;

/** What fits a query, by kind; a kind of which nothing fits is not there. */
export function useEntries(query: Ref<string>) {
  const tickers = useQuery(api.tickers.list.queryOptions());
  const runs = useQuery(api.runs.list.queryOptions());
  const words = refDebounced(
    computed(() => query.value.trim()),
    PAUSE_MS,
  );
  const texts = useQuery(
    computed(() => ({
      ...api.tickers.timeline.queryOptions({
        input: { symbol: null, query: words.value, offset: 0, limit: LIMIT },
      }),
      enabled: words.value.length > 2,
    })),
  );
  const { next } = useTheme();

  const views = places.map(({ to, name }): Entry => ({ id: to, name, note: '', to }));
  const actions: Entry[] = [
    { id: 'import', name: 'Import files', note: 'Library', to: '/library' },
    { id: 'new-study', name: 'New study', note: 'does the context help?', to: '/study/new' },
    { id: 'colours', name: 'Change the colours', note: 'light, dark, as the system', to: next },
  ];
  const ofTickers = computed(() =>
    (tickers.data.value ?? []).map(({ symbol, name, documents }): Entry => ({
      id: `ticker ${symbol}`,
      name: symbol,
      note: [name, counted(documents, 'text')].filter((part) => part !== null && part !== '').join(', '),
      to: `/tickers/${encodeURIComponent(symbol)}`,
    })),
  );
  const ofRuns = computed(() =>
    (runs.data.value ?? [])
      .toSorted((a, b) => b.id - a.id)
      .map(({ id, recipe, notes, createdAt }): Entry => ({
        id: `run ${id}`,
        name: `Run ${id}`,
        note: [recipe, notes.name, formatTime(createdAt)].filter((part) => part !== null).join(', '),
        to: `/runs/${id}`,
      })),
  );
  const ofTexts = computed(() =>
    words.value.length > 2
      ? (texts.data.value?.rows ?? []).flatMap(({ id, text, symbols: [symbol] }): Entry[] =>
          symbol === undefined
            ? []
            : [
                {
                  id: `text ${id}`,
                  name: text.length > SHORT ? `${text.slice(0, SHORT)}…` : text,
                  note: symbol,
                  to: `/tickers/${encodeURIComponent(symbol)}?document=${id}`,
                },
              ],
        )
      : [],
  );
  return computed(() =>
    [
      { kind: 'Views', entries: found(views, query.value, places.length) },
      { kind: 'Actions', entries: found(actions, query.value, LIMIT) },
      { kind: 'Tickers', entries: found(ofTickers.value, query.value, LIMIT) },
      { kind: 'Runs', entries: found(ofRuns.value, query.value, LIMIT) },
      { kind: 'Texts', entries: ofTexts.value },
    ].filter(({ entries }) => entries.length > 0),
  );
}
