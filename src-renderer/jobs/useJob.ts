import { useQueryClient } from '@tanstack/vue-query';
import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import type { ComputedRef } from 'vue';
import type { JobInfo, JobKind } from '../../src-main/api/types.ts';
import { api, client } from '../api.ts';
import { link } from '../host.ts';
import { followJob } from './follow-job.ts';
import type { JobSource } from './follow-job.ts';
import { isUnderWay, nextState, viewOf } from './job-state.ts';
import type { JobAction, JobState, JobView } from './job-state.ts';
import { useJobs } from './useJobs.ts';

export interface UseJobOptions<K extends JobKind> {
  /** A job of these kinds that was started elsewhere is followed if this accepts it; default: none is. */
  isWanted?: (job: JobInfo) => boolean;
  /** Called when a followed job has ended, in whatever way. */
  onEnd?: (view: JobView<K>) => void;
}

export interface UsedJob<K extends JobKind> {
  /** The job to show; null: none. */
  view: ComputedRef<JobView<K> | null>;
  /** Why the last job was not started; null: it was. */
  refusal: ComputedRef<unknown>;
  /** A job is being started or under way. */
  isRunning: ComputedRef<boolean>;
  /** Starts a job by a request that answers with its number, and follows it. */
  start: (kind: K, request: () => Promise<{ job: number }>) => Promise<void>;
  cancel: () => Promise<void>;
  /** How a pause of the job stands; `late`: it was asked to wait and ends first; null: it cannot be paused now. */
  pausing: ComputedRef<'none' | 'asked' | 'paused' | 'late' | null>;
  /** Asks the job to wait, or to go on. */
  pause: (paused: boolean) => Promise<void>;
}

const source: JobSource = {
  watch: (job, signal) => client.jobs.watch({ job }, { signal }),
  ready: () => link.ready(),
};

/** Starts and follows jobs of some kinds, one at a time. Following stops with the scope, the job goes on. */
export function useJob<K extends JobKind>(
  kinds: readonly K[],
  { isWanted = () => false, onEnd = () => {} }: UseJobOptions<K> = {},
): UsedJob<K> {
  const cache = useQueryClient();
  const state = shallowRef<JobState<K>>({ state: 'idle' });
  const view = computed(() => viewOf(state.value));
  const { jobs } = useJobs();
  let following: AbortController | null = null;
  onScopeDispose(() => following?.abort());

  function dispatch(action: JobAction<K>): void {
    const before = view.value;
    state.value = nextState(state.value, action);
    const now = view.value;
    if (now === null) return;
    const isSame = now.job === before?.job && isUnderWay(before);
    if (isUnderWay(now) && !isSame) {
      following?.abort();
      following = new AbortController();
      void followJob(now.job, source, dispatch, following.signal);
    } else if (!isUnderWay(now) && isSame) {
      void cache.invalidateQueries({ queryKey: api.jobs.list.key() });
      onEnd(now);
    }
  }

  const found = computed(() => {
    for (const info of jobs.value) {
      const kind = kinds.find((one) => one === info.spec.kind);
      if (kind !== undefined && isWanted(info)) return { job: info.id, kind };
    }
    return null;
  });
  watch(
    [() => found.value?.job, () => state.value.state],
    () => {
      if (found.value !== null) dispatch({ type: 'found', ...found.value });
    },
    { immediate: true },
  );

  return {
    view,
    refusal: computed(() => (state.value.state === 'refused' ? state.value.error : null)),
    isRunning: computed(() => state.value.state === 'starting' || isUnderWay(view.value)),
    start: async (kind, request) => {
      dispatch({ type: 'start' });
      try {
        const { job } = await request();
        dispatch({ type: 'started', job, kind });
      } catch (error) {
        dispatch({ type: 'refused', error });
        return;
      }
      await cache.invalidateQueries({ queryKey: api.jobs.list.key() });
    },
    cancel: async () => {
      if (view.value !== null) await client.jobs.cancel({ job: view.value.job });
    },
    pausing: computed(() => {
      const info = jobs.value.find(({ id }) => id === view.value?.job);
      if (view.value?.state !== 'running' || info?.state !== 'running') return null;
      if (!info.mayPause) return info.pause === 'asked' ? 'late' : null;
      if (view.value.paused) return 'paused';
      return info.pause === 'asked' ? 'asked' : 'none';
    }),
    pause: async (paused) => {
      if (view.value === null) return;
      await client.jobs.pause({ job: view.value.job, paused });
      await cache.invalidateQueries({ queryKey: api.jobs.list.key() });
    },
  };
}
