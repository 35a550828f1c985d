/** The tables of docs/results.md. */
import { cpus } from 'node:os';
import type { TrainResult } from '../../src-main/configs/all.ts';
import type { Measured } from './measure.ts';
import type { Row } from './rows.ts';

/** Rows of the two tables, in the order in which they were measured. */
export class ResultTables {
  readonly #scored: string[][] = [];
  readonly #unlabelled: string[][] = [];

  /** Adds what was measured for a row, and returns its cells. */
  add(row: Row, measured: Measured): string[] {
    const results = measured.results.filter(isScored);
    const cells = results.length > 0 ? classifierCells(row, measured, results) : vectorCells(row, measured);
    (results.length > 0 ? this.#scored : this.#unlabelled).push(cells);
    return cells;
  }

  /** Markdown. */
  toString(): string {
    const scored = table(scoredHead, this.#scored);
    const unlabelled = table(['data', 'recipe', 'texts', 'seeds', 'held out', ...costs], this.#unlabelled);
    return `${introduction}\n\n${scored}\n\n${unlabelled}\n`;
  }
}

const costs = ['s', 'MiB'];
const scoredHead = [
  'data, test part',
  'recipe',
  'test texts',
  'seeds',
  'accuracy',
  'macro F1',
  'ensemble',
  'majority',
  'naive Bayes',
  'logistic regression',
  'n-grams',
  'published',
  ...costs,
];
const introduction = `Made by \`npm run results\` on ${cpus()[0]?.model.trim() ?? 'a processor'}, ${cpus().length} cores. Every recipe has its defaults except for the settings in brackets, and recipes that learn words are also stacked with n-grams (\`ensemble=true\`), so that both scores are known: accuracy and macro F1 are the model's, and the ensemble's stand in a column of their own. Scores are mean ± standard deviation over the seeds. Each test part is used once, near-duplicates are never on both sides of a split, and the best epoch and the weight of n-grams are chosen on a validation part. Ensemble and baselines (accuracy / macro F1) are measured on the same parts. Seconds are those of one training, including its test; MiB is the peak memory of its process, including the import.`;

function spread(values: readonly number[]): string {
  const mean = meanOf(values);
  if (values.length === 1) return mean.toFixed(3);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return `${mean.toFixed(3)} ± ${Math.sqrt(variance).toFixed(3)}`;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

/** A row in words: its recipe and what is not its default. */
export function nameOf({ config, vectors }: Row): string {
  const { recipe, ...settings } = config;
  const shown = Object.entries(settings)
    .filter(([key]) => !['trainFile', 'testFile', 'scheme', 'checkpoint'].includes(key))
    .map(([key, value]) => `${key} ${typeof value === 'string' ? value : JSON.stringify(value)}`);
  if (vectors) shown.push('over word2vec');
  return `\`${recipe}\`${shown.length > 0 ? ` (${shown.join(', ')})` : ''}`;
}

function costOf({ results, mebibytes }: Measured): string[] {
  const seconds = results.map(withoutBaselines).sort((a, b) => a - b)[results.length >> 1]!;
  return [seconds.toFixed(0), String(mebibytes)];
}

/** The time of a training with its test: the tables say nothing of how long baselines took. */
function withoutBaselines({ seconds, phases = [] }: TrainResult): number {
  return phases.reduce(
    (left, { name, seconds: part }) => (name.startsWith('baselines') ? left - part : left),
    seconds,
  );
}

type Scored = Extract<TrainResult, { split: unknown; test: unknown }>;

function isScored(result: TrainResult): result is Scored {
  return 'split' in result && 'test' in result;
}

function classifierCells(row: Row, measured: Measured, results: Scored[]): string[] {
  const both = (of: (result: Scored) => { accuracy: number; macroF1: number } | undefined) => {
    const found = results.flatMap((result) => of(result) ?? []);
    if (found.length === 0) return '';
    const mean = (score: 'accuracy' | 'macroF1') => meanOf(found.map((scores) => scores[score])).toFixed(3);
    return `${mean('accuracy')} / ${mean('macroF1')}`;
  };
  const ensemble = (result: Scored) => (result.kind === 'scores' ? result.ensemble?.test : undefined);
  return [
    row.data,
    nameOf(row),
    `${results[0]!.test.n}`,
    `${results.length}`,
    spread(results.map(({ test }) => test.accuracy)),
    spread(results.map(({ test }) => test.macroF1)),
    both(ensemble),
    ...['majority', 'naiveBayes', 'logisticRegression', 'nGrams'].map((name) =>
      both(({ baselines }) => baselines[name]),
    ),
    row.published ?? '',
    ...costOf(measured),
  ];
}

function vectorCells(row: Row, measured: Measured): string[] {
  const { results } = measured;
  const [first] = results;
  if (first?.kind === 'words') {
    const losses = results.flatMap((result) => (result.kind === 'words' ? result.validLoss : []));
    const what = `loss on held-out pairs ${spread(losses)} (guessing: ${Math.log(2).toFixed(3)})`;
    return [row.data, nameOf(row), `${first.texts}`, `${results.length}`, what, ...costOf(measured)];
  }
  const tests = results.flatMap((result) => ('test' in result && 'top1' in result.test ? result.test : []));
  const what =
    `company ranked first ${spread(tests.map(({ top1 }) => top1))}, in the top ten` +
    ` ${spread(tests.map(({ top10 }) => top10))} (chance ${tests[0]!.chance.toFixed(3)})`;
  return [row.data, nameOf(row), `${tests[0]!.n}`, `${results.length}`, what, ...costOf(measured)];
}

function table(head: readonly string[], cells: readonly string[][]): string {
  const lines = [head, head.map(() => '---'), ...cells];
  return lines.map((line) => `| ${line.join(' | ')} |`).join('\n');
}
