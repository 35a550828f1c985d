import { inCountingOrder } from '../../api/class-order.ts';
import type { NameOf } from '../../class-names.ts';
import type { Scores } from '../../results/scores.ts';
import { classColumn } from './class-column.ts';
import { percent, score } from './format.ts';
import type { Output } from './output.ts';

/**
 * One line per model: accuracy, macro and weighted F1 on the same test part.
 * @param novel the same on those texts that are like none that was learned; null: not shown
 */
export function scoreTable(
  output: Output,
  models: Readonly<Record<string, Scores>>,
  novel: Readonly<Record<string, Scores>> | null = null,
): void {
  const onNovel = (name: string) => {
    const scores = novel?.[name];
    return scores ? [percent(scores.accuracy), score(scores.macroF1)] : ['', ''];
  };
  output.table(
    Object.entries(models).map(([name, scores]) => [
      name,
      scores.n,
      percent(scores.accuracy),
      score(scores.macroF1),
      score(scores.weightedF1),
      ...(novel ? onNovel(name) : []),
    ]),
    ['model', 'n', 'accuracy', 'macro F1', 'weighted F1', ...(novel ? ['novel: accuracy', 'macro F1'] : [])],
  );
}

/** Scores per class, with the confusion matrix: rows are true classes, columns predicted ones. */
export function confusionTable(output: Output, measured: Scores, nameOf: NameOf): void {
  const scores = inCountingOrder(measured);
  const truth = classColumn(scores.classes, nameOf);
  output.say();
  output.table(
    scores.perClass.map((row, index) => [
      ...truth.cells(row.value),
      score(row.precision),
      score(row.recall),
      score(row.f1),
      row.support,
      ...scores.confusion[index]!,
    ]),
    [
      ...truth.heads('truth'),
      'precision',
      'recall',
      'F1',
      'n',
      ...scores.classes.map((value) => `as ${nameOf(value)}`),
    ],
  );
}
