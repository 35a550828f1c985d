import { z } from 'zod';
import { influenceSchema } from '../../study/explanations/result.ts';
import { defineJob } from '../job.ts';
import { askedTextFields } from './asked-text.ts';
import { explanationSchema } from './explanation.ts';

/** Prediction and attention of a text, and what the run says when a context text or a token is left out. */
export const influenceJob = defineJob({
  kind: 'influence',
  input: z.object({
    ...askedTextFields,
    /** The class that is followed; null: the predicted one. */
    target: z.string().nullable().default(null),
    /** The context text whose tokens are left out one by one; null: none. */
    occluded: z.int().nullable().default(null),
  }),
  output: z.object({
    explanation: explanationSchema,
    influence: influenceSchema,
    /** The share of training texts with a shorter window than there is room for; null: not known. */
    shorterWindows: z.number().nullable(),
  }),
  run: async (input, { store }) => {
    const { influence } = await import('../../study/explanations/explain-text.ts');
    return influence(store, input);
  },
});
