/** A text read in its window by a published checkpoint, frozen or tuned. */
import { writeDerivedFiles } from '../../checkpoints/derived-files.ts';
import { type ContextualConfig, isResidual, withoutContext } from '../../configs/contextual.ts';
import { wordEmbeddings } from '../../models/bert-parameters.ts';
import {
  bertInContext,
  bertWithBranch,
  initPooledContext,
  type PooledContextOptions,
} from '../../models/pooled-context.ts';
import { residualContext } from '../../models/residual-context.ts';
import { textExamples } from '../../models/text-model.ts';
import { Random } from '../../random.ts';
import { runFolder } from '../../runs/run-folder.ts';
import { FrozenTexts } from '../texts/frozen-texts.ts';
import { openBert, type OpenedBert } from '../texts/open-bert.ts';
import { frozenEncoder } from '../texts/pooled-vectors.ts';
import { TokenStates } from '../texts/token-states.ts';
import { TokenStore } from '../texts/token-store.ts';
import { readThrough } from '../../text/masked-vocabulary.ts';
import type { TokenVocabulary } from '../../text/tokens.ts';
import type { Architecture, Beginning, StartedClassifier } from './architecture.ts';
import { checkpointBranch } from './checkpoint-branch.ts';
import { classifyEncoded, pooledOptions } from './classify-encoded.ts';
import { tunedEncoder } from './tuned-encoder.ts';

export const checkpointInContext = {
  table: () => wordEmbeddings,
  model: (config, classes, bert) => {
    if (!bert) throw new TypeError('the configuration of the checkpoint is missing');
    const options = pooledOptions(config, classes);
    const inContext = bertInContext(options, bert);
    if (!isResidual(config)) return inContext;
    if (!config.tuned) return bertWithBranch(options, bert);
    return residualContext(bertInContext(pooledOptions(withoutContext(config), classes), bert), inContext);
  },
  start,
  branch: checkpointBranch,
  paysForLength: ({ tuned }) => tuned,
  tunes: ({ tuned }) => tuned,
} satisfies Architecture<ContextualConfig>;

async function start(beginning: Beginning<ContextualConfig>): Promise<StartedClassifier> {
  const { store, run, config, learned, context } = beginning;
  const { classes, mask } = learned;
  const opened = await openBert(store, { ...config, frozen: !config.tuned }, classes.length, context);
  const bert = opened.checkpoint.config;
  const vocabulary = readThrough(opened.vocabulary, mask);
  const options = pooledOptions(config, classes.length);
  const head = initPooledContext(new Random(config.seed), bert.hidden_size, options);
  const how = config.tuned ? tuned : frozen;
  const { start: encoder, ...started } = how(beginning, opened, vocabulary, options);
  const headRate = config.tuned ? config.headLearningRate / config.learningRate : 1;
  return {
    files: { classes, vocabulary, checkpoint: opened.hash },
    writeFiles: () =>
      writeDerivedFiles(opened.folder, runFolder(store, run), null, { pooling: bert.pooling }),
    ...started,
    start: { ...encoder, params: { ...encoder.params, ...head } },
    rates: { ...started.rates, ...Object.fromEntries(Object.keys(head).map((name) => [name, headRate])) },
  };
}

type Started = Omit<StartedClassifier, 'files' | 'writeFiles'>;

/** Encoder and head learn together. */
function tuned(
  { config }: Beginning<ContextualConfig>,
  opened: OpenedBert,
  vocabulary: TokenVocabulary,
  options: PooledContextOptions,
): Started {
  const model = bertInContext(options, opened.checkpoint.config);
  return {
    ...tunedEncoder(opened, config),
    texts: new TokenStore(vocabulary, config.maxTokens),
    fixed: {},
    logits: (parameters, batch, dropout) => model.apply(parameters, textExamples(batch), dropout).logits,
  };
}

/** The head learns over what the encoder read once. */
function frozen(
  { store, config, device, context }: Beginning<ContextualConfig>,
  opened: OpenedBert,
  vocabulary: TokenVocabulary,
  options: PooledContextOptions,
): Started {
  const encoder = frozenEncoder(device, opened, config.maxTokens, config.precision);
  const byTokens = options.attendTo === 'tokens';
  // What pools the hidden states of a batch stands beside its head.
  const pooler = Object.fromEntries(
    Object.entries(encoder.parameters).filter(([name]) => byTokens && name.startsWith('bert.pooler.')),
  );
  const Texts = byTokens ? TokenStates : FrozenTexts;
  return {
    texts: new Texts(store, vocabulary, encoder, context),
    start: { params: pooler, frozen: Object.keys(pooler) },
    fixed: Object.fromEntries(Object.entries(encoder.parameters).filter(([name]) => !(name in pooler))),
    logits: (parameters, batch, dropout) => {
      return classifyEncoded(parameters, batch, options, opened.checkpoint.config, dropout);
    },
  };
}
