import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import type { RunRow } from '../../src-main/api/types.ts';
import { api } from '../api.ts';
import { formatScore } from '../format/number.ts';
import { isTrial } from './trials.ts';

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

/**
 * The finished runs that can be asked this, most recent first. Trials of sweeps and archived runs are left out, unless
 * it is the one that was asked for.
 */
export function finishedRuns(
  runs: readonly RunRow[] | undefined,
  answers: RunRow['answers'],
  asked: number | null = null,
): RunRow[] {
  return (runs ?? []).filter(
    (run) =>
      run.answers === answers &&
      run.state === 'done' &&
      (run.id === asked || (run.notes.archivedAt === null && !isTrial(run))),
  );
}

/** What tells runs apart in a list: number, recipe, data, what they read, and the score of the model. */
export function runName(run: RunRow): string {
  const data = run.config.symbols === null ? 'all tickers' : run.config.symbols.join(', ');
  const [score] = run.measures.filter(({ headline }) => headline).slice(-1);
  return [
    `Run ${run.id}`,
    run.recipe,
    data,
    run.inShort,
    ...(score ? [`${score.short} ${formatScore(score.value)}`] : []),
  ].join(' · ');
}
