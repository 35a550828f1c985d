import { whyNearRequestSchema, whyNearSchema } from '../../study/companies/why-near-schema.ts';
import { defineJob } from '../job.ts';

/** Says what brings two companies near one another. */
export const whyNearJob = defineJob({
  kind: 'why-near',
  input: whyNearRequestSchema,
  output: whyNearSchema,
  run: async (input, { store }) => {
    const { whyNear } = await import('../../study/companies/why-near.ts');
    return whyNear(store, input);
  },
});
