/** Baselines: simple models on the same texts, which a trained model has to beat. */
import type { TrainingEvent } from '../training/loop.ts';
import { fitLogisticRegression, predictLogisticRegression } from './logistic-regression.ts';
import { majorityClass } from './majority.ts';
import { fitNaiveBayes, predictNaiveBayes } from './naive-bayes.ts';
import { countRows, inverseDocumentFrequencies, nGramVocabulary, tfIdf } from './tf-idf.ts';

export type BaselineName = 'majority' | 'naiveBayes' | 'logisticRegression';

/** Of 1, 10 and 100 the one that does best on the labelled tweets of the StockerBot export. */
const regressionC = 10;

/** Receives progress; the signal stops the work. */
export interface BaselineContext {
  emit?: (event: TrainingEvent) => void;
  signal?: AbortSignal;
  phase?: (name: string) => void;
}

/** Progress of L-BFGS, which ends when it has converged, after a number of iterations that is not known in advance. */
export function iterationsOf(stage: string, emit: BaselineContext['emit']): (iteration: number) => void {
  return (done) => emit?.({ type: 'progress', stage, done, total: null, unit: 'iterations' });
}

/**
 * Trains the baselines on words and word pairs and predicts the test texts.
 * @param train labels are indices into `classes`; a class that does not occur is never predicted
 * @returns class indices, one per test text
 * @throws the signal's reason when it is aborted, RangeError without training texts
 */
export async function baselines(
  train: readonly { text: string; label: number }[],
  test: readonly string[],
  classes: readonly string[],
  { emit, signal, phase }: BaselineContext = {},
): Promise<Record<BaselineName, Int32Array>> {
  if (train.length === 0) throw new RangeError('Baselines need at least one training text.');
  phase?.('baselines: naive Bayes');
  const labels = train.map(({ label }) => label);
  const majority = new Int32Array(test.length).fill(majorityClass(labels, classes.length));
  const present = [...classes.keys()].filter((label) => labels.includes(label));
  if (present.length < 2)
    return { majority, naiveBayes: majority.slice(), logisticRegression: majority.slice() };

  const places = Int32Array.from(labels, (label) => present.indexOf(label));
  const vocabulary = nGramVocabulary(train.map(({ text }) => text));
  const counts = countRows(
    train.map(({ text }) => text),
    vocabulary,
  );
  const testCounts = countRows(test, vocabulary);
  const frequencies = inverseDocumentFrequencies(counts);
  const bayes = fitNaiveBayes(counts, places, present.length);
  const bayesian = predictNaiveBayes(bayes, testCounts);
  const stage = 'baselines: logistic regression';
  phase?.(stage);
  const regression = await fitLogisticRegression(tfIdf(counts, frequencies), places, present.length, {
    c: regressionC,
    signal,
    onIteration: iterationsOf(stage, emit),
  });
  const named = (predicted: Int32Array): Int32Array => predicted.map((place) => present[place]!);
  return {
    majority,
    naiveBayes: named(bayesian),
    logisticRegression: named(predictLogisticRegression(regression, tfIdf(testCounts, frequencies))),
  };
}
