import { z } from 'zod';
import { windowCurvesSchema } from '../../study/explanations/result.ts';
import { defineJob } from '../job.ts';
import { askedTextFields } from './asked-text.ts';

/** The prediction of a text while its window grows, and while it ends earlier. */
export const windowCurvesJob = defineJob({
  kind: 'window-curves',
  input: z.object(askedTextFields),
  output: windowCurvesSchema,
  run: async (input, { store }) => {
    const { windowCurves } = await import('../../study/explanations/explain-text.ts');
    return windowCurves(store, input);
  },
});
