import { z } from 'zod';
import { writable } from '../../store/store.ts';
import { defineJob } from '../job.ts';

const tags = z.array(z.string().max(100)).max(100);

/** Changes what is written about runs. */
export const annotateJob = defineJob({
  kind: 'annotate',
  input: z.object({
    runs: z.array(z.int()).min(1),
    name: z.string().max(200).optional(),
    note: z.string().max(10_000).optional(),
    tag: tags.optional(),
    untag: tags.optional(),
    pinned: z.boolean().optional(),
    archived: z.boolean().optional(),
  }),
  output: z.array(
    z.object({
      run: z.int(),
      name: z.string().nullable(),
      note: z.string().nullable(),
      tags: z.array(z.string()).readonly(),
      pinned: z.boolean(),
      archivedAt: z.number().nullable(),
    }),
  ),
  stores: () => true,
  run: async ({ runs, ...change }, { store }) => {
    const { annotateRuns } = await import('../../runs/annotate-run.ts');
    return annotateRuns(writable(store), runs, change);
  },
});
