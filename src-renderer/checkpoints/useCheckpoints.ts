import { useQuery } from '@tanstack/vue-query';
import { api } from '../api.ts';

/** The checkpoints of this machine. The command line may change them too, so they are asked for anew. */
export function useCheckpoints() {
  return useQuery({ ...api.checkpoints.list.queryOptions(), staleTime: 0 });
}
