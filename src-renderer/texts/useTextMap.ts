import { useQuery } from '@tanstack/vue-query';
import { computed, shallowRef, watch } from 'vue';
import type { ComputedRef } from 'vue';
import type { TextMapRequest } from '../../src-main/api/types.ts';
import { api, client } from '../api.ts';
import { useClassNames } from '../classes/useClassNames.ts';
import { byCompany, byLabel, byTime, inOneGroup } from '../charts/text-groups.ts';
import type { TextGroup } from '../charts/text-map.ts';
import { type TextPoints, textPoints } from '../charts/text-points.ts';
import { useJob } from '../jobs/useJob.ts';
import { isUnfinished } from '../jobs/useJobs.ts';
import type { TextColouring } from './text-choices.ts';

/** Follows the job that draws this map already, or starts one; what was drawn before is there at once. */
async function drawn(request: TextMapRequest): Promise<{ job: number }> {
  const known = (await client.jobs.list()).find(
    (info) =>
      isUnfinished(info) &&
      info.spec.kind === 'text-map' &&
      info.spec.checkpoint === request.checkpoint &&
      info.spec.projection === request.projection &&
      info.spec.neighbours === request.neighbours &&
      info.spec.minDist === request.minDist &&
      info.spec.seed === request.seed,
  );
  return known ? { job: known.id } : client.texts.map(request);
}

/** The texts of the workspace on a plane, and in the groups that they are coloured by. `hasTexts`: there are any. */
export function useTextMap(
  request: ComputedRef<TextMapRequest>,
  colouring: ComputedRef<TextColouring>,
  hasTexts: ComputedRef<boolean>,
) {
  const job = useJob(['text-map']);
  const map = shallowRef<TextPoints | null>(null);
  watch(
    () => (hasTexts.value ? JSON.stringify(request.value) : null),
    (asked) => {
      if (asked !== null) void job.start('text-map', () => drawn(request.value));
    },
    { immediate: true },
  );
  watch(
    () => job.view.value?.result,
    (result) => {
      if (result) map.value = textPoints(result);
    },
  );
  const scheme = computed(() => (colouring.value.startsWith('label:') ? colouring.value.slice(6) : ''));
  const className = useClassNames(scheme);
  const labels = useQuery(
    computed(() => ({
      ...api.texts.labels.queryOptions({ input: { scheme: scheme.value } }),
      enabled: scheme.value !== '',
      retry: false,
    })),
  );
  const groups = computed((): TextGroup[] => {
    const { value } = map;
    if (value === null) return [];
    if (colouring.value === 'company') return byCompany(value);
    if (colouring.value === 'time') return byTime(value);
    if (scheme.value !== '' && labels.data.value) return byLabel(value, labels.data.value, className.value);
    return inOneGroup(value);
  });
  const labelError = computed(() => (scheme.value === '' ? null : labels.error.value));
  return { job, map, groups, scheme, labelError };
}
