import { useMutation, useQueryClient } from '@tanstack/vue-query';
import { api, client } from '../api.ts';

type Annotation = Parameters<typeof client.runs.annotate>[0];

/** Changes what is written about runs, in every list that shows it. */
export function useRunNotes() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (change: Annotation) => client.runs.annotate(change),
    onSuccess: () => cache.invalidateQueries({ queryKey: api.runs.key() }),
  });
}
