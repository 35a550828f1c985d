import type { WritableStore } from '../../store/store.ts';
import { type Prediction, withNgrams } from './classifier.ts';
import type { LabelledText } from '../texts/labelled-texts.ts';
import type { TrainingContext } from '../../training/loop.ts';
import { fitNgrams, type NgramExperts, partOf, weightsBeside } from '../../ngrams/experts.ts';
import { keepNgrams } from '../../runs/run-files.ts';

export interface Ensemble {
  valid: Prediction[];
  test: Prediction[];
  /** The n-grams, trained on everything that the run may be trained on. */
  experts: NgramExperts;
  weights: { model: number; linear: number; naiveBayes: number };
}

/**
 * Stacks n-gram classifiers with a trained model and stores them with the run. They are trained on the training part;
 * the weights of model and n-grams are chosen on the validation part; then the n-grams are trained again on
 * `learnedOnce`, which includes the validation part, since that is cheap.
 *
 * @param alone the predictions of the model alone
 */
export async function trainEnsemble(
  store: WritableStore,
  run: number,
  given: {
    parts: Record<'train' | 'valid' | 'test', readonly LabelledText[]>;
    learnedOnce: readonly LabelledText[];
    alone: Record<'valid' | 'test', readonly Prediction[]>;
    classes: readonly string[];
    config: { seed: number };
  },
  { signal }: TrainingContext,
): Promise<Ensemble> {
  const { parts, learnedOnce, alone, classes, config } = given;
  const options = { seed: config.seed, signal };
  const first = await fitNgrams(parts.train, classes.length, options);
  const scores = alone.valid.map(({ logits }) => logits);
  const weights = weightsBeside(scores, first, parts.valid);
  const textsOf = (part: 'valid' | 'test') => parts[part].map(({ text }) => text);
  const valid = withNgrams(partOf(first, weights), alone.valid, textsOf('valid'));
  const experts =
    learnedOnce.length > parts.train.length ? await fitNgrams(learnedOnce, classes.length, options) : first;
  const part = partOf(experts, weights);
  await keepNgrams(store, run, part);
  const [model, linear, naiveBayes] = weights as [number, number, number];
  return {
    valid,
    test: withNgrams(part, alone.test, textsOf('test')),
    experts,
    weights: { model, linear, naiveBayes },
  };
}
