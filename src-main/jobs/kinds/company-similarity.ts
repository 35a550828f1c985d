import { z } from 'zod';
import { clusterMethods } from '../../companies/cluster-methods.ts';
import { spaceShape } from '../../companies/map-request.ts';
import { similaritySchema } from '../../study/companies/explorer-schemas.ts';
import { defineJob } from '../job.ts';

/** How near all companies are to one another. */
export const companySimilarityJob = defineJob({
  kind: 'company-similarity',
  input: z.object({
    ...spaceShape,
    clusters: z.int().min(2).max(50).default(12),
    method: z.enum(clusterMethods).default('ward'),
  }),
  output: similaritySchema,
  run: async (input, { store }) => {
    const { companySimilarity } = await import('../../study/companies/similarity.ts');
    return companySimilarity(store, input);
  },
});
