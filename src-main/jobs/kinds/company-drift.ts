import { driftRequestSchema, driftSchema } from '../../study/companies/drift-schemas.ts';
import { defineJob } from '../job.ts';

/** How far companies move from period to period. */
export const companyDriftJob = defineJob({
  kind: 'company-drift',
  input: driftRequestSchema,
  output: driftSchema,
  run: async (input, { store, emit, signal }) => {
    const { companyDrift } = await import('../../study/companies/drift.ts');
    const progress = (done: number, total: number) =>
      emit({ type: 'progress', stage: 'drift', done, total, unit: 'shuffles' });
    return companyDrift(store, input, { signal, progress });
  },
});
