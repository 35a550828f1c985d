import { counted } from '../counted.ts';
import { UserError } from '../errors.ts';
import { inThousands } from '../in-thousands.ts';
import type { ReadableStore, WritableStore } from '../store/store.ts';
import { updateRun } from '../store/runs.ts';
import { curveOf } from './curve.ts';
import { labelledParts } from '../recipes/texts/labelled-texts.ts';
import type { CurveRequest } from '../configs/curve-request.ts';
import type { TrainingContext, TrainingEvent } from '../training/loop.ts';
import type { ClassifierConfig } from '../configs/classifiers.ts';
import type { LearningCurve } from '../training/types.ts';
import { checkTickers } from '../recipes/check-tickers.ts';
import { train } from '../recipes/train.ts';

/**
 * Trains a recipe on increasing numbers of texts, every size with every seed, smallest first, or with every seed on the
 * whole training part. Each training is a run of its own; if the work is cancelled or a run fails, the runs before it are kept, and `curveOf` reads them.
 *
 * @throws UserError if a size is larger than the training part; what `train` throws.
 */
export async function learningCurve(
  store: WritableStore,
  { config, sizes, seeds }: CurveRequest,
  { emit, signal }: TrainingContext,
): Promise<LearningCurve> {
  if (!config.tested) {
    throw new UserError('use', 'The runs of a learning curve are tested: leave tested as it is.');
  }
  checkTickers(store, config.symbols, 'texts');
  const configs = Array.from({ length: seeds }, (_, index) => ({ ...config, seed: config.seed + index }));
  const trainings = sizes === 'all' ? configs : await ofSizes(store, configs, sizes);
  let curve: number | null = null;
  for (const [index, own] of trainings.entries()) {
    signal.throwIfAborted();
    const stage = `${sizes === 'all' || own.trainSize === null ? '' : `${counted(own.trainSize, 'text')}, `}seed ${own.seed}`;
    const report = (done: number) =>
      emit({ type: 'progress', stage, done: index + done, total: trainings.length, unit: 'trainings' });
    const onEvent = (event: TrainingEvent): void => {
      if (event.type === 'run') {
        curve ??= event.run;
        updateRun(store, event.run, { curve });
        emit(event);
      } else if (event.type === 'progress' && event.stage === 'training' && event.total !== null) {
        // In tenths of a training.
        report(Math.floor((10 * event.done) / event.total) / 10);
      }
    };
    report(0);
    const result = await train(store, own, { emit: onEvent, signal });
    if (result.kind !== 'scores') throw new Error(`${result.recipe} has no scores`);
    const { accuracy, macroF1 } = result.test;
    const scores = `accuracy ${accuracy.toFixed(3)}, macro F1 ${macroF1.toFixed(3)}`;
    emit({ type: 'message', text: `${stage}: ${scores} (${index + 1} of ${trainings.length})` });
  }
  return curveOf(store, curve!);
}

/** Trainings of the sizes asked for, the smallest first. */
async function ofSizes(
  store: ReadableStore,
  configs: readonly ClassifierConfig[],
  sizes: readonly number[] | null,
): Promise<ClassifierConfig[]> {
  const most = await smallestTrainingPart(store, configs);
  const wanted = sizes === null ? sizesUpTo(most) : checked(sizes, most);
  return wanted.flatMap((size) => configs.map((own) => ({ ...own, trainSize: size })));
}

/** If the split depends on the seed, the parts may differ in size. */
async function smallestTrainingPart(
  store: ReadableStore,
  configs: readonly ClassifierConfig[],
): Promise<number> {
  const counts: number[] = [];
  for (const config of configs) counts.push((await labelledParts(store, config)).train.length);
  return Math.min(...counts);
}

/** 10, 30, 100, 300, ... as long as they leave out at least a fifth, and all. */
export function sizesUpTo(most: number): number[] {
  const sizes: number[] = [];
  for (let power = 10; power < most; power *= 10) sizes.push(power, 3 * power);
  return [...sizes.filter((size) => size <= 0.8 * most), most];
}

function checked(sizes: readonly number[], most: number): number[] {
  const tooLarge = sizes.find((size) => size > most);
  if (tooLarge !== undefined) {
    throw new UserError(
      'use',
      `A learning curve cannot reach ${counted(tooLarge, 'text')}: there are ${inThousands(most)} to train on, besides those for validation and testing.`,
    );
  }
  return [...new Set(sizes)].sort((a, b) => a - b);
}
