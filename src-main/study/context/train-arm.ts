/** Trains one arm of a study: a run without a place in the workspace, of which predictions are kept. */
import { type ContextualConfig, isResidual, windowSize, withoutContext } from '../../configs/contextual.ts';
import { createCpuDevice } from '../../engine/cpu.ts';
import { openDevice } from '../../engine/devices.ts';
import { createTrainer, type Trainer, type TrainerOptions, type TrainerState } from '../../engine/trainer.ts';
import type { Device } from '../../engine/types.ts';
import { parameter } from '../../models/layers.ts';
import { addBranch } from '../../models/residual-context.ts';
import { architectureOf } from '../../recipes/classify/architectures.ts';
import type { StartedClassifier } from '../../recipes/classify/architecture.ts';
import { classify } from '../../recipes/classify/classifier.ts';
import {
  classifierStage,
  type LearnedExamples,
  measuredOn,
} from '../../recipes/classify/classifier-stage.ts';
import { branchRate } from '../../recipes/classify/context-stage.ts';
import { examplesOf, type TrainingExample } from '../../recipes/texts/contextual-examples.ts';
import type { WritableStore } from '../../store/store.ts';
import { fit, type Fitted, type Measured, type TrainingContext } from '../../training/loop.ts';
import { softmax } from '../../training/probabilities.ts';
import type { Part, PartWindows, StudyData } from './data.ts';
import type { TextScores } from './arm-result.ts';

export interface ArmTraining {
  store: WritableStore;
  data: StudyData;
  /** Of the arm, with its seed. */
  config: ContextualConfig;
  context: TrainingContext;
}

export interface TrainedArm {
  /** (N, C) of the test part. */
  probabilities: Float32Array[];
  valid: Measured;
  parameters: number;
  fitted: Fitted;
}

/** A device of one thread: trainings share the cores as processes, and give the same however many there are. */
async function deviceOf({ device }: ContextualConfig): Promise<Device> {
  const opened = device === 'cpu' ? null : await openDevice(device);
  return opened === null || opened.name === 'cpu' ? createCpuDevice({ threads: 1 }) : opened;
}

/**
 * Trains the text alone.
 * @param moodsOf documents whose classes are wanted too, since they stand in windows
 */
export async function trainTextAlone(
  { store, data, config, context }: ArmTraining,
  moodsOf: readonly number[],
): Promise<TrainedArm & { text: TextScores }> {
  const alone = withoutContext(config);
  const empty = {
    train: data.parts.train.map(() => []),
    valid: data.parts.valid.map(() => []),
    test: data.parts.test.map(() => []),
  };
  const device = await deviceOf(config);
  const started = await architectureOf(alone).start({
    store,
    run: 0,
    config: alone,
    device,
    learned: { classes: data.classes, mask: data.mask, train: data.parts.train, windows: empty.train },
    context,
  });
  const examples = readExamples({ store, data, texts: started.texts }, empty);
  started.texts.load(store, moodsOf);
  await started.texts.prepare();
  const learned = learnedFrom(data, alone, started.texts, examples);
  const { trainer, fitted } = await fitStage(
    { config: alone, device, context },
    { ...classifierStage(started.start, started.logits, learned), rates: started.rates },
    { rate: 1, longest: config.epochs, before: null },
  );
  try {
    const read = (part: readonly TrainingExample[]) => classify(trainer, alone, part, started.texts);
    const [train, valid, test] = [
      await read(examples.train),
      await read(examples.valid),
      await read(examples.test),
    ];
    const moods = await read(moodsOf.map((id) => ({ text: id, window: [], label: 0 })));
    const measured = measuredOn(learned, valid);
    const rows = (of: typeof train) => of.map(({ logits }) => [...logits]);
    return {
      probabilities: test.map(({ probabilities }) => probabilities),
      valid: measured,
      parameters: trainer.parameterCount,
      fitted,
      text: {
        logits: { train: rows(train), valid: rows(valid), test: rows(test) },
        valid: measured,
        parameters: trainer.parameterCount,
        moods: moods.map(({ probabilities }, index) => [moodsOf[index]!, [...probabilities]]),
      },
    };
  } finally {
    await trainer.dispose();
  }
}

/**
 * Trains what reads the windows: a branch beside the text alone where that is how context is learned, or one model of both.
 * @param uniform the weights of its attention stay the same for all that is attended to
 */
