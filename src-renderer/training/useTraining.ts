import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, shallowRef, watch } from 'vue';
import type { JobInfo, MetricPoint } from '../../src-main/api/types.ts';
import { api, client } from '../api.ts';
import { useJob } from '../jobs/useJob.ts';
import { useJobs } from '../jobs/useJobs.ts';

type TrainInput = Parameters<typeof client.train.start>[0]['config'];
export type CurveInput = Parameters<typeof client.train.learningCurve>[0];

/** Whether a job trains a model, from the start or from where it was stopped, or many for a learning curve. */
export function trains({ spec }: JobInfo): boolean {
  return spec.kind === 'train' || spec.kind === 'resume' || spec.kind === 'learning-curve';
}

/** Starts or resumes a training and follows it, or the latest of this kind that is under way already. */
export function useTraining(isWanted: (job: JobInfo) => boolean) {
  const cache = useQueryClient();
  const { jobs, running } = useJobs();
  const started = shallowRef<number | null>(null);
  const job = computed(() => started.value ?? running.value.find(isWanted)?.id ?? null);
  const view = useJob(job);
  // A job that was found running stays in sight when it has ended.
  watch(
    job,
    (id) => {
      started.value ??= id;
    },
    { immediate: true },
  );

  async function follow(id: number): Promise<void> {
    started.value = id;
    await cache.invalidateQueries({ queryKey: api.jobs.list.key() });
  }
  const start = useMutation({
    mutationFn: async (config: TrainInput) => follow((await client.train.start({ config })).job),
  });
  const learningCurve = useMutation({
    mutationFn: async (request: CurveInput) => follow((await client.train.learningCurve(request)).job),
  });
  const resume = useMutation({
    mutationFn: async (run: number) => follow((await client.train.resume({ run })).job),
  });

  const runId = computed(() => view.value?.run ?? null);
  const enabled = computed(() => runId.value !== null);
  const run = useQuery(
    computed(() => ({
      ...api.runs.get.queryOptions({ input: { run: runId.value ?? 0 } }),
      enabled: enabled.value,
      staleTime: 0,
    })),
  );
  // A resumed job tells only what is new; what was measured before stands in the store.
  const kind = computed(() => jobs.value.find(({ id }) => id === job.value)?.spec.kind);
  const isResumed = computed(() => kind.value === 'resume' && enabled.value);
  const before = useQuery(
    computed(() => ({
      ...api.runs.metrics.queryOptions({ input: { run: runId.value ?? 0 } }),
      enabled: isResumed.value,
      staleTime: 0,
    })),
  );

  // A run that begins, begins again or ends is shown as it is.
  watch([runId, () => view.value?.state], ([id, state], [idBefore, before]) => {
    const hasBegun = id !== null && id !== idBefore;
    if (hasBegun || (before === 'running' && state !== 'running')) {
      void cache.invalidateQueries({ queryKey: api.runs.key() });
    }
  });

  return {
    view,
    start,
    learningCurve,
    resume,
    /** The job trains many runs, one after the other. */
    isCurve: computed(() => kind.value === 'learning-curve'),
    /** The run of the job, as it is stored. */
    run: computed(() => (run.data.value?.id === runId.value ? run.data.value : undefined)),
    metrics: computed(() =>
      mergedMetrics(isResumed.value ? (before.data.value ?? []) : [], view.value?.metrics ?? []),
    ),
    isRunning: computed(
      () =>
        [start, learningCurve, resume].some(({ isPending }) => isPending.value) ||
        view.value?.state === 'running',
    ),
    cancel: async () => {
      if (job.value !== null) await client.jobs.cancel({ job: job.value });
    },
  };
}

/** What is stored and what was told, each point once. */
export function mergedMetrics(stored: readonly MetricPoint[], told: readonly MetricPoint[]): MetricPoint[] {
  const known = new Set(stored.map(({ name, step }) => `${name} ${step}`));
  return [...stored, ...told.filter(({ name, step }) => !known.has(`${name} ${step}`))];
}
