/** What a study would be, before anything is trained. */
import { z } from 'zod';

export const expectationSchema = z.object({
  study: z.string(),
  trainings: z.int(),
  /** Of them, those that are finished already. */
  done: z.int(),
  texts: z.object({ train: z.int(), valid: z.int(), test: z.int() }),
  /** Of the test part: tickers by day. */
  clusters: z.int(),
  classes: z.array(z.string()),
  /** In accuracy; null: none. */
  detectable: z.number().nullable(),
  /** The same if texts of a ticker and day are as alike as their labels. */
  ifAlike: z.number().nullable(),
  /** Both in a sentence, with what they assume. */
  detectableSentence: z.string(),
  warnings: z.array(z.string()),
  /** Trainings at the same time. */
  processes: z.int(),
  /** null: not known before the first trainings. */
  time: z.object({ seconds: z.number(), from: z.enum(['earlier', 'usual']) }).nullable(),
});
export type StudyExpectation = z.infer<typeof expectationSchema>;
