import { z } from 'zod';
import { spaceShape } from '../../companies/map-request.ts';
import { companyNewsSchema } from '../../study/companies/explorer-schemas.ts';
import { defineJob } from '../job.ts';

/** The texts of a company, and what each gave its vector. */
export const companyNewsJob = defineJob({
  kind: 'company-news',
  input: z.object({ ...spaceShape, symbol: z.string().min(1), limit: z.int().min(1).max(500).default(40) }),
  output: companyNewsSchema,
  run: async (input, { store }) => {
    const { newsOf } = await import('../../study/companies/news.ts');
    return newsOf(store, input);
  },
});
