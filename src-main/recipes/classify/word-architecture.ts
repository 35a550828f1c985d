import type { WordConfig } from '../../configs/classifiers.ts';
import { branchPrefix, initBranch, ofBranch } from '../../models/residual-context.ts';
import { textExamples, type WordModel } from '../../models/text-model.ts';
import { Random } from '../../random.ts';
import { trainingVocabulary } from '../texts/contextual-examples.ts';
import { KnownTokens, rowsAsRead } from '../texts/known-tokens.ts';
import { TokenStore } from '../texts/token-store.ts';
import { initialWords } from '../texts/word-vectors.ts';
import type { Architecture, Beginning, StartedBranch, StartedClassifier } from './architecture.ts';

/** No training has so many epochs: other draws than those of the text model, and of any epoch. */
const BRANCH = 2_000_000;

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
    start: (beginning) => startWords(beginning, model, tuned(beginning.config)),
  };
}

async function startWords<Config extends WordConfig>(
  { store, config, learned }: Beginning<Config>,
  modelOf: (config: Config, classes: number) => WordModel,
  tuned: boolean,
): Promise<StartedClassifier> {
  const { classes, train, windows } = learned;
  const { vocabulary, readAs } = trainingVocabulary(store, train, windows, config);
  const texts = new TokenStore(vocabulary, config.maxTokens);
  const knowsAll = readAs.every((from, row) => from === row);
  const random = new Random(config.seed);
  const model = modelOf(config, classes.length);
  const params = model.init(random);
  const words = await initialWords(store, random, vocabulary, model.width, config);
  return {
    files: { classes, vocabulary },
    texts: knowsAll ? texts : new KnownTokens(texts, readAs),
    // Whoever reads with the stored table need not know which words it was never taught.
    ...(!knowsAll && {
      stored: ({ words: table, ...others }) => ({ ...others, words: rowsAsRead(table!, readAs) }),
    }),
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

/**
 * A branch that reads words in windows, beside a text model that reads the same words. Its table of them is its own: what
 * a word says as context is not what it says in the text.
 */
export async function startWordBranch(
  { store, config }: Beginning<WordConfig>,
  { files: { vocabulary }, texts }: Pick<StartedClassifier, 'files' | 'texts'>,
  model: WordModel,
): Promise<StartedBranch> {
  const random = Random.ofEpoch(config.seed, BRANCH);
  const table = `${branchPrefix}words`;
  return {
    texts: texts instanceof KnownTokens ? texts.whole : texts,
    start: {
      params: initBranch(model.init(random)),
      tables: { [table]: await initialWords(store, random, vocabulary, model.width, config) },
      lookups: { tokens: table },
      paddingRow: 0,
    },
    logits: (parameters, batch, dropout) =>
      model.apply(ofBranch(parameters), textExamples(batch), dropout).logits,
  };
}
