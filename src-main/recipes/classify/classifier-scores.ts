import type { WritableStore } from '../../store/store.ts';
import { type ReadRow, savePredictions } from '../../store/predicted-rows.ts';
import { words } from '../../text/words.ts';
import { scores } from '../../training/metrics.ts';
import type { LabelledText } from '../texts/labelled-texts.ts';
import { type Prediction } from './classifier.ts';
import { mostProbable } from '../../training/probabilities.ts';
import type { Scores } from '../../results/scores.ts';
import { fitNgrams } from '../../ngrams/experts.ts';
import { scoreRows } from '../../ngrams/sparse-rows.ts';
import type { RunContext } from '../../training/loop.ts';
import { baselines } from '../../baselines/baselines.ts';

/** Scores of predictions for these texts. */
export function classifierScores(
  predictions: readonly Prediction[],
  items: readonly { label: number }[],
  classes: string[],
): Scores {
  return scores(
    items.map(({ label }) => label),
    classesOf(predictions),
    classes,
  );
}

/** Stores the predictions of a run for every row of a part. */
export function keepPredictions(
  store: WritableStore,
  run: number,
  classes: readonly string[],
  part: 'valid' | 'test',
  items: readonly LabelledText[],
  predictions: readonly Prediction[],
): void {
  const rows = items.map((item, index) => {
    const { probabilities } = predictions[index]!;
    return {
      ...readRow(item),
      part,
      truth: classes[item.label]!,
      predicted: classes[mostProbable(probabilities)]!,
      probabilities: [...probabilities],
    };
  });
  savePredictions(store, run, rows);
}

/** A text as a stored row; the text itself is stored only if no document has it. */
export function readRow({ document, line, text, written = text }: LabelledText): ReadRow {
  return { document, line, text: document === null ? written : null };
}

/**
 * Majority, naive Bayes and logistic regression on the words of the texts alone, without links, cashtags and mentions;
 * and n-grams of words and characters, which see the whole text. They choose nothing on the validation part, so they
 * may be trained on it too.
 * All are trained with every error counting alike, whatever the class weights of the run.
 */
export async function baselinePredictions(
  learned: readonly LabelledText[],
  test: readonly LabelledText[],
  classes: string[],
  context: Pick<RunContext, 'emit' | 'signal' | 'phase'>,
): Promise<Record<string, readonly number[]>> {
  const plain = await baselines(
    learned.map(({ text, label }) => ({ text: plainWords(text), label })),
    test.map(({ text }) => plainWords(text)),
    classes,
    context,
  );
  context.phase('baselines: n-grams');
  const options = { classWeights: null, seed: 1, signal: context.signal };
  const { columns, linear } = await fitNgrams(learned, classes.length, options);
  const nGrams = scoreRows(columns.rows(test.map(({ text }) => text)), linear);
  return {
    ...Object.fromEntries(Object.entries(plain).map(([name, predicted]) => [name, [...predicted]])),
    nGrams: nGrams.map((row) => row.indexOf(Math.max(...row))),
  };
}

/** The scores of predicted classes, by whose they are. @param only which texts count; all if nothing is said */
export function scoresOf(
  predictions: Readonly<Record<string, readonly number[]>>,
  test: readonly { label: number }[],
  classes: string[],
  only: readonly boolean[] = test.map(() => true),
): Record<string, Scores> {
  const counts = (_: unknown, index: number) => only[index]!;
  const truth = test.map(({ label }) => label).filter(counts);
  return Object.fromEntries(
    Object.entries(predictions).map(([name, predicted]) => [
      name,
      scores(truth, predicted.filter(counts), classes),
    ]),
  );
}

/** The class that each prediction names. */
export function classesOf(predictions: readonly Prediction[]): number[] {
  return predictions.map(({ probabilities }) => mostProbable(probabilities));
}

/** The words of a text without links, cashtags and mentions. */
export function plainWords(text: string): string {
  return words(text)
    .filter((word) => !word.startsWith('<'))
    .join(' ');
}
