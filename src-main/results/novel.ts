/** Scores on those test texts that are like none that was learned. */
import { z } from 'zod';
import { inThousands } from '../in-thousands.ts';
import { type Scores, scoresSchema } from './scores.ts';

export interface NovelScores {
  /** Jaccard similarity of the words from which on a text is like another. */
  similarity: number;
  /** Test texts that are like no text of the training and the validation part. */
  n: number;
  /** On these: `model`, `ensemble` if there is one, and the baselines by their keys. Empty: there are none. */
  scores: Record<string, Scores>;
}

export const novelScoresSchema: z.ZodType<NovelScores> = z.object({
  similarity: z.number(),
  n: z.int(),
  scores: z.record(z.string(), scoresSchema),
});

export function novelInWords({ similarity, n }: NovelScores, tested: number): string {
  const what =
    n === 0
      ? 'none of the test texts is novel'
      : `${inThousands(n)} of ${inThousands(tested)} test texts ${n === 1 ? 'is' : 'are'} novel (${((100 * n) / tested).toFixed(0)} %)`;
  return `${what}, that is unlike every text of training and validation, with a word similarity (Jaccard) below ${similarity}`;
}