export async function trainInContext(
  { store, data, config, context }: ArmTraining,
  windows: PartWindows,
  text: TextScores,
  { uniform }: { uniform: boolean },
): Promise<TrainedArm> {
  const device = await deviceOf(config);
  const architecture = architectureOf(config);
  const residual = isResidual(config) && architecture.branch !== undefined;
  const beginning = {
    store,
    run: 0,
    config,
    device,
    learned: { classes: data.classes, mask: data.mask, train: data.parts.train, windows: windows.train },
    context,
  };
  const started = await architecture.start({
    ...beginning,
    config: residual ? withoutContext(config) : config,
  });
  const examples = readExamples({ store, data, texts: started.texts }, windows);
  const branch = residual && architecture.branch ? await architecture.branch(beginning, started) : null;
  const texts = branch?.texts ?? started.texts;
  await texts.prepare();
  const scored = branch ? withTextScores(examples, text) : examples;
  const learned = learnedFrom(data, config, texts, scored);
  const begun = uniform ? uniformAttention((branch ?? started).start) : (branch ?? started).start;
  const logits: StartedClassifier['logits'] = branch
    ? (parameters, batch, dropout) =>
        addBranch(
          parameter(batch, 'textLogits'),
          branch.logits(parameters, batch, dropout),
          parameter(batch, 'windowMask'),
        )
    : started.logits;
  const { trainer, fitted } = await fitStage(
    { config, device, context },
    { ...classifierStage(begun, logits, learned), rates: (branch ?? started).rates },
    branch
      ? { rate: branchRate, longest: config.contextEpochs, before: text.valid }
      : { rate: 1, longest: config.epochs, before: null },
  );
  try {
    const parameters = trainer.parameterCount + (branch ? text.parameters : 0);
    if (fitted.bestEpoch === 0) {
      const probabilities = text.logits.test.map((row) => softmax(Float32Array.from(row)));
      return { probabilities, valid: text.valid, parameters, fitted };
    }
    const read = (part: readonly TrainingExample[]) => classify(trainer, config, part, texts);
    const test = await read(scored.test);
    return {
      probabilities: test.map(({ probabilities }) => probabilities),
      valid: measuredOn(learned, await read(scored.valid)),
      parameters,
      fitted,
    };
  } finally {
    await trainer.dispose();
  }
}

/**
 * Attention with the same weight for everything that may be attended to: a query of zeros gives all keys the same score,
 * and softmax the same share. It is not trained.
 */
export function uniformAttention(start: StartedClassifier['start']): StartedClassifier['start'] {
  const queries = Object.keys(start.params).filter((name) =>
    /(?:^|\.)attention\.query\.(?:weight|bias)$/u.test(name),
  );
  if (queries.length === 0) throw new TypeError('there is no attention whose weights could be the same');
  const zeros = queries.map((name) => {
    const tensor = start.params[name]!;
    return [name, { ...tensor, data: new Float32Array(tensor.data.length) }] as const;
  });
  return {
    ...start,
    params: { ...start.params, ...Object.fromEntries(zeros) },
    frozen: [...(start.frozen ?? []), ...queries],
  };
}

type Examples = Record<Part, TrainingExample[]>;

function readExamples(
  { store, data, texts }: Pick<ArmTraining, 'store' | 'data'> & Pick<StartedClassifier, 'texts'>,
  windows: PartWindows,
): Examples {
  const of = (part: keyof Examples) => examplesOf(store, data.parts[part], windows[part], texts);
  return { train: of('train'), valid: of('valid'), test: of('test') };
}

function withTextScores(examples: Examples, { logits }: TextScores): Examples {
  const of = (part: keyof Examples) =>
    examples[part].map((example, index) => ({ ...example, alone: Float32Array.from(logits[part][index]!) }));
  return { train: of('train'), valid: of('valid'), test: of('test') };
}

function learnedFrom(
  { classes, available }: StudyData,
  config: ContextualConfig,
  texts: StartedClassifier['texts'],
  { train, valid }: Examples,
): LearnedExamples {
  return { config, texts, classes, available, train, valid };
}

/** Trains a stage to its best copy, which its trainer then holds; nothing is written. */
async function fitStage(
  { config, device, context }: { config: ContextualConfig; device: Device; context: TrainingContext },
  stage: ReturnType<typeof classifierStage> & { rates?: StartedClassifier['rates'] },
  { rate, longest, before }: { rate: number; longest: number; before: Measured | null },
): Promise<{ trainer: Trainer; fitted: Fitted }> {
  const { optimizer: kind, weightDecay, clipNorm } = config;
  const options = {
    name: config.recipe,
    device,
    ...stage.model,
    optimizer: { kind, weightDecay, clipNorm, rates: stage.rates ?? {} },
    seed: config.seed,
  } satisfies TrainerOptions<never, never>;
  const trainer = createTrainer(options);
  const kept: { best: TrainerState | null } = { best: null };
  try {
    const fitted = await fit({
      ...context,
      trainer,
      config: { ...config, epochs: longest, learningRate: rate * config.learningRate },
      stage: {
        name: windowSize(config) === 0 ? 'the text alone' : 'context',
        prefix: '',
        earlier: [],
        before,
      },
      ...stage.epochs(trainer),
      checkpointer: {
        best: (state) => {
          kept.best = state;
          return Promise.resolve();
        },
        position: () => Promise.resolve(),
        resume: null,
      },
      onFirstStep: () => {},
      onEpoch: () => {},
    });
    if (kept.best !== null) await trainer.load({ ...kept.best, moments: {} });
    return { trainer, fitted };
  } catch (error) {
    await trainer.dispose();
    throw error;
  }
}
