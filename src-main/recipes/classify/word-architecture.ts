import type { WordConfig } from '../../configs/classifiers.ts';
import { textExamples, type WordModel } from '../../models/text-model.ts';
import { Random } from '../../random.ts';
import { trainingTexts } from '../texts/contextual-examples.ts';
import { fitVocabulary } from '../texts/fit-vocabulary.ts';
import { TokenStore } from '../texts/token-store.ts';
import { initialWords } from '../texts/word-vectors.ts';
import type { Architecture, Beginning, StartedClassifier } from './architecture.ts';

/** An architecture that learns the vectors of its tokens, or starts from those of others. */
export function wordArchitecture<Config extends WordConfig>(options: {
  model: (config: Config, classes: number) => WordModel;
  paysForLength: (config: Config) => boolean;
}): Architecture<Config> {
  const { model, paysForLength } = options;
  return {
    table: () => 'words',
    model,
    paysForLength,
    start: (beginning) => startWords(beginning, model),
  };
}

async function startWords<Config extends WordConfig>(
  { store, config, learned, context }: Beginning<Config>,
  modelOf: (config: Config, classes: number) => WordModel,
): Promise<StartedClassifier> {
  const { classes, train, windows } = learned;
  const said = trainingTexts(store, train, windows);
  const fitted = fitVocabulary(said, config);
  const random = new Random(config.seed);
  const model = modelOf(config, classes.length);
  const params = model.init(random);
  const texts = config.vectors === null ? [] : said.map((text) => fitted.cut(text, config.maxTokens));
  const words = await initialWords(
    store,
    { vocabulary: fitted, texts },
    { random, width: model.width, settings: config },
    context,
  );
  const { vocabulary, table, coverage } = words;
  return {
    files: { classes, vocabulary },
    texts: new TokenStore(vocabulary, config.maxTokens),
    start: {
      params: { ...params, ...words.params },
      tables: { words: table },
      lookups: { tokens: 'words' },
      paddingRow: 0,
      frozen: config.tuned ? [] : ['words'],
    },
    fixed: {},
    logits: (parameters, batch, dropout) => model.apply(parameters, textExamples(batch), dropout).logits,
    coverage,
  };
}
