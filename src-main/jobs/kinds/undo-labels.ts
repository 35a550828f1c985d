import { z } from 'zod';
import { writable } from '../../store/store.ts';
import { defineJob } from '../job.ts';

const origin = z.enum(['rule', 'price', 'cluster']);

/** Takes back the last labels by rules, from prices or of topics, of a scheme. */
export const undoLabelsJob = defineJob({
  kind: 'undo-labels',
  input: z.object({ scheme: z.string().trim().min(1).max(200), origin }),
  output: z.object({
    scheme: z.string(),
    origin,
    name: z.string(),
    removed: z.int(),
    restored: z.string().nullable(),
    labelled: z.int(),
  }),
  stores: () => true,
  run: async (input, { store }) => {
    const { takeBackLabels } = await import('../../study/take-back-labels.ts');
    return takeBackLabels(writable(store), input);
  },
});
