import { studyRequestSchema } from '../../study/context/request.ts';
import { studyResultSchema } from '../../study/context/result.ts';
import { writable } from '../../store/store.ts';
import { defineJob } from '../job.ts';

/** Studies whether the context of texts helps to tell their labels. */
export const studyContextJob = defineJob({
  kind: 'study-context',
  input: studyRequestSchema,
  output: studyResultSchema,
  stores: () => true,
  run: async (input, { store, emit, signal }) => {
    const { runStudy } = await import('../../study/context/run-study.ts');
    const { studyProcesses } = await import('../../study/context/processes.ts');
    const processes = studyProcesses(writable(store), input.processes);
    try {
      return await runStudy(writable(store), input, processes, { emit, signal });
    } finally {
      processes.close();
    }
  },
});
