/** The second stage of a model that reads context: a branch beside a text model that is trained and stays as it is. */
import { contextEpochs, withoutContext } from '../../configs/contextual.ts';
import type { Trainer } from '../../engine/trainer.ts';
import type { HostTensor } from '../../engine/types.ts';
import { parameter } from '../../models/layers.ts';
import { addBranch } from '../../models/residual-context.ts';
import type { TextInputs } from '../../models/text-model.ts';
import type { ContextStages } from '../../results/context-stages.ts';
import { contextMetrics } from '../../store/runs.ts';
import type { Fitted } from '../../training/loop.ts';
import type { NextStage } from '../base/run-training.ts';
import type { TrainingExample } from '../texts/contextual-examples.ts';
import type { StartedBranch } from './architecture.ts';
import { classify, type Prediction } from './classifier.ts';
import {
  type ClassifierInputs,
  classifierStage,
  type LearnedExamples,
  measuredOn,
} from './classifier-stage.ts';

/** What progress calls the two stages. */
export const stageNames = {
  text: 'training the text model',
  context: 'training the context branch',
} as const;

/** The predictions of the text model, which reads the same examples without their windows. */
export function predictAlone(
  trainer: Pick<Trainer, 'predict'>,
  { config, texts }: Pick<LearnedExamples, 'config' | 'texts'>,
  examples: readonly TrainingExample[],
): Promise<Prediction[]> {
  return classify(trainer, withoutContext(config), examples, texts);
}

/** The examples with the scores of their texts alone, to which a branch adds. */
export function withScores(
  examples: readonly TrainingExample[],
  alone: readonly Prediction[],
): TrainingExample[] {
  return examples.map((example, index) => ({ ...example, alone: alone[index]!.logits }));
}

/**
 * The learning rate of the branch, in those of the text model. Its head starts from zero, and what stands before a head
 * of zeros learns nothing: at the same rate it takes several epochs to leave there (on the sample, seeds 1 to 3: .936 in
 * place of .957).
 */
export const branchRate = 2;

interface ContextStage extends Omit<NextStage<never, ClassifierInputs, TextInputs>, 'test' | 'before'> {
  before: ContextStages['validAlone'];
}

/** How the stages went, as results have it. */
export function stagesOf(
  { first, second }: Record<'first' | 'second', Fitted>,
  { before }: Pick<ContextStage, 'before'>,
): ContextStages {
  const epochsOf = ({ history, bestEpoch }: Fitted) => ({ epochs: history.length, bestEpoch });
  return {
    text: epochsOf(first),
    context: epochsOf(second),
    readsContext: second.bestEpoch > 0,
    validAlone: before,
  };
}

/**
 * What trains a branch on the logits of a text model: neither knows what the other is made of.
 * @param text the text model at its best copy
 */
export async function contextStage(
  branch: StartedBranch,
  learned: LearnedExamples,
  { trainer: text, fixed }: { trainer: Trainer; fixed: Readonly<Record<string, HostTensor>> },
): Promise<ContextStage> {
  const aloneOn = (examples: readonly TrainingExample[]) => predictAlone(text, learned, examples);
  const valid = await aloneOn(learned.valid);
  const { params, tables } = await text.state();
  await branch.texts.prepare();
  const stage = classifierStage(
    branch.start,
    (parameters, batch, dropout) =>
      addBranch(
        parameter(batch, 'textLogits'),
        branch.logits(parameters, batch, dropout),
        parameter(batch, 'windowMask'),
      ),
    {
      ...learned,
      texts: branch.texts,
      train: withScores(learned.train, await aloneOn(learned.train)),
      valid: withScores(learned.valid, valid),
    },
  );
  return {
    ...stage,
    name: stageNames.context,
    prefix: contextMetrics,
    rate: branchRate,
    longest: contextEpochs(learned.config),
    ...(branch.rates && { rates: branch.rates }),
    fixed: { ...fixed, ...params, ...tables, ...branch.fixed },
    before: measuredOn(learned, valid),
  };
}
