import { useMutation, useQueryClient } from '@tanstack/vue-query';
import { computed, shallowRef, watch } from 'vue';
import type { RunRow } from '../../src-main/api/types.ts';
import { api, client } from '../api.ts';
import { useJob } from './useJob.ts';
import { useJobs } from './useJobs.ts';

type TrainInput = Parameters<typeof client.train.start>[0]['config'];

/** Starts a training of a recipe and follows it, or the latest one that is under way already. */
export function useTraining(recipe: RunRow['recipe']) {
  const cache = useQueryClient();
  const { running } = useJobs();
  const started = shallowRef<number | null>(null);
  const job = computed(
    () =>
      started.value ??
      running.value.find(({ spec }) => spec.kind === 'train' && spec.config.recipe === recipe)?.id ??
      null,
  );
  const view = useJob(job);
  // A job that was found running stays in sight when it has ended.
  watch(job, (id) => {
    started.value ??= id;
  });

  const start = useMutation({
    mutationFn: async (config: TrainInput) => {
      started.value = (await client.train.start({ config })).job;
      await cache.invalidateQueries({ queryKey: api.jobs.list.key() });
    },
  });

  watch(
    () => view.value?.state,
    (state, before) => {
      if (before === 'running' && state !== 'running') {
        void cache.invalidateQueries({ queryKey: api.runs.key() });
      }
    },
  );

  return {
    view,
    start,
    isRunning: computed(() => start.isPending.value || view.value?.state === 'running'),
    cancel: async () => {
      if (job.value !== null) await client.jobs.cancel({ job: job.value });
    },
  };
}
