import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, watch } from 'vue';
import type { JobInfo } from '../../src-main/api/types.ts';
import { api, client } from '../api.ts';
import { useJob } from '../jobs/useJob.ts';
import { isUnfinished } from '../jobs/useJobs.ts';
import { mergedMetrics } from './metrics.ts';

type TrainInput = Parameters<typeof client.train.start>[0]['config'];
type SweepInput = Parameters<typeof client.train.sweep>[0];
export type CurveInput = Parameters<typeof client.train.learningCurve>[0];

const trainingKinds = ['train', 'resume', 'learning-curve', 'sweep'] as const;

/** Whether a job trains a model, from the start or from where it was stopped, or many for a learning curve. */
export function trains({ spec }: JobInfo): boolean {
  return trainingKinds.some((kind) => kind === spec.kind);
}

/** Starts or resumes a training and follows it, or the latest one that is under way already and wanted. */
export function useTraining(isWanted: (job: JobInfo) => boolean = () => true) {
  const cache = useQueryClient();
  const showRuns = () => void cache.invalidateQueries({ queryKey: api.runs.key() });
  const job = useJob(trainingKinds, {
    isWanted: (info) => isUnfinished(info) && isWanted(info),
    onEnd: showRuns,
  });
  const { view } = job;

  const runId = computed(() => view.value?.run ?? null);
  const enabled = computed(() => runId.value !== null);
  const run = useQuery(
    computed(() => ({
      ...api.runs.get.queryOptions({ input: { run: runId.value ?? 0 } }),
      enabled: enabled.value,
      staleTime: 0,
    })),
  );
  // A resumed job reports only what is new; what was measured before is stored.
  const isResumed = computed(() => view.value?.kind === 'resume' && enabled.value);
  const before = useQuery(
    computed(() => ({
      ...api.runs.metrics.queryOptions({ input: { run: runId.value ?? 0 } }),
      enabled: isResumed.value,
      staleTime: 0,
    })),
  );
  watch(runId, (id) => {
    if (id !== null) showRuns();
  });

  return {
    ...job,
    start: (config: TrainInput) => job.start('train', () => client.train.start({ config })),
    learningCurve: (request: CurveInput) =>
      job.start('learning-curve', () => client.train.learningCurve(request)),
    sweep: (request: SweepInput) => job.start('sweep', () => client.train.sweep(request)),
    resume: (run: number) => job.start('resume', () => client.train.resume({ run })),
    /** The job trains many runs, one after the other. */
    isCurve: computed(() => view.value?.kind === 'learning-curve'),
    /** The job tries several settings. */
    isSweep: computed(() => view.value?.kind === 'sweep'),
    /** The run of the job, as it is stored. */
    run: computed(() => (run.data.value?.id === runId.value ? run.data.value : undefined)),
    metrics: computed(() =>
      mergedMetrics(isResumed.value ? (before.data.value ?? []) : [], view.value?.metrics ?? []),
    ),
  };
}
