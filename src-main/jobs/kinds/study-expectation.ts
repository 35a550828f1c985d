import { expectationSchema } from '../../study/context/expectation.ts';
import { studyRequestSchema } from '../../study/context/request.ts';
import { defineJob } from '../job.ts';

/** What a study of context would be: its trainings, its time, and what it could show. */
export const studyExpectationJob = defineJob({
  kind: 'study-expectation',
  input: studyRequestSchema,
  output: expectationSchema,
  run: async (input, { store }) => {
    const { expectationOf } = await import('../../study/context/expected-study.ts');
    const { processCount } = await import('../../study/context/processes.ts');
    return expectationOf(store, input, processCount(input.processes));
  },
});
