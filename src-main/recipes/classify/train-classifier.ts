import { isResidual, withoutContext } from '../../configs/contextual.ts';
import { checkpointOf, type ClassifierConfig, vectorsOf } from '../../configs/classifiers.ts';
import type { Trainer } from '../../engine/trainer.ts';
import type { ScoresResult } from '../../results/classified.ts';
import type { Untimed } from '../../results/result-kind.ts';
import type { TrialResult } from '../../results/trial.ts';
import { saveTrainingRows } from '../../store/predicted-rows.ts';
import type { WritableStore } from '../../store/store.ts';
import type { Fitted, RunContext } from '../../training/loop.ts';
import { runTraining } from '../base/run-training.ts';
import { examplesOf, type TrainingExample } from '../texts/contextual-examples.ts';
import { withVectorFile } from '../texts/vector-hash.ts';
import { leakOfCheckpoint, leakOfVectors } from '../texts/vector-leak.ts';
import { architectureOf } from './architectures.ts';
import { classifierData } from './classifier-data.ts';
import { readRow } from './classifier-scores.ts';
import { classifierStage } from './classifier-stage.ts';
import { contextStage, predictAlone, stageNames, stagesOf, withScores } from './context-stage.ts';
import { classify, type Prediction } from './classifier.ts';
import { type ClassifierMeasures, testClassifier, validateClassifier } from './test-classifier.ts';

/**
 * Trains a text classifier, tests its best weights once, and measures the baselines on the same parts; one that is not
 * to be tested never reads its test part. With a residual context model the text model is trained first, as it would be by
 * itself, and then what reads the windows beside it.
 */
export function trainClassifier(
  store: WritableStore,
  run: number,
  config: ClassifierConfig,
  context: RunContext,
): Promise<Untimed<ScoresResult | TrialResult>> {
  return runTraining(
    { store, run, config, context },
    async () => withVectorFile(await classifierData(store, config, context.signal), vectorsOf(config)),
    async (data, device) => {
      const { classes, parts, windows, available, mask } = data;
      // Vectors were learned from the texts as they stand.
      const tested = parts.test.map(({ text, written = text, group }) => ({ text: written, group }));
      const vectors = {
        ...(await leakOfVectors(store, vectorsOf(config), tested)),
        ...(await leakOfCheckpoint(store, checkpointOf(config), tested)),
      };
      const architecture = architectureOf(config);
      const residual = isResidual(config);
      const first = residual ? withoutContext(config) : config;
      const learned = { classes, train: parts.train, windows: windows.train, mask };
      const beginning = { store, run, device, context, config, learned };
      const started = await architecture.start({
        ...beginning,
        config: first,
      });
      const { texts, start, logits, fixed, coverage, ...others } = started;
      const branch = residual && architecture.branch ? await architecture.branch(beginning, started) : null;
      const examples = {
        config,
        texts,
        classes,
        available,
        train: examplesOf(store, parts.train, windows.train, texts),
        valid: examplesOf(store, parts.valid, windows.valid, texts),
      };
      // What reads the windows reads them by itself.
      const onlyTexts = branch !== null && branch.texts !== texts;
      const prepare = (of: readonly TrainingExample[]) =>
        onlyTexts ? texts.prepareOnly(of.map(({ text }) => text)) : texts.prepare();
      await prepare([...examples.train, ...examples.valid]);
      let keptRows = false;
      const examplesTested = async () => {
        const tested = examplesOf(store, parts.test, windows.test, texts);
        await prepare(tested);
        await branch?.texts.prepare();
        return tested;
      };
      const trained = { store, run, config, context, data, vectors, coverage };
      return {
        ...others,
        ...classifierStage(start, logits, { ...examples, config: first }),
        // A branch that adds nothing belongs to the model from the beginning: whenever the run stops, it is whole.
        fixed: { ...fixed, ...branch?.fixed, ...branch?.start.params, ...branch?.start.tables },
        onEpoch: () => {
          // From here on there is a model that knows these texts.
          if (!keptRows) saveTrainingRows(store, run, parts.train.map(readRow));
          keptRows = true;
        },
        test: async (trainer): Promise<ClassifierMeasures> => {
          const valid = await classify(trainer, config, examples.valid, texts);
          if (!config.tested) return validateClassifier(trained, valid);
          const test = await examplesTested();
          return testClassifier(trained, { valid, test: await classify(trainer, config, test, texts) });
        },
        ...(branch && {
          next: {
            name: stageNames.text,
            stage: async (text: Trainer) => {
              const stage = await contextStage(branch, examples, { trainer: text, fixed });
              return {
                ...stage,
                test: async (trainer: Trainer, fitted: Record<'first' | 'second', Fitted>) => {
                  const stages = stagesOf(fitted, stage);
                  const inWindows = async (of: readonly TrainingExample[], alone: Prediction[]) =>
                    classify(trainer, config, withScores(of, alone), branch.texts);
                  const valid = await inWindows(
                    examples.valid,
                    await predictAlone(text, examples, examples.valid),
                  );
                  if (!config.tested) return validateClassifier(trained, valid, stages);
                  const tested = await examplesTested();
                  const textAlone = await predictAlone(text, examples, tested);
                  const test = await inWindows(tested, textAlone);
                  return testClassifier(trained, { valid, test }, { stages, textAlone });
                },
              };
            },
          },
        }),
      };
    },
  );
}
