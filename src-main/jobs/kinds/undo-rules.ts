import { z } from 'zod';
import { writable } from '../../store/store.ts';
import { defineJob } from '../job.ts';

/** Takes back the last labels by rules of a scheme. */
export const undoRulesJob = defineJob({
  kind: 'undo-rules',
  input: z.object({ scheme: z.string().trim().min(1).max(200) }),
  output: z.object({
    scheme: z.string(),
    rules: z.string(),
    removed: z.int(),
    restored: z.string().nullable(),
    labelled: z.int(),
  }),
  stores: () => true,
  run: async ({ scheme }, { store }) => {
    const { takeBackRules } = await import('../../study/label-by-rules.ts');
    return takeBackRules(writable(store), scheme);
  },
});
