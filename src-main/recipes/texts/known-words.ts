/** Words of a training, and the vectors that are known of them. */
import type { VectorSource } from '../../configs/vector-fields.ts';
import type { VectorCoverage } from '../../results/vector-coverage.ts';
import type { Cleaning } from '../../text/cleaning.ts';
import type { TokenVocabulary } from '../../text/tokens.ts';

/** How texts are cut into tokens. */
export interface Tokens {
  vocabulary: 'words' | 'subwords';
  cleaning: Cleaning;
}

/** How a recipe reads words, and what they start from. */
export interface WordSettings extends Tokens {
  vectors: VectorSource | null;
  tuned: boolean;
  maxVocabulary: number | null;
}

/** The words that a training has, in the order of its texts. */
export interface TrainingWords {
  /** The vocabulary of the training texts. */
  vocabulary: TokenVocabulary;
  /** Their tokens, in or out of the vocabulary. */
  texts: readonly (readonly string[])[];
}

/** Vectors by the row of the table that starts from them, but padding, which stays zero. */
export interface KnownWords {
  vocabulary: TokenVocabulary;
  width: number;
  rows: ReadonlyMap<number, Float32Array>;
  facts: Pick<VectorCoverage, 'format' | 'sha256' | 'otherCase' | 'notes'>;
}
