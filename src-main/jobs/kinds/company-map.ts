import { companyMapSchema, mapRequestSchema } from '../../companies/map-request.ts';
import { defineJob } from '../job.ts';

/** Brings the companies of a run onto a plane. */
export const companyMapJob = defineJob({
  kind: 'company-map',
  input: mapRequestSchema,
  output: companyMapSchema,
  run: async (input, { store, emit, signal }) => {
    const { companyMap } = await import('../../study/companies/map.ts');
    const progress = (done: number, total: number) =>
      emit({ type: 'progress', stage: 'map', done, total, unit: 'epochs' });
    return companyMap(store, input, { signal, progress });
  },
});
