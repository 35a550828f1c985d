import type { WritableStore } from '../../store/store.ts';
import { type Prediction, withNgrams } from './classifier.ts';
import type { LabelledText } from '../texts/labelled-texts.ts';
import type { TrainingContext } from '../../training/loop.ts';
import type { ClassifierConfig } from '../../configs/classifiers.ts';
import { fitNgrams, opinionsOf, partOf } from '../../ngrams/experts.ts';
import { outOfFold } from '../../ngrams/out-of-fold.ts';
import { type StackWeights, stackWeights } from '../../ngrams/stack-weights.ts';
import { classWeights } from '../../training/class-weights.ts';
import { wholeTexts } from '../texts/whole-texts.ts';
import { keepNgrams } from '../../runs/run-files.ts';

export interface Ensemble {
  valid: Prediction[];
  test: Prediction[];
  weights: StackWeights;
}

/**
 * Stacks n-gram classifiers with a trained model and stores them with the run. They take the class weights of the model.
 * The weights of all three are chosen on texts that those who are weighed have not learned: see `stackWeights`. Then the
 * n-grams are trained on `learnedOnce`, which includes the validation part, since that is cheap.
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
    config: Pick<ClassifierConfig, 'seed' | 'classWeights'>;
  },
  { signal }: TrainingContext,
): Promise<Ensemble> {
  const { parts, learnedOnce, alone, classes, config } = given;
  const labelsOf = (items: readonly LabelledText[]) => items.map(({ label }) => label);
  const ofClasses = classWeights(labelsOf(parts.train), classes.length, config.classWeights);
  const options = { seed: config.seed, signal, classWeights: ofClasses };
  const first = await fitNgrams(parts.train, classes.length, options);
  const scored = await outOfFold(withWholes(parts.train), classes.length, options);
  const textsOf = (part: 'valid' | 'test') => parts[part].map(({ text }) => text);
  const [linear, naiveBayes] = opinionsOf(first, textsOf('valid'));
  const weights = stackWeights(
    { labels: labelsOf(scored.items), linear: scored.opinions[0], naiveBayes: scored.opinions[1] },
    { labels: labelsOf(parts.valid), linear, naiveBayes, model: alone.valid.map(({ logits }) => logits) },
    ofClasses,
  );
  const valid = withNgrams(partOf(first, weights), alone.valid, textsOf('valid'));
  const experts =
    learnedOnce.length > parts.train.length ? await fitNgrams(learnedOnce, classes.length, options) : first;
  const part = partOf(experts, weights);
  await keepNgrams(store, run, part);
  return { valid, test: withNgrams(part, alone.test, textsOf('test')), weights };
}

/** The texts grouped with those that they are contained in, as phrases are in their sentence: near-duplicates are left out before. */
function withWholes(items: readonly LabelledText[]): LabelledText[] {
  const whole = wholeTexts(items.map(({ text }) => text));
  return items.map((item, index) => ({ ...item, group: whole[index]! }));
}
