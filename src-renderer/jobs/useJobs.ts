import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import type { JobInfo } from '../../src-main/api/types.ts';
import { api } from '../api.ts';

const POLL_MS = 2000;

/** Whether a job runs, or waits for another one. */
export function isUnfinished({ state }: JobInfo): boolean {
  return state === 'running' || state === 'queued';
}

/** All jobs of this session of the application, most recent first; asked again while one is running. */
export function useJobs() {
  const query = useQuery({
    ...api.jobs.list.queryOptions(),
    staleTime: 0,
    refetchInterval: (state) => (state.state.data?.some(isUnfinished) ? POLL_MS : false),
  });
  const jobs = computed(() => (query.data.value ?? []).toSorted((a, b) => b.id - a.id));
  return { jobs, running: computed(() => jobs.value.filter(isUnfinished)) };
}
