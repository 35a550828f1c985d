import { shallowRef, watch } from 'vue';
import type { JobReport } from './job-state.ts';
import type { JobKind } from '../../src-main/api/types.ts';

type Progress = JobReport<JobKind>['progress'];

/** How much of a stage is done a second, since its first report or the end of a pause; null: not known yet. */
export function useRate(progress: () => Progress, isPaused: () => boolean) {
  let first: { stage: string; at: number; done: number } | null = null;
  const perSecond = shallowRef<number | null>(null);
  watch(isPaused, () => {
    first = null;
    perSecond.value = null;
  });
  watch(
    progress,
    (now) => {
      if (now === null) return;
      const at = performance.now();
      if (first === null || first.stage !== now.stage || now.done < first.done) {
        first = { stage: now.stage, at, done: now.done };
        perSecond.value = null;
      } else if (at > first.at && now.done > first.done) {
        perSecond.value = (1000 * (now.done - first.done)) / (at - first.at);
      }
    },
    { immediate: true },
  );
  return perSecond;
}
