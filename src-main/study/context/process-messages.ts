/** What the process of a study and those that train for it tell one another. */
import { z } from 'zod';
import { remedySchema } from '../../remedies.ts';
import { studyRequestSchema } from './request.ts';

export const toTrainingSchema = z.object({
  workspace: z.string(),
  study: z.string(),
  request: studyRequestSchema,
  key: z.string(),
  seed: z.int(),
});
export type ToTraining = z.infer<typeof toTrainingSchema>;

export const fromTrainingSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('done') }),
  z.object({
    type: z.literal('failed'),
    /** null: a mistake of the program. */
    kind: z.enum(['use', 'input', 'failure']).nullable(),
    message: z.string(),
    remedies: z.array(remedySchema),
  }),
]);
export type FromTraining = z.infer<typeof fromTrainingSchema>;
