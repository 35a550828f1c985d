import { inCountingOrder } from '../../api/class-order.ts';
import type { EmbeddingResult, Scores, TopicEmbeddingResult, Word2vecResult } from '../../training/types.ts';
import { percent, score } from './format.ts';
import type { Output } from './output.ts';

/** One line per model: accuracy, macro and weighted F1 on the same test part. */
export function scoreTable(output: Output, models: Readonly<Record<string, Scores>>): void {
  output.table(
    Object.entries(models).map(([name, scores]) => [
      name,
      scores.n,
      percent(scores.accuracy),
      score(scores.macroF1),
      score(scores.weightedF1),
    ]),
    ['model', 'n', 'accuracy', 'macro F1', 'weighted F1'],
  );
}

/** Scores per class, with the confusion matrix: rows are true classes, columns predicted ones. */
export function confusionTable(output: Output, measured: Scores): void {
  const scores = inCountingOrder(measured);
  output.say();
  output.table(
    scores.perClass.map((row, index) => [
      row.value,
      score(row.precision),
      score(row.recall),
      score(row.f1),
      row.support,
      ...scores.confusion[index]!,
    ]),
    ['truth', 'precision', 'recall', 'F1', 'n', ...scores.classes.map((value) => `as ${value}`)],
  );
}

export function embeddingTable(output: Output, result: EmbeddingResult | TopicEmbeddingResult): void {
  if (result.objective === 'topic') {
    topicTable(output, result);
    return;
  }
  const { companies, test } = result;
  output.say(
    `${companies} companies; ${percent(test.top1)} of ${test.n} held-out texts rank their company first,` +
      ` ${percent(test.top10)} in the top ten (by chance ${percent(test.chance)} and ${percent(Math.min(1, 10 * test.chance))})`,
  );
}

function topicTable(output: Output, result: TopicEmbeddingResult): void {
  const { run, companies, texts, topicsByModel, test, majority } = result;
  output.say(`${companies} companies, ${texts} texts with a topic (from a model: ${topicsByModel})\n`);
  scoreTable(output, { [`run ${run}`]: test, majority });
  confusionTable(output, test);
}

export function wordTable(output: Output, { words, texts, validLoss, neighbours }: Word2vecResult): void {
  output.say(`${words} words from ${texts} distinct texts; loss on held-out pairs ${validLoss.toFixed(4)}\n`);
  output.table(
    neighbours.map(({ word, nearest }) => [
      word,
      nearest.map((near) => `${near.word} ${near.cosine.toFixed(2)}`).join('  '),
    ]),
    ['word', 'nearest'],
  );
}
