import { z } from 'zod';
import { spaceShape } from '../../companies/map-request.ts';
import { nearSchema } from '../../study/companies/explorer-schemas.ts';
import { defineJob } from '../job.ts';

/** The companies nearest to one. */
export const companyNearJob = defineJob({
  kind: 'company-near',
  input: z.object({ ...spaceShape, symbol: z.string().min(1), k: z.int().min(1).max(100).default(10) }),
  output: nearSchema,
  run: async (input, { store }) => {
    const { near } = await import('../../study/companies/near.ts');
    return near(store, input);
  },
});
