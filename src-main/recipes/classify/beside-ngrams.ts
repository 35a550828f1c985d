import type { Store } from '../../store/open.ts';
import { type Prediction, withNgrams } from './classifier.ts';
import type { LabelledText } from '../texts/labelled-texts.ts';
import type { TrainingContext } from '../../training/loop.ts';
import { fitNgrams, type NgramExperts, partOf, weightsBeside } from '../../ngrams/experts.ts';
import { keepNgrams } from '../../runs/run-files.ts';

export interface BesideNgrams {
  valid: Prediction[];
  test: Prediction[];
  /** What they learned from all that the run may learn from. */
  experts: NgramExperts;
  weights: { model: number; linear: number; naiveBayes: number };
}

/**
 * Lets n-grams speak beside a trained model, and keeps them with the run. They learn the training part; the validation
 * part says how much model and n-grams count; then they learn once more from `learnedOnce`, the validation part with it,
 * since they are what is cheap to learn again.
 *
 * @param alone what the model says by itself
 */
export async function besideNgrams(
  store: Store,
  run: number,
  given: {
    parts: Record<'train' | 'valid' | 'test', readonly LabelledText[]>;
    learnedOnce: readonly LabelledText[];
    alone: Record<'valid' | 'test', readonly Prediction[]>;
    classes: readonly string[];
    config: { seed: number };
  },
  { signal }: TrainingContext,
): Promise<BesideNgrams> {
  const { parts, learnedOnce, alone, classes, config } = given;
  const options = { seed: config.seed, signal };
  const first = await fitNgrams(parts.train, classes.length, options);
  const scores = alone.valid.map(({ logits }) => logits);
  const weights = weightsBeside(scores, first, parts.valid);
  const said = (part: 'valid' | 'test') => parts[part].map(({ text }) => text);
  const valid = withNgrams(partOf(first, weights), alone.valid, said('valid'));
  const experts =
    learnedOnce.length > parts.train.length ? await fitNgrams(learnedOnce, classes.length, options) : first;
  const part = partOf(experts, weights);
  await keepNgrams(store, run, part);
  const [model, linear, naiveBayes] = weights as [number, number, number];
  return {
    valid,
    test: withNgrams(part, alone.test, said('test')),
    experts,
    weights: { model, linear, naiveBayes },
  };
}
