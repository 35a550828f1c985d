import { useQueryClient } from '@tanstack/vue-query';
import { computed, watch } from 'vue';
import { isUnfinished, useJobs } from './useJobs.ts';

/** Kinds of jobs after which everything that was read from the store may be out of date. */
const storing = new Set(['import', 'forget', 'unforget']);

/** Asks for everything again once such a job has ended, wherever it was started. */
export function useFreshData(): void {
  const cache = useQueryClient();
  const { jobs } = useJobs();
  const ended = computed(
    () => jobs.value.filter((job) => storing.has(job.spec.kind) && !isUnfinished(job)).length,
  );
  watch(ended, (now, before) => {
    if (now > before) void cache.invalidateQueries();
  });
}
