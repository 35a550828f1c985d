import { useMutation, useQueryClient } from '@tanstack/vue-query';
import { computed, shallowRef, watch } from 'vue';
import type { ReadingInput } from '../../src-main/api/types.ts';
import { api, client } from '../api.ts';
import { readImportResults } from './import-result.ts';
import { useJob } from '../jobs/useJob.ts';
import { useJobs } from '../jobs/useJobs.ts';

/** Files with what the user says of how they are to be read; what is null is recognised. */
export interface ImportOrder {
  files: string[];
  as: string | null;
  reading: ReadingInput;
}

/** Files on their way into the workspace: handed over, looked at, imported. */
export function useImport() {
  const cache = useQueryClient();
  const labels = shallowRef('');
  /** Paths of the files that were handed over and not imported yet. */
  const pending = shallowRef<string[]>([]);

  // An import that was started before this view opened is followed as well.
  const { jobs } = useJobs();
  const started = shallowRef<number | null>(null);
  const job = computed(
    () => started.value ?? jobs.value.find(({ spec }) => spec.kind === 'import')?.id ?? null,
  );
  const view = useJob(job);
  const isRunning = computed(() => view.value?.state === 'running');

  const handing = useMutation({
    mutationFn: async (find: () => Promise<string[]>) => {
      const found = await find();
      if (found.length > 0) pending.value = found;
    },
  });
  const importing = useMutation({
    mutationFn: async ({ files, as, reading }: ImportOrder) => {
      const answer = await client.library.import({ files, as, labels: labels.value.trim() || null, reading });
      started.value = answer.job;
      pending.value = pending.value.filter((file) => !files.includes(file));
      await cache.invalidateQueries({ queryKey: api.jobs.list.key() });
    },
  });

  watch(
    () => view.value?.state,
    (state, before) => {
      // Everything that was read from the store is out of date, half an import too.
      if (before === 'running' && state !== 'running') void cache.invalidateQueries();
    },
  );

  async function cancel(): Promise<void> {
    if (job.value !== null) await client.jobs.cancel({ job: job.value });
  }

  return {
    labels,
    pending,
    handing,
    importing,
    view,
    results: computed(() => readImportResults(view.value?.result)),
    isRunning,
    isBusy: computed(() => handing.isPending.value || importing.isPending.value || isRunning.value),
    cancel,
  };
}

export type Importing = ReturnType<typeof useImport>;
