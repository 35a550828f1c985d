import { useQueryClient } from '@tanstack/vue-query';
import type { JobInfo } from '../../src-main/api/types.ts';
import { api, client } from '../api.ts';
import { useJob } from './useJob.ts';
import { isUnfinished } from './useJobs.ts';

type StudyInput = Parameters<typeof client.studies.start>[0];

/** Starts a study, or goes on with one, and follows it, or one that is under way already and wanted. */
export function useStudyJob(isWanted: (job: JobInfo) => boolean) {
  const cache = useQueryClient();
  const job = useJob(['study-context'], {
    isWanted: (info) => isUnfinished(info) && isWanted(info),
    onEnd: () => void cache.invalidateQueries({ queryKey: api.studies.key() }),
  });
  return {
    ...job,
    start: (request: StudyInput) => job.start('study-context', () => client.studies.start(request)),
  };
}
