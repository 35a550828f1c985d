import { z } from 'zod';
import { defineJob } from '../job.ts';

/** Neighbours that are listed for each word. */
const neighbours = 10;

/** The nearest words of each word of a text, by a word2vec run. */
export const wordsJob = defineJob({
  kind: 'words',
  input: z.object({ run: z.int(), text: z.string().trim().min(1).max(10_000) }),
  output: z.array(
    z.object({
      word: z.string(),
      nearest: z.array(z.object({ word: z.string(), cosine: z.number() })).nullable(),
    }),
  ),
  run: async ({ run, text }, { store }) => {
    const { neighboursOfWords } = await import('../../recipes/word2vec/predict-words.ts');
    return neighboursOfWords(store, run, text, neighbours);
  },
});
