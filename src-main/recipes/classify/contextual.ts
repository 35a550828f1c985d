/** `contextual-sentiment` and `topic`: a text read in its window, by words or by vectors of a checkpoint. */
import { writeDerivedFiles } from '../../checkpoints/derived-files.ts';
import { type ContextualConfig, isResidual, windowSize, withoutContext } from '../../configs/contextual.ts';
import { wordEmbeddings } from '../../models/bert-parameters.ts';
import { contextualSentiment } from '../../models/contextual-sentiment.ts';
import { parameter } from '../../models/layers.ts';
import {
  bertInContext,
  classifyInContext,
  initPooledContext,
  type PooledContextOptions,
} from '../../models/pooled-context.ts';
import { residualContext } from '../../models/residual-context.ts';
import type { WordModel } from '../../models/text-model.ts';
import { Random } from '../../random.ts';
import { runFolder } from '../../runs/run-folder.ts';
import { FrozenTexts } from '../texts/frozen-texts.ts';
import { openBert } from '../texts/open-bert.ts';
import { frozenEncoder } from '../texts/pooled-vectors.ts';
import type { Architecture, Beginning, StartedClassifier } from './architecture.ts';
import { startWordBranch, wordArchitecture } from './word-architecture.ts';

const oneModel = wordArchitecture<ContextualConfig>({
  model: wordsInContext,
  paysForLength: ({ layers }) => layers > 0,
});

const byWords: Architecture<ContextualConfig> = {
  ...oneModel,
  model: (config, classes) =>
    isResidual(config)
      ? residualContext(wordsInContext(withoutContext(config), classes), wordsInContext(config, classes))
      : wordsInContext(config, classes),
};

function wordsInContext(config: ContextualConfig, classes: number): WordModel {
  return contextualSentiment({
    ...config,
    context: contextRead(config),
    window: windowSize(config),
    classes,
  });
}

const byCheckpoint: Architecture<ContextualConfig> = {
  table: () => wordEmbeddings,
  model: (config, classes, bert) => {
    if (!bert) throw new TypeError('the configuration of the checkpoint is missing');
    return bertInContext(pooledOptions(config, classes), bert);
  },
  start: startCheckpoint,
  paysForLength: () => false,
};

const by = { words: byWords, bert: byCheckpoint };

export const contextual: Architecture<ContextualConfig> = {
  table: (config) => by[config.encoder].table(config),
  model: (config, classes, bert) => by[config.encoder].model(config, classes, bert),
  start: (beginning) => by[beginning.config.encoder].start(beginning),
  // Of words alone so far: `isResidual` says which configurations have one.
  branch: (beginning, text) =>
    startWordBranch(beginning, text, wordsInContext(beginning.config, beginning.learned.classes.length)),
  paysForLength: (config) => by[config.encoder].paysForLength(config),
};

/** What reads a text in its window, over the vectors of a frozen encoder. */
async function startCheckpoint({
  store,
  run,
  config,
  device,
  learned: { classes },
  context,
}: Beginning<ContextualConfig>): Promise<StartedClassifier> {
  const opened = await openBert(store, config, classes.length, context);
  const options = pooledOptions(config, classes.length);
  const encoder = frozenEncoder(device, opened, config.maxTokens);
  return {
    files: { classes, vocabulary: opened.vocabulary, checkpoint: opened.hash },
    writeFiles: () => writeDerivedFiles(opened.folder, runFolder(store, run), null),
    texts: new FrozenTexts(store, opened.vocabulary, encoder, context),
    start: { params: initPooledContext(new Random(config.seed), encoder.config.hidden_size, options) },
    fixed: encoder.parameters,
    logits: (parameters, batch, dropout) => {
      const pooled = parameter(batch, 'pooled');
      const { window = null, windowMask = null } = batch;
      const examples = { input: parameter(batch, 'input'), window, windowMask };
      return classifyInContext(parameters, pooled, examples, options, dropout).logits;
    },
  };
}

function pooledOptions(config: ContextualConfig, classes: number): PooledContextOptions {
  const { width, heads } = config;
  const context = contextRead(config);
  if (context === 'self') throw new TypeError('a text that is one vector has no words of its own');
  return { context, width, heads, window: windowSize(config), classes };
}

/** How the model reads its window. With room for no text it reads none, whatever was asked for. */
function contextRead(config: ContextualConfig): ContextualConfig['context'] {
  return windowSize(config) === 0 ? 'none' : config.context;
}
