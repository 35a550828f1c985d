/** What simple models make of the same texts: what a trained model has to beat. */
import { fitLogisticRegression, predictLogisticRegression } from './logistic-regression.ts';
import { majorityClass } from './majority.ts';
import { fitNaiveBayes, predictNaiveBayes } from './naive-bayes.ts';
import { countRows, inverseDocumentFrequencies, nGramVocabulary, tfIdf } from './tf-idf.ts';

export type BaselineName = 'majority' | 'naiveBayes' | 'logisticRegression';

/** Of 1, 10 and 100 the one that does best on the labelled tweets of the StockerBot export. */
const regressionC = 10;

/**
 * Trains the baselines on words and pairs of words and predicts the test texts.
 * @param train labels are indices into `classes`; a class that does not occur is never predicted
 * @returns class indices, one a test text
 * @throws the signal's reason when it is aborted, RangeError without training texts
 */
export async function baselines(
  train: readonly { text: string; label: number }[],
  test: readonly string[],
  classes: readonly string[],
  options: { signal?: AbortSignal | undefined } = {},
): Promise<Record<BaselineName, Int32Array>> {
  if (train.length === 0) throw new RangeError('Baselines need at least one training text.');
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
  const regression = await fitLogisticRegression(tfIdf(counts, frequencies), places, present.length, {
    ...options,
    c: regressionC,
  });
  const named = (predicted: Int32Array): Int32Array => predicted.map((place) => present[place]!);
  return {
    majority,
    naiveBayes: named(predictNaiveBayes(bayes, testCounts)),
    logisticRegression: named(predictLogisticRegression(regression, tfIdf(testCounts, frequencies))),
  };
}
