import type { WordConfig } from '../../configs/classifiers.ts';
import { wordTable } from '../../models/word-encoder.ts';
import { wordProjection } from '../../models/word-rows.ts';
import { branchPrefix, branchRandom, initBranch, ofBranch } from '../../models/residual-context.ts';
import { textExamples, type WordModel } from '../../models/text-model.ts';
import { Random } from '../../random.ts';
import { trainingVocabulary } from '../texts/contextual-examples.ts';
import { KnownTokens, rowsAsRead } from '../texts/known-tokens.ts';
import { TokenStore } from '../texts/token-store.ts';
import { initialWords } from '../texts/word-vectors.ts';
import { readThrough } from '../../text/masked-vocabulary.ts';
import type { Architecture, Beginning, StartedBranch, StartedClassifier } from './architecture.ts';

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
    tunes: () => false,
    start: (beginning) => startWords(beginning, model),
  };
}

async function startWords<Config extends WordConfig>(
  { store, config, learned, context }: Beginning<Config>,
  modelOf: (config: Config, classes: number) => WordModel,
): Promise<StartedClassifier> {
  const { classes, train, windows, mask } = learned;
  const fitted = trainingVocabulary(store, train, windows, config, mask);
  const random = new Random(config.seed);
  const model = modelOf(config, classes.length);
  const params = model.init(random);
  const cut = (text: string) => fitted.vocabulary.cut(text, config.maxTokens);
  const words = await initialWords(
    store,
    { vocabulary: fitted.vocabulary, texts: config.vectors === null ? [] : fitted.texts.map(cut) },
    { random, width: model.width, settings: config },
    context,
  );
  const { table, coverage } = words;
  const vocabulary = readThrough(words.vocabulary, mask);
  // A word that starts from a vector is known by it, whether or not a training text has it.
  const readAs = Int32Array.from(vocabulary.words, (_, row) =>
    words.known.has(row) ? row : (fitted.readAs[row] ?? row),
  );
  const texts = new TokenStore(vocabulary, config.maxTokens);
  const knowsAll = readAs.every((from, row) => from === row);
  return {
    files: { classes, vocabulary },
    texts: knowsAll ? texts : new KnownTokens(texts, readAs),
    // Whoever reads with the stored table need not know which words it was never taught.
    ...(!knowsAll && {
      stored: ({ words: table, ...others }) => ({ ...others, words: rowsAsRead(table!, readAs) }),
    }),
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

/**
 * A branch that reads words in windows, beside a text model that reads the same words. Its table of them is its own: what
 * a word says as context is not what it says in the text.
 */
export function startWordBranch(
  { config }: Beginning<WordConfig>,
  { files: { vocabulary }, texts, start }: Pick<StartedClassifier, 'files' | 'texts' | 'start'>,
  model: WordModel,
): StartedBranch {
  const random = branchRandom(config.seed);
  const name = `${branchPrefix}words`;
  const params = model.init(random);
  const begun = config.vectors === null ? null : start.tables?.['words'];
  const table = begun
    ? { ...begun, data: begun.data.slice() }
    : wordTable(random, vocabulary.size, model.width);
  return {
    texts: texts instanceof KnownTokens ? texts.whole : texts,
    start: {
      params: initBranch({ ...params, ...wordProjection(random, table.shape[1]!, model.width) }),
      tables: { [name]: table },
      lookups: { tokens: name },
      paddingRow: 0,
      frozen: config.tuned ? [] : [name],
    },
    logits: (parameters, batch, dropout) =>
      model.apply(ofBranch(parameters), textExamples(batch), dropout).logits,
  };
}
