import { textExamples } from '../../models/text-model.ts';
import { Random } from '../../random.ts';
import type { ReadableStore } from '../../store/store.ts';
import type { TokenVocabulary } from '../../text/tokens.ts';
import { wordModel } from './classifier.ts';
import type { WordConfig } from '../../configs/classifiers.ts';
import { TokenStore } from '../texts/token-store.ts';
import type { Trainable } from './trainable.ts';
import { initialWords } from '../texts/word-vectors.ts';

/** A model that learns the vectors of its tokens. */
export async function trainableWords(
  store: ReadableStore,
  config: WordConfig,
  classes: number,
  vocabulary: TokenVocabulary,
): Promise<Trainable> {
  const random = new Random(config.seed);
  const model = wordModel(config, classes);
  const params = model.init(random);
  const words = await initialWords(store, random, vocabulary, model.width, config);
  return {
    texts: new TokenStore(vocabulary, config.maxTokens),
    start: {
      params,
      tables: { words },
      lookups: { tokens: 'words' },
      paddingRow: 0,
      frozen: 'tuned' in config && !config.tuned ? ['words'] : [],
    },
    fixed: {},
    logits: (parameters, batch, dropout) => model.apply(parameters, textExamples(batch), dropout).logits,
  };
}
