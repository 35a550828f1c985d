import { z } from 'zod';
import { spaceShape } from '../../companies/map-request.ts';
import { stabilitySchema } from '../../study/companies/explorer-schemas.ts';
import { defineJob } from '../job.ts';

/** How far the neighbours of a company depend on which texts were read. */
export const companyStabilityJob = defineJob({
  kind: 'company-stability',
  input: z.object({ ...spaceShape, symbol: z.string().min(1) }),
  output: stabilitySchema,
  run: async (input, { store, emit, signal }) => {
    const { stabilityOfNeighbours } = await import('../../study/companies/neighbour-stability.ts');
    const progress = (done: number, total: number) =>
      emit({ type: 'progress', stage: 'stability', done, total, unit: 'halves' });
    return stabilityOfNeighbours(store, input, { signal, progress });
  },
});
