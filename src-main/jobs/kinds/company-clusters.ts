import { z } from 'zod';
import { clusterMethods } from '../../companies/cluster-methods.ts';
import { spaceShape } from '../../companies/map-request.ts';
import { clustersSchema } from '../../study/companies/explorer-schemas.ts';
import { defineJob } from '../job.ts';

/** Groups companies that are near, and names the groups by their words. */
export const companyClustersJob = defineJob({
  kind: 'company-clusters',
  input: z.object({
    ...spaceShape,
    clusters: z.int().min(2).max(50).default(12),
    method: z.enum(clusterMethods).default('ward'),
  }),
  output: clustersSchema,
  run: async (input, { store }) => {
    const { companyClusters } = await import('../../study/companies/clusters.ts');
    return companyClusters(store, input);
  },
});
