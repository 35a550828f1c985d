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

/** A vocabulary of texts and their windows, of which a text model knows only the words of the texts. */
export interface VocabularyInContext {
  vocabulary: TokenVocabulary;
  /** (V): the row as which the text model reads each token: its own, or that of what is unknown to it. */
  readAs: Int32Array;
}

/**
 * Collects the vocabulary of texts, and after it the words that only their windows have. A text model that had rows for
 * those would never learn them, and would mistake rare words of later texts for nothing that it was taught. Pieces of
 * words are those of the texts alone: every text is made of them.
 */
export function fitInContext(
  texts: readonly string[],
  windows: readonly string[],
  config: VocabularyConfig,
): VocabularyInContext {
  const own = fitVocabulary(texts, config);
  const all = own instanceof Vocabulary ? fitVocabulary([...texts, ...windows], config) : own;
  const vocabulary = own instanceof Vocabulary && all instanceof Vocabulary ? own.extendedBy(all) : own;
  const readAs = Int32Array.from(vocabulary.words, (word, row) =>
    row < own.size ? row : Vocabulary.unknownRow(word),
  );
  return { vocabulary, readAs };
}
