import { z } from 'zod';
import { gradientsSchema } from '../../study/explanations/result.ts';
import { defineJob } from '../job.ts';
import { askedTextFields } from './asked-text.ts';

/** What each token's vector contributes to the prediction of a text: gradient times input, integrated gradients. */
export const gradientsJob = defineJob({
  kind: 'gradients',
  input: z.object({
    ...askedTextFields,
    /** The class that is followed; null: the predicted one. */
    target: z.string().nullable().default(null),
  }),
  output: gradientsSchema,
  slow: true,
  run: async (input, { store, signal }) => {
    const { gradients } = await import('../../study/explanations/explain-text.ts');
    return gradients(store, input, signal);
  },
});
