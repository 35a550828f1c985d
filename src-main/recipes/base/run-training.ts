import { openDevice } from '../../engine/devices.ts';
import { createTrainer, type Trainer, type TrainerOptions } from '../../engine/trainer.ts';
import type { Tensors } from '../../engine/predictor.ts';
import type { Device, HostTensor } from '../../engine/types.ts';
import type { TrainedConfig } from '../../configs/all.ts';
import {
  restoreBest,
  type RunFiles,
  runCheckpointer,
  type Stored,
  writeRunFiles,
} from '../../runs/run-files.ts';
import type { WritableStore } from '../../store/store.ts';
import {
  fit,
  type FitOptions,
  type Fitted,
  type Measured,
  type RunContext,
  type Stage,
} from '../../training/loop.ts';

/** A run that is being trained. */
export interface StartedRun<Config> {
  store: WritableStore;
  run: number;
  config: Config;
  context: RunContext;
}

/** The data of a training, with their fingerprint. */
export interface TrainingData {
  dataHash: string;
}

/** What is trained from a beginning to its best copy. */
export interface TrainingStage<Measures, L extends object = Tensors, F extends object = Tensors> {
  /** Parameters, tables, loss and forward pass. */
  model: Omit<TrainerOptions<L, F>, 'name' | 'device' | 'optimizer' | 'seed'>;
  /** What the learning rate of a parameter is multiplied by, by its name; missing: 1 for all. */
  rates?: Readonly<Record<string, number>>;
  /** Weights of the model that are not trained, and are stored with it. */
  fixed?: Readonly<Record<string, HostTensor>>;
  /** Its tensors as they are stored; missing: as they are trained. */
  stored?: Stored;
  /** The batches of every epoch, and what is measured after it. */
  epochs: (trainer: Trainer) => Pick<FitOptions, 'best' | 'stepsPerEpoch' | 'batches' | 'validate'>;
  /** Measures the best copy on the test part: the first and only look at it. A stage with another after it has none. */
  test: (trainer: Trainer) => Promise<Measures>;
}

/** What is trained once a first stage is at its best copy, and starts from there. */
export interface NextStage<Measures, L extends object = Tensors, F extends object = Tensors>
  extends Omit<TrainingStage<Measures, L, F>, 'test'>, Pick<Stage, 'name' | 'prefix'> {
  /** The learning rate of the stage, in those of the settings. */
  rate: number;
  /** The most epochs of it. */
  longest: number;
  /** What the first stage measured on the validation part: epoch 0 of this one. */
  before: Measured;
  /** @param fitted how the first stage and this one went */
  test: (trainer: Trainer, fitted: Record<'first' | 'second', Fitted>) => Promise<Measures>;
}

/** What a recipe trains, once its data are read and its device is open. */
export interface PreparedTraining<
  Measures,
  L extends object = Tensors,
  F extends object = Tensors,
> extends TrainingStage<Measures, L, F> {
  /** What is needed to read the weights again. */
  files: Omit<RunFiles, 'config'>;
  /** Writes further files beside them. */
  writeFiles?: () => Promise<void>;
  /** Whether what it starts from is a candidate for the best copy, as epoch 0. */
  startCounts?: boolean;
  /** Called after every epoch. */
  onEpoch?: () => void;
  /** What is trained after it, which is tested in its place; the weights of both are the model. */
  next?: {
    /** What progress says during the first stage. */
    name: string;
    /** @param trainer of the first stage, at its best copy */
    stage: (trainer: Trainer) => Promise<NextStage<Measures, L, F>>;
  };
}

/** Facts of every result that are the same for all recipes. */
export interface TrainedFacts {
  run: number;
  recipe: string;
  device: string;
  parameters: number;
  epochs: number;
}

/**
 * The steps that all recipes share: read the data, open the device, prepare the model, train from where the run stands,
 * go back to the best copy, and test it once.
 *
 * @param prepare called when the run's fingerprint has been checked
 */
export async function runTraining<
  Config extends TrainedConfig,
  Data extends TrainingData,
  Measures extends object,
  L extends object = Tensors,
  F extends object = Tensors,
>(
  { store, run, config, context }: StartedRun<Config>,
  read: () => Data | Promise<Data>,
  prepare: (
    data: Data,
    device: Device,
  ) => PreparedTraining<Measures, L, F> | Promise<PreparedTraining<Measures, L, F>>,
): Promise<TrainedFacts & Measures> {
  context.phase('reading data');
  const data = await read();
  const device = await openDevice(config.device);
  context.onStart({ dataHash: data.dataHash, device: device.name });
  context.phase('preparing the model');
  const { files, writeFiles, startCounts = false, onEpoch, next, ...first } = await prepare(data, device);
  writeRunFiles(store, run, { config, ...files });
  await writeFiles?.();
  const trainers: Trainer[] = [];
  const fitted: Fitted[] = [];
  const trainStage = async (
    { model, rates = {}, fixed, stored, epochs: epochsOf }: Omit<TrainingStage<Measures, L, F>, 'test'>,
    {
      rate = 1,
      longest = config.epochs,
      ...stage
    }: Omit<Stage, 'earlier'> & {
      rate?: number;
      longest?: number;
    },
    isCandidate = false,
  ): Promise<Trainer> => {
    const { optimizer: kind, weightDecay, clipNorm } = config;
    const trainer = createTrainer({
      name: config.recipe,
      device,
      ...model,
      optimizer: { kind, weightDecay, clipNorm, rates },
      seed: config.seed,
    });
    trainers.push(trainer);
    const epochs = epochsOf(trainer);
    const checkpointer = await runCheckpointer(store, run, fixed, stored);
    const before = isCandidate ? await epochs.validate() : stage.before;
    if (isCandidate && checkpointer.resume === null) await checkpointer.best(await trainer.state());
    context.phase(stage.name);
    fitted.push(
      await fit({
        ...context,
        trainer,
        config: { ...config, epochs: longest, learningRate: rate * config.learningRate },
        stage: { ...stage, before, earlier: fitted.map(({ history }) => history) },
        ...epochs,
        checkpointer,
        onEpoch: () => {
          onEpoch?.();
          context.onEpoch();
        },
      }),
    );
    await restoreBest(store, run, trainer);
    return trainer;
  };
  try {
    const beginning = { name: next?.name ?? 'training', prefix: '', before: null };
    const trainer = await trainStage(first, beginning, startCounts);
    let test = () => first.test(trainer);
    if (next) {
      const second = await next.stage(trainer);
      const { name, prefix, rate, longest, before } = second;
      const last = await trainStage(second, { name, prefix, rate, longest, before });
      test = () => second.test(last, { first: fitted[0]!, second: fitted[1]! });
    }
    context.phase('testing');
    return {
      run,
      recipe: config.recipe,
      device: device.name,
      parameters: trainers.reduce((sum, { parameterCount }) => sum + parameterCount, 0),
      epochs: fitted.reduce((sum, { history }) => sum + history.length, 0),
      ...(await test()),
    };
  } finally {
    for (const trainer of trainers) await trainer.dispose();
  }
}
