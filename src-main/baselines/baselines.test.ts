import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { cleanText } from '../text/clean.ts';
import { matchKey } from '../text/normalise.ts';
import { scores } from '../training/metrics.ts';
import { baselines } from './baselines.ts';
import { fitLogisticRegression, logits } from './logistic-regression.ts';
import { majorityClass } from './majority.ts';
import { fitNaiveBayes, jointLogLikelihoods } from './naive-bayes.ts';
import { countRows, inverseDocumentFrequencies, nGrams, nGramVocabulary, tfIdf } from './tf-idf.ts';

const texts = [
  'Shares of Acme rise, rise again',
  'Acme cuts its forecast',
  "Übernahme: Acme's café_chain grows 12%",
  'A weak quarter for Acme and its shares',
  'Shares fall as Acme cuts jobs',
  'Acme raises forecast again',
  'No news of Acme today',
  'Acme meets today',
];
const unseen = ['acme shares rise again today', 'forecast cuts café_chain', 'unseen words only', ''];
const two = [1, 0, 1, 0, 0, 1, 0, 1];
const three = [1, 0, 1, 0, 0, 1, 2, 2];

const vocabulary = nGramVocabulary(texts);
const counts = countRows(texts, vocabulary);
const unseenCounts = countRows(unseen, vocabulary);
const frequencies = inverseDocumentFrequencies(counts);

function largestDifference(
  actual: readonly Float64Array[],
  expected: readonly (readonly number[])[],
): number {
  const differences = expected.flatMap((row, at) =>
    row.map((value, column) => Math.abs(actual[at]![column]! - value)),
  );
  return actual.length === expected.length ? Math.max(...differences) : Infinity;
}

describe('the same numbers as scikit-learn 1.9.1', () => {
  test('words and pairs of words', () => {
    expect(nGrams("Übernahme: Acme's café_chain grows 12%")).toEqual([
      'übernahme',
      'acme',
      'café_chain',
      'grows',
      '12',
      'übernahme acme',
      'acme café_chain',
      'café_chain grows',
      'grows 12',
    ]);
    expect(vocabulary.size).toBe(54);
  });

  test('tf-idf', () => {
    const rows = tfIdf(counts, frequencies);
    const first = Object.fromEntries(
      [...vocabulary]
        .filter(([, column]) => rows.columns.subarray(0, rows.offsets[1]).includes(column))
        .map(([gram, column]) => [gram, Number(rows.values[rows.columns.indexOf(column)]!.toFixed(6))]),
    );
    expect(first).toEqual({
      acme: 0.121576,
      shares: 0.220166,
      again: 0.255142,
      of: 0.255142,
      'of acme': 0.255142,
      'acme rise': 0.304437,
      'rise again': 0.304437,
      'rise rise': 0.304437,
      'shares of': 0.304437,
      rise: 0.608874,
    });
  });

  test('naive Bayes', () => {
    const difference = largestDifference(jointLogLikelihoods(fitNaiveBayes(counts, three, 3), unseenCounts), [
      [-25.15183, -22.377711, -24.506116],
      [-12.517024, -12.777882, -14.044817],
      [-0.980829, -0.980829, -1.386294],
      [-0.980829, -0.980829, -1.386294],
    ]);
    expect(difference).toBeLessThan(1e-5);
  });

  test('logistic regression of two classes', async () => {
    for (const [c, expected] of [
      [1, [0.301266, -0.029523, 0.023626, 0.023626]],
      [10, [1.280466, -0.107007, 0.093449, 0.093449]],
    ] as const) {
      const model = await fitLogisticRegression(tfIdf(counts, frequencies), two, 2, { c });
      const found = logits(model, tfIdf(unseenCounts, frequencies));
      expect(
        largestDifference(
          found,
          expected.map((value) => [value]),
        ),
      ).toBeLessThan(5e-4);
    }
  });

  test('logistic regression of three classes', async () => {
    const model = await fitLogisticRegression(tfIdf(counts, frequencies), three, 3, { c: 10 });
    const found = logits(model, tfIdf(unseenCounts, frequencies));
    const difference = largestDifference(found, [
      [-0.549763, 0.99655, -0.446788],
      [0.521952, 0.400497, -0.922449],
      [0.125047, 0.260871, -0.385918],
      [0.125047, 0.260871, -0.385918],
    ]);
    expect(difference).toBeLessThan(5e-4);
  });
});

test('the majority is the most frequent class, of several the first', () => {
  expect(majorityClass([2, 1, 2, 1, 0], 3)).toBe(1);
});

test('a class without training texts is never predicted, and classes keep their indices', async () => {
  const train = texts.map((text, at) => ({ text, label: two[at] === 1 ? 3 : 1 }));
  const predicted = await baselines(train, texts, ['a', 'b', 'c', 'd']);
  expect([...predicted.naiveBayes]).toEqual(train.map(({ label }) => label));
  expect([...predicted.logisticRegression]).toEqual(train.map(({ label }) => label));
  const single = await baselines([{ text: 'only one', label: 2 }], ['x', 'y'], ['a', 'b', 'c']);
  expect(single).toEqual({
    majority: Int32Array.of(2, 2),
    naiveBayes: Int32Array.of(2, 2),
    logisticRegression: Int32Array.of(2, 2),
  });
});

test('an aborted signal ends the training', async () => {
  const train = texts.map((text, at) => ({ text, label: two[at]! }));
  const signal = AbortSignal.abort(new Error('stopped by the user'));
  await expect(baselines(train, unseen, ['a', 'b'], { signal })).rejects.toThrow('stopped by the user');
});

const folder = process.env.CONTEXTURE_DATA ?? join(import.meta.dirname, '../../../shared/data');

describe('the labelled tweets of the StockerBot export', () => {
  test('near-duplicates of the test file left out, the baselines score as those of scikit-learn do', async ({
    skip,
  }) => {
    if (!existsSync(join(folder, 'stockerbot-labelled-train.csv')))
      skip(`no stockerbot-labelled-train.csv in ${folder}`);
    const test = labelled('stockerbot-labelled-valid.csv');
    const keys = new Set(test.map(({ text }) => matchKey(cleanText(text))));
    const train = labelled('stockerbot-labelled-train.csv').filter(
      ({ text }) => !keys.has(matchKey(cleanText(text))),
    );
    const classes = ['negative', 'positive'];
    const predicted = await baselines(
      train,
      test.map(({ text }) => text),
      classes,
    );
    const truth = test.map(({ label }) => label);
    // Measured with scikit-learn 1.9.1 on the same rows. One text in a thousand may fall on the other side of a boundary.
    const bayes = scores(truth, predicted.naiveBayes, classes);
    expect(Math.abs(bayes.accuracy - 0.86486)).toBeLessThan(0.0015);
    expect(Math.abs(bayes.macroF1 - 0.85139)).toBeLessThan(0.0015);
    const regression = scores(truth, predicted.logisticRegression, classes);
    expect(Math.abs(regression.accuracy - 0.9295)).toBeLessThan(0.0015);
    expect(Math.abs(regression.macroF1 - 0.9192)).toBeLessThan(0.0015);
  });
});

function labelled(file: string): { text: string; label: number }[] {
  const rows = z
    .array(z.object({ text: z.string(), sentiment: z.enum(['0', '1']) }))
    .parse(parse(readFileSync(join(folder, file)), { columns: true }));
  return rows.map(({ text, sentiment }) => ({ text, label: Number(sentiment) }));
}
