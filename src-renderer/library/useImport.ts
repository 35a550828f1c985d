import { useQueryClient } from '@tanstack/vue-query';
import { computed, shallowRef } from 'vue';
import type { ReadingInput } from '../../src-main/api/types.ts';
import { client } from '../api.ts';
import { useJob } from '../jobs/useJob.ts';
import { emptyQueue, nextQueue } from './file-queue.ts';
import type { FileAction } from './file-queue.ts';

/** Files and how to read them, where the user has chosen; what is null is recognised. */
export interface ImportOrder {
  files: readonly string[];
  as: string | null;
  reading: ReadingInput;
}

/** Files on their way into the workspace: handed over, looked at, imported. */
export function useImport() {
  const cache = useQueryClient();
  const labels = shallowRef('');
  /** The files of the import that was started last, those in archives and folders too. */
  const imported = shallowRef<readonly string[]>([]);
  const queue = shallowRef(emptyQueue);
  const dispatch = (action: FileAction): void => {
    queue.value = nextQueue(queue.value, action);
  };

  const job = useJob(['import'], {
    // An import that was started before this view opened is shown as well, even if it has ended.
    isWanted: () => true,
    // Everything that was read from the store is out of date, also after half an import.
    onEnd: () => void cache.invalidateQueries(),
  });
  const { view } = job;
  const isTransferring = computed(() => queue.value.transfers > 0);

  /** @param find gives paths of files, folders and archives; none: the user has chosen none. */
  async function handOver(find: () => Promise<readonly string[]>): Promise<void> {
    dispatch({ type: 'transfer' });
    try {
      const names = [...(await find())];
      dispatch({ type: 'transferred', files: await client.library.files({ names }) });
    } catch (error) {
      dispatch({ type: 'failed', error });
    }
  }

  async function start({ files, as, reading }: ImportOrder): Promise<void> {
    await job.start('import', async () => {
      const scheme = labels.value.trim() || null;
      const started = await client.library.import({ files: [...files], as, labels: scheme, reading });
      // A question about one of them is answered in its preview.
      imported.value = await client.library.files({ names: [...files] });
      dispatch({ type: 'imported', files });
      return started;
    });
  }

  return {
    labels,
    imported,
    /** Paths of the files that were handed over and not imported yet. */
    pending: computed(() => queue.value.pending),
    dismiss: () => dispatch({ type: 'dismissed' }),
    handOver,
    isTransferring,
    start,
    view,
    /** Why the last files were not handed over, or not imported; null: they were. */
    refusal: computed(() => queue.value.error ?? job.refusal.value),
    results: computed(() => view.value?.result ?? null),
    isBusy: computed(() => isTransferring.value || job.isRunning.value),
    cancel: job.cancel,
  };
}

export type Importing = ReturnType<typeof useImport>;
