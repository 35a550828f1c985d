/** A text read in its window by a published checkpoint, frozen or tuned. */
import type { Tensor } from '@tensorflow/tfjs-core';
import { writeDerivedFiles } from '../../checkpoints/derived-files.ts';
import {
  attendsTo,
  type ContextualConfig,
  contextRead,
  isResidual,
  windowSize,
} from '../../configs/contextual.ts';
import type { BertConfig } from '../../models/bert-config.ts';
import { wordEmbeddings } from '../../models/bert-parameters.ts';
import { type Dropout, parameter, type Parameters } from '../../models/layers.ts';
import {
  bertInContext,
  bertWithBranch,
  classifyInContext,
  type EncodedByCheckpoint,
  initPooledContext,
  type PooledContextOptions,
} from '../../models/pooled-context.ts';
import { poolHidden } from '../../models/pooled-hidden.ts';
import { branchRandom, initBranch, ofBranch } from '../../models/residual-context.ts';
import { textExamples, type TextInputs } from '../../models/text-model.ts';
import { Random } from '../../random.ts';
import { runFolder } from '../../runs/run-folder.ts';
import { FrozenTexts } from '../texts/frozen-texts.ts';
import { openBert, type OpenedBert } from '../texts/open-bert.ts';
import { frozenEncoder } from '../texts/pooled-vectors.ts';
import { TokenStates } from '../texts/token-states.ts';
import { TokenStore } from '../texts/token-store.ts';
import type { Architecture, Beginning, StartedBranch, StartedClassifier } from './architecture.ts';
import { tunedEncoder } from './tuned-encoder.ts';

export const checkpointInContext = {
  table: () => wordEmbeddings,
  model: (config, classes, bert) => {
    if (!bert) throw new TypeError('the configuration of the checkpoint is missing');
    const options = pooledOptions(config, classes);
    return isResidual(config) ? bertWithBranch(options, bert) : bertInContext(options, bert);
  },
  start,
  branch,
  paysForLength: ({ tuned }) => tuned,
  tunes: ({ tuned }) => tuned,
} satisfies Architecture<ContextualConfig>;

async function start(beginning: Beginning<ContextualConfig>): Promise<StartedClassifier> {
  const { store, run, config, learned, context } = beginning;
  const { classes } = learned;
  const opened = await openBert(store, { ...config, frozen: !config.tuned }, classes.length, context);
  const bert = opened.checkpoint.config;
  const options = pooledOptions(config, classes.length);
  const head = initPooledContext(new Random(config.seed), bert.hidden_size, options);
  const how = config.tuned ? tuned : frozen;
  const { start: encoder, ...started } = how(beginning, opened, options);
  const headRate = config.tuned ? config.headLearningRate / config.learningRate : 1;
  return {
    files: { classes, vocabulary: opened.vocabulary, checkpoint: opened.hash },
    writeFiles: () =>
      writeDerivedFiles(opened.folder, runFolder(store, run), null, { pooling: bert.pooling }),
    ...started,
    start: { ...encoder, params: { ...encoder.params, ...head } },
    rates: { ...started.rates, ...Object.fromEntries(Object.keys(head).map((name) => [name, headRate])) },
  };
}

/** A branch over the vectors that the text model reads. */
function branch(
  { config, learned }: Beginning<ContextualConfig>,
  { texts, start: text }: Pick<StartedClassifier, 'texts' | 'start'>,
): StartedBranch {
  const options = pooledOptions(config, learned.classes.length);
  const width = text.params['classifier.weight']?.shape[1];
  if (width === undefined) throw new TypeError('the text model has no head');
  return {
    texts,
    start: { params: initBranch(initPooledContext(branchRandom(config.seed), width, options)) },
    logits: (parameters, batch, dropout) => classifyVectors(ofBranch(parameters), batch, options, dropout),
  };
}

type Started = Omit<StartedClassifier, 'files' | 'writeFiles'>;

/** Encoder and head learn together. */
function tuned(
  { config }: Beginning<ContextualConfig>,
  opened: OpenedBert,
  options: PooledContextOptions,
): Started {
  const model = bertInContext(options, opened.checkpoint.config);
  return {
    ...tunedEncoder(opened, config),
    texts: new TokenStore(opened.vocabulary, config.maxTokens),
    fixed: {},
    logits: (parameters, batch, dropout) => model.apply(parameters, textExamples(batch), dropout).logits,
  };
}

/** The head learns over what the encoder read once. */
function frozen(
  { store, config, device, context }: Beginning<ContextualConfig>,
  opened: OpenedBert,
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
    texts: new Texts(store, opened.vocabulary, encoder, context),
    start: { params: pooler, frozen: Object.keys(pooler) },
    fixed: Object.fromEntries(Object.entries(encoder.parameters).filter(([name]) => !(name in pooler))),
    logits: (parameters, batch, dropout) => {
      const encoded = byTokens ? ofStates(parameters, batch, opened.checkpoint.config) : null;
      return classifyVectors(parameters, batch, options, dropout, encoded);
    },
  };
}

/** The logits (B, C) of texts that were read before. */
function classifyVectors(
  parameters: Parameters,
  batch: TextInputs,
  options: PooledContextOptions,
  dropout: Dropout,
  encoded: EncodedByCheckpoint | null = null,
): Tensor {
  const { window = null, windowMask = null } = batch;
  const examples = { input: parameter(batch, 'input'), window, windowMask };
  const read = encoded ?? { pooled: parameter(batch, 'pooled'), tokens: null };
  return classifyInContext(parameters, read, examples, options, dropout).logits;
}

function ofStates(parameters: Parameters, batch: TextInputs, bert: BertConfig): EncodedByCheckpoint {
  const [states, mask] = [parameter(batch, 'states'), parameter(batch, 'mask')];
  return { pooled: poolHidden(parameters, states, mask, bert), tokens: { states, mask } };
}

function pooledOptions(config: ContextualConfig, classes: number): PooledContextOptions {
  const { width, heads } = config;
  return {
    context: contextRead(config),
    attendTo: attendsTo(config),
    width,
    heads,
    window: windowSize(config),
    classes,
  };
}
