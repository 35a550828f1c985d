import { useQueryClient } from '@tanstack/vue-query';
import { onScopeDispose, shallowRef, toValue, watch } from 'vue';
import type { MaybeRefOrGetter, ShallowRef } from 'vue';
import { api, client } from '../api.ts';
import { messageOf } from '../connection/message-of.ts';
import { link } from '../host.ts';
import { applyJobEvent, emptyJobView } from './job-view.ts';
import type { JobView } from './job-view.ts';

/** Events come by the hundred a second; nobody reads faster than this. */
const SHOW_EVERY_MS = 60;

/**
 * Follows a job from its first event; null follows nothing. Listening stops with the scope, the job goes on.
 * After a lost connection the job is told again from its start.
 */
export function useJob(job: MaybeRefOrGetter<number | null>): Readonly<ShallowRef<JobView | null>> {
  const cache = useQueryClient();
  const view = shallowRef<JobView | null>(null);
  let listening: AbortController | null = null;

  async function listen(id: number, signal: AbortSignal): Promise<JobView> {
    const told = emptyJobView();
    let pending: ReturnType<typeof setTimeout> | null = null;
    const show = (): void => {
      pending = null;
      if (!signal.aborted) view.value = { ...told, metrics: [...told.metrics] };
    };
    try {
      for await (const event of await client.jobs.watch({ job: id }, { signal })) {
        if (signal.aborted) break;
        applyJobEvent(told, event);
        pending ??= setTimeout(show, SHOW_EVERY_MS);
      }
    } finally {
      if (pending !== null) clearTimeout(pending);
      show();
    }
    return told;
  }

  async function follow(id: number, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const opened = await link.ready();
      let problem = 'The application stopped reporting on this job.';
      try {
        const told = await listen(id, signal);
        if (told.state !== 'running') {
          await cache.invalidateQueries({ queryKey: api.jobs.list.key() });
          return;
        }
      } catch (error) {
        problem = messageOf(error);
      }
      if (signal.aborted) return;
      // The link notices its end a moment after the calls on it fail.
      await new Promise((resolve) => setTimeout(resolve, 50));
      if ((await link.ready()) === opened) {
        view.value = { ...emptyJobView(), state: 'failed', problem: { kind: 'failure', message: problem } };
        return;
      }
    }
  }

  watch(
    () => toValue(job),
    (id) => {
      listening?.abort();
      view.value = id === null ? null : emptyJobView();
      if (id === null) return;
      listening = new AbortController();
      void follow(id, listening.signal);
    },
    { immediate: true },
  );
  onScopeDispose(() => listening?.abort());
  return view;
}
