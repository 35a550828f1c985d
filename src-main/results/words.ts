import { z } from 'zod';
import { commonFields, type CommonResult, measure, type ResultKind } from './result-kind.ts';

/** Vectors of words: how well they predict held-out neighbours, and the nearest words of frequent ones. */
export interface WordsResult extends CommonResult {
  kind: 'words';
  version: 1;
  /** Distinct texts, including those held out. */
  texts: number;
  /** The last document in the workspace, 0 if there was none; missing in earlier results. */
  lastDocument?: number | undefined;
  words: number;
  /** Mean binary cross-entropy of pairs from held-out texts. */
  validLoss: number;
  neighbours: { word: string; nearest: { word: string; cosine: number }[] }[];
}

export const wordVectors: ResultKind<WordsResult> = {
  kind: 'words',
  schema: z.object({
    kind: z.literal('words'),
    version: z.literal(1),
    ...commonFields,
    texts: z.int(),
    lastDocument: z.int().optional(),
    words: z.int(),
    validLoss: z.number(),
    neighbours: z.array(
      z.object({ word: z.string(), nearest: z.array(z.object({ word: z.string(), cosine: z.number() })) }),
    ),
  }),
  measures: ({ validLoss }) => [
    measure('loss on held-out pairs', validLoss, { kind: 'loss', short: 'loss', headline: true }),
  ],
};
