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
  /** The import that was started last, with the files in its archives and folders one by one. */
  const order = shallowRef<ImportOrder | null>(null);
  /** The import whose files are shown again, as they were read. */
  const reopened = shallowRef<ImportOrder | null>(null);
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
    reopened.value = null;
    dispatch({ type: 'transfer' });
    try {
      const names = [...(await find())];
      dispatch({ type: 'transferred', files: await client.library.files({ names }) });
    } catch (error) {
      dispatch({ type: 'failed', error });
    }
  }

  /** Shows files of the last import again, so that what was asked about them can be answered beside what was chosen. */
  function reopen(isAsked: (file: string) => boolean): void {
    const files = order.value?.files.filter(isAsked) ?? [];
    if (files.length === 0) return;
    reopened.value = order.value;
    dispatch({ type: 'dismissed', files });
    dispatch({ type: 'transfer' });
    dispatch({ type: 'transferred', files });
  }

  async function start({ files, as, reading }: ImportOrder): Promise<void> {
    await job.start('import', async () => {
      const scheme = labels.value.trim() || null;
      const started = await client.library.import({ files: [...files], as, labels: scheme, reading });
      order.value = { files: await client.library.files({ names: [...files] }), as, reading };
      dispatch({ type: 'imported', files });
      return started;
    });
  }

  return {
    labels,
    /** The import that was started last. */
    order,
    reopen,
    reopened,
    /** Paths of the files that were handed over and not imported yet. */
    pending: computed(() => queue.value.pending),
    /** Takes files off the list; none of them was imported. */
    dismiss: (files: readonly string[]) => dispatch({ type: 'dismissed', files }),
    handOver,
    isTransferring,
    start,
    view,
    /** Why the last files were not handed over, or not imported; null: they were. */
    refusal: computed(() => queue.value.error ?? job.refusal.value),
    results: computed(() => view.value?.result ?? null),
    isBusy: computed(() => isTransferring.value || job.isRunning.value),
    cancel: job.cancel,
    pausing: job.pausing,
    pause: job.pause,
  };
}

export type Importing = ReturnType<typeof useImport>;
