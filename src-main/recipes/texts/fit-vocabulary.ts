import type { Cleaning } from '../../text/cleaning.ts';
import { SubwordVocabulary } from '../../text/subword-vocabulary.ts';
import type { TokenVocabulary } from '../../text/tokens.ts';
import { Vocabulary } from '../../text/vocabulary.ts';
import { words } from '../../text/words.ts';

export interface VocabularyConfig {
  vocabulary: 'words' | 'subwords';
  cleaning: Cleaning;
  minCount: number;
  /** null: as many as the kind usually has. */
  maxVocabulary: number | null;
}

const usualSize = { words: 30_000, subwords: 8_000 } as const;

/** Collects the vocabulary of texts, as the configuration says. Fit it on the training part only. */
export function fitVocabulary(texts: readonly string[], config: VocabularyConfig): TokenVocabulary {
  const { vocabulary, cleaning, minCount, maxVocabulary } = config;
  const options = { minCount, maxSize: maxVocabulary ?? usualSize[vocabulary] };
  return vocabulary === 'subwords'
    ? SubwordVocabulary.fit(texts, options, cleaning)
    : Vocabulary.fit(
        texts.map((text) => words(text, cleaning)),
        options,
        cleaning,
      );
}
