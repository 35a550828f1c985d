import { openDevice } from '../../engine/devices.ts';
import { createTrainer, type Trainer, type TrainerOptions } from '../../engine/trainer.ts';
import type { Tensors } from '../../engine/predictor.ts';
import type { Device, HostTensor } from '../../engine/types.ts';
import type { TrainConfig } from '../../configs/all.ts';
import { restoreBest, type RunFiles, runCheckpointer, writeRunFiles } from '../../runs/run-files.ts';
import type { WritableStore } from '../../store/store.ts';
import { fit, type FitOptions, type RunContext } from '../../training/loop.ts';

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

/** What a recipe trains, once its data are read and its device is open. */
export interface PreparedTraining<Measures, L extends object = Tensors, F extends object = Tensors> {
  /** What is needed to read the weights again. */
  files: Omit<RunFiles, 'config'>;
  /** Writes further files beside them. */
  writeFiles?: () => Promise<void>;
  /** Parameters, tables, loss and forward pass. */
  model: Omit<TrainerOptions<L, F>, 'name' | 'device' | 'optimizer' | 'seed'>;
  /** What the learning rate of a parameter is multiplied by, by its name; missing: 1 for all. */
  rates?: Readonly<Record<string, number>>;
  /** Weights of the model that are not trained, and are stored with it. */
  fixed?: Readonly<Record<string, HostTensor>>;
  /** The batches of every epoch, and what is measured after it. */
  epochs: (trainer: Trainer) => Pick<FitOptions, 'best' | 'stepsPerEpoch' | 'batches' | 'validate'>;
  /** Called after every epoch. */
  onEpoch?: () => void;
  /** Measures the best copy on the test part: the first and only look at it. */
  test: (trainer: Trainer) => Promise<Measures>;
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
  Config extends TrainConfig,
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
  const { files, writeFiles, model, rates = {}, fixed, epochs, onEpoch, test } = await prepare(data, device);
  writeRunFiles(store, run, { config, ...files });
  await writeFiles?.();
  const trainer = createTrainer({
    name: config.recipe,
    device,
    ...model,
    optimizer: { kind: config.optimizer, weightDecay: config.weightDecay, clipNorm: config.clipNorm, rates },
    seed: config.seed,
  });
  try {
    context.phase('training');
    const fitted = await fit({
      ...context,
      trainer,
      config,
      ...epochs(trainer),
      checkpointer: await runCheckpointer(store, run, fixed),
      onEpoch: () => {
        onEpoch?.();
        context.onEpoch();
      },
    });
    await restoreBest(store, run, trainer);
    context.phase('testing');
    return {
      run,
      recipe: config.recipe,
      device: device.name,
      parameters: trainer.parameterCount,
      epochs: fitted.epochs,
      ...(await test(trainer)),
    };
  } finally {
    await trainer.dispose();
  }
}
