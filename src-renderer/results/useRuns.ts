import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import type { RunRow } from '../../src-main/api/types.ts';
import { api } from '../api.ts';

/** All runs, most recent first. */
export function useRuns() {
  const query = useQuery({ ...api.runs.list.queryOptions(), staleTime: 0 });
  const runs = computed(() => query.data.value?.toSorted((a, b) => b.createdAt - a.createdAt || b.id - a.id));
  return { query, runs };
}

/** Runs that cannot be read, and why. */
export function useUnreadableRuns() {
  const query = useQuery({ ...api.runs.unreadable.queryOptions(), staleTime: 0 });
  return computed(() => query.data.value ?? []);
}

/** The finished runs of a recipe, most recent first. */
export function finishedRuns(runs: readonly RunRow[] | undefined, recipe: RunRow['recipe']): RunRow[] {
  return (runs ?? []).filter((run) => run.recipe === recipe && run.state === 'done');
}

/** What tells runs apart in a list: number, recipe, data, context, score. */
export function runName(run: RunRow): string {
  const { config, result } = run;
  const data = config.symbols === null ? 'all tickers' : config.symbols.join(', ');
  const parts = [`Run ${run.id}`, config.recipe, data];
  if ('context' in config) {
    parts.push(config.context === 'none' ? 'no context' : `${config.window.n} earlier texts`);
  }
  if (result && 'split' in result) parts.push(`F1 ${result.test.macroF1.toFixed(3)}`);
  if (result?.recipe === 'company-embedding') {
    parts.push(
      result.objective === 'topic'
        ? `topics, F1 ${result.test.macroF1.toFixed(3)}`
        : `top-10 ${result.test.top10.toFixed(3)}`,
    );
  }
  return parts.join(' · ');
}
