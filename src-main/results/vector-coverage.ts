/** What the word vectors of a run started from, and how many of its words had one there. */
import { z } from 'zod';

export interface VectorCoverage {
  /** The number of a word2vec run, or the path of a file. */
  source: number | string;
  /** What the file was read as; null: it is a run. */
  format: string | null;
  /** SHA-256 of what the file holds, unpacked; null: it is a run. */
  sha256: string | null;
  /** Numbers of a vector there. */
  width: number;
  /** The width of the model, to which a trained linear layer brings them; null: the same. */
  projectedTo: number | null;
  /** Whether they were trained further. */
  tuned: boolean;
  /** Words of the training texts that are in the vocabulary, and those of them with a vector. */
  words: { found: number; of: number };
  /** The same counted as often as they occur, with the words that are too rare for the vocabulary. */
  tokens: { found: number; of: number };
  /** Words that took the vector of another spelling in capital or small letters. */
  otherCase: number;
  /** Words that the vocabulary has only because they have a vector: they do not occur in the training texts, or are rare. */
  added: number;
  /** The most frequent words without a vector. */
  missing: string[];
  /** What else was noticed, in sentences. */
  notes: string[];
}

const share = z.object({ found: z.int(), of: z.int() });

export const vectorCoverageSchema: z.ZodType<VectorCoverage> = z.object({
  source: z.union([z.int(), z.string()]),
  format: z.string().nullable(),
  sha256: z.string().nullable(),
  width: z.int(),
  projectedTo: z.int().nullable(),
  tuned: z.boolean(),
  words: share,
  tokens: share,
  otherCase: z.int(),
  added: z.int(),
  missing: z.array(z.string()),
  notes: z.array(z.string()),
});
