import { companyStudyRequestSchema, companyStudySchema } from '../../study/companies/result.ts';
import { defineJob } from '../job.ts';

/** Compares ways of giving companies vectors. */
export const studyCompaniesJob = defineJob({
  kind: 'study-companies',
  input: companyStudyRequestSchema,
  output: companyStudySchema,
  run: async (input, { store, emit, signal }) => {
    const { studyCompanies } = await import('../../study/companies/run-study.ts');
    const begin = (stage: string) => emit({ type: 'progress', stage, done: 0, total: null, unit: '' });
    return studyCompanies(store, input, { begin, signal });
  },
});
