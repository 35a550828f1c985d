import type { WordConfig } from '../../configs/classifiers.ts';
import { textExamples, type WordModel } from '../../models/text-model.ts';
import { Random } from '../../random.ts';
import { trainingVocabulary } from '../texts/contextual-examples.ts';
import { TokenStore } from '../texts/token-store.ts';
import { initialWords } from '../texts/word-vectors.ts';
import type { Architecture, Beginning, StartedClassifier } from './architecture.ts';

/** An architecture that learns the vectors of its tokens. */
export function wordArchitecture<Config extends WordConfig>(options: {
  model: (config: Config, classes: number) => WordModel;
  paysForLength: (config: Config) => boolean;
  /** Whether the vectors are trained too; missing: always. */
  tuned?: (config: Config) => boolean;
}): Architecture<Config> {
  const { model, paysForLength, tuned = () => true } = options;
  return {
    table: () => 'words',
    model,
    paysForLength,
    tunes: () => false,
    start: (beginning) => startWords(beginning, model, tuned(beginning.config)),
  };
}

async function startWords<Config extends WordConfig>(
  { store, config, learned }: Beginning<Config>,
  modelOf: (config: Config, classes: number) => WordModel,
  tuned: boolean,
): Promise<StartedClassifier> {
  const { classes, train, windows } = learned;
  const vocabulary = trainingVocabulary(store, train, windows, config);
  const random = new Random(config.seed);
  const model = modelOf(config, classes.length);
  const params = model.init(random);
  const words = await initialWords(store, random, vocabulary, model.width, config);
  return {
    files: { classes, vocabulary },
    texts: new TokenStore(vocabulary, config.maxTokens),
    start: {
      params,
      tables: { words },
      lookups: { tokens: 'words' },
      paddingRow: 0,
      frozen: tuned ? [] : ['words'],
    },
    fixed: {},
    logits: (parameters, batch, dropout) => model.apply(parameters, textExamples(batch), dropout).logits,
  };
}
