import { describe, expect, test } from 'vitest';
import { importContent, temporaryStore } from '../../test/support/workspace.ts';
import { Random } from '../random.ts';
import type { WritableStore } from '../store/store.ts';
import { type PredictedRow, savePredictions } from '../store/predicted-rows.ts';
import { createRun, type Prediction, updateRun } from '../store/runs.ts';
import { scores } from '../training/metrics.ts';
import { trainConfigSchema } from '../configs/all.ts';
import type { ScoresResult } from '../results/classified.ts';
import { compareRuns, rowDifferences } from './compare-runs.ts';

const classes = ['negative', 'positive'];

async function storeOf(documents: number): Promise<WritableStore> {
  const store = temporaryStore();
  const texts = Array.from({ length: documents }, (_, index) => `"text number ${index}",A`);
  await importContent(store, 'texts.csv', `text,label\n${texts.join('\n')}\n`);
  return store;
}

/** A finished run that said this of its test part. */
function finished(
  store: WritableStore,
  said: readonly (Prediction | Omit<PredictedRow, 'item'>)[],
  given: { config?: object; dataHash?: string; classes?: string[]; elsewhere?: number } = {},
): number {
  const config = trainConfigSchema.parse({ recipe: 'simple-transformer', ...given.config });
  const run = createRun(store, { recipe: config.recipe, config: JSON.stringify(config), version: '1.0.0' });
  savePredictions(store, run, said);
  const names = given.classes ?? classes;
  /** Rows of a test file that are no documents. */
  const others = Array.from({ length: given.elsewhere ?? 0 }, () => 0);
  const test = scores(
    [...said.map(({ truth }) => names.indexOf(truth)), ...others],
    [...said.map(({ predicted }) => names.indexOf(predicted)), ...others],
    names,
  );
  const split = {
    train: 1,
    valid: 1,
    test: said.length,
    leftOut: 0,
    trainUntil: null,
    testFrom: null,
  } as const;
  const result: ScoresResult = {
    kind: 'scores',
    version: 1,
    run,
    recipe: 'simple-transformer',
    device: 'cpu',
    seconds: 1,
    parameters: 1,
    epochs: 1,
    split: { ...split, by: 'time' },
    valid: test,
    test,
    baselines: { naiveBayes: test, nGrams: test },
    ensemble: { valid: test, test, weights: { model: 1, linear: 1, naiveBayes: 1 } },
  };
  updateRun(store, run, {
    state: 'done',
    dataHash: given.dataHash ?? 'a'.repeat(64),
    device: 'cpu',
    result: JSON.stringify(result),
  });
  return run;
}

function drawn(random: Random, documents: number, names: readonly string[] = classes): Prediction[] {
  return Array.from({ length: documents }, (_, index) => index + 1)
    .filter(() => random.uniform() < 0.8)
    .map((document) => {
      const positive = random.uniform();
      const of: Record<string, number> = { negative: 1 - positive, positive };
      return {
        document,
        part: 'test',
        // The label of a document is the same for every run, but for those that were changed in between.
        truth: document % 3 === 0 || (document === 4 && names !== classes) ? 'negative' : 'positive',
        predicted: positive > 0.5 ? 'positive' : 'negative',
        probabilities: names.map((name) => of[name]!),
      };
    });
}

const kinds = ['bothRight', 'onlyFirst', 'onlySecond', 'bothWrong'] as const;

function kindOf(first: Prediction, second: Prediction): (typeof kinds)[number] {
  const [a, b] = [first.predicted === first.truth, second.predicted === second.truth];
  if (a && b) return 'bothRight';
  if (a) return 'onlyFirst';
  return b ? 'onlySecond' : 'bothWrong';
}

test('the four cells, their order and their pages are what a count by hand gives', async () => {
  const documents = 60;
  const store = await storeOf(documents);
  const random = new Random(3);
  const turned = ['positive', 'negative'];
  const said = [drawn(random, documents), drawn(random, documents, turned)] as const;
  const first = finished(store, said[0]);
  const second = finished(store, said[1], { classes: turned });

  const pairs = said[0].flatMap((a) => {
    const b = said[1].find(({ document }) => document === a.document);
    return b ? [{ a, b }] : [];
  });
  const alike = pairs.filter(({ a, b }) => a.truth === b.truth);
  const ofTruth = ({ probabilities, truth }: Prediction, names: string[]) =>
    probabilities[names.indexOf(truth)]!;
  const gap = ({ a, b }: { a: Prediction; b: Prediction }) =>
    Math.abs(ofTruth(a, classes) - ofTruth(b, turned));

  for (const kind of [...kinds, 'different'] as const) {
    const found = rowDifferences(store, { first, second, kind, offset: 0, limit: 1000 });
    expect(found.cells).toEqual(
      Object.fromEntries(kinds.map((one) => [one, alike.filter(({ a, b }) => kindOf(a, b) === one).length])),
    );
    expect(found.both).toBe(alike.length);
    expect(found.otherTruth).toBe(pairs.length - alike.length);
    const wanted = alike
      .filter(({ a, b }) => (kind === 'different' ? kindOf(a, b).startsWith('only') : kindOf(a, b) === kind))
      .toSorted((x, y) => gap(y) - gap(x));
    expect(wanted.length).toBeGreaterThan(3);
    expect(found.total).toBe(wanted.length);
    expect(found.rows.map((row) => row.document.id)).toEqual(wanted.map(({ a }) => a.document));
    for (const [index, row] of found.rows.entries()) {
      const { a, b } = wanted[index]!;
      expect(row.document.text).toBe(`text number ${a.document - 1}`);
      expect(row.first).toEqual({
        predicted: a.predicted,
        probabilities: a.probabilities,
        ofTruth: ofTruth(a, classes),
      });
      expect(row.second.ofTruth).toBe(ofTruth(b, turned));
    }
    const page = rowDifferences(store, { first, second, kind, offset: 2, limit: 2 });
    expect(page.rows).toEqual(found.rows.slice(2, 4));
    expect(page.total).toBe(found.total);
  }
});

test('the p-value is that of a fair coin, summed by hand', async () => {
  const store = await storeOf(8);
  const right = (positive: boolean, document: number): Prediction => ({
    document,
    part: 'test',
    truth: 'positive',
    predicted: positive ? 'positive' : 'negative',
    probabilities: positive ? [0, 1] : [1, 0],
  });
  // 5 texts that only the first got right, 1 that only the second did: 2 (C(6,0) + C(6,1)) / 2^6.
  const first = finished(
    store,
    [1, 1, 1, 1, 1, 0, 1, 0].map((is, index) => right(is === 1, index + 1)),
  );
  const second = finished(
    store,
    [0, 0, 0, 0, 0, 1, 1, 0].map((is, index) => right(is === 1, index + 1)),
  );
  const found = rowDifferences(store, { first, second, kind: 'different', offset: 0, limit: 10 });
  expect(found.cells).toEqual({ bothRight: 1, onlyFirst: 5, onlySecond: 1, bothWrong: 1 });
  expect(found.p).toBeCloseTo(14 / 64, 12);
});

test('settings of different recipes are compared by name, and what is alike is told apart', async () => {
  const store = await storeOf(3);
  const said = drawn(new Random(1), 3);
  const plain = finished(store, said, { config: { epochs: 3, symbols: ['GS', 'AA'] } });
  const other = finished(store, said, {
    config: { recipe: 'contextual-sentiment', epochs: 4, window: { n: 5 } },
    dataHash: 'b'.repeat(64),
  });
  const { settings } = compareRuns(store, [plain, other]);
  const valuesOf = (name: string) => settings.differing.find((row) => row.name === name)?.values;
  expect(valuesOf('recipe')).toEqual(['simple-transformer', 'contextual-sentiment']);
  expect(valuesOf('epochs')).toEqual(['3', '4']);
  expect(valuesOf('symbols')).toEqual(['GS, AA', 'all tickers']);
  expect(valuesOf('window.n')).toEqual([null, '5']);
  expect(valuesOf('data fingerprint')).toEqual(['a'.repeat(16), 'b'.repeat(16)]);
  expect(valuesOf('seed')).toBeUndefined();
  expect(settings.alike).toContainEqual({ name: 'seed', value: '1' });
  expect(settings.alike).toContainEqual({ name: 'trainFile', value: 'none' });
});

test('it is told whether the tested texts were the same', async () => {
  const store = await storeOf(10);
  const random = new Random(7);
  const [said, others] = [drawn(random, 10), drawn(random, 10).slice(1)];
  const again = said.map((row) => ({ ...row, predicted: 'negative' }));
  const first = finished(store, said);
  const sameData = finished(store, again);
  const sameTexts = finished(store, again, { dataHash: 'b'.repeat(64) });
  const different = finished(store, others, { dataHash: 'c'.repeat(64) });
  const { config, ...begun } = {
    recipe: 'topic',
    version: '1',
    config: trainConfigSchema.parse({ recipe: 'topic' }),
  };
  const running = createRun(store, { ...begun, config: JSON.stringify(config) });
  const toldOf = (...runs: number[]) => compareRuns(store, runs).testedOn;
  expect(toldOf(first, sameData)).toBe('data');
  expect(toldOf(first, sameData, sameTexts)).toBe('texts');
  expect(toldOf(first, different)).toBe('different');
  expect(toldOf(first, running)).toBe('untested');
  // Rows of a test file that are no documents are known by their file and number alone.
  const fromFile = (testFile: string | null, elsewhere: number, dataHash: string) =>
    finished(store, said, { config: { testFile }, elsewhere, dataHash });
  const held = fromFile('held-out.csv', 2, 'e'.repeat(64));
  expect(toldOf(held, fromFile('held-out.csv', 2, 'f'.repeat(64)))).toBe('texts');
  expect(toldOf(held, fromFile('held-out.csv', 3, 'f'.repeat(64)))).toBe('different');
  expect(toldOf(held, fromFile('other.csv', 2, 'f'.repeat(64)))).toBe('unknown');
  // Whose label was changed is another text to be tested on.
  const relabelled = said.map((row, index) => (index === 0 ? { ...row, truth: 'other' } : row));
  expect(
    toldOf(first, finished(store, relabelled, { dataHash: 'd'.repeat(64), classes: [...classes, 'other'] })),
  ).toBe('different');

  const { scores: rows, byText } = compareRuns(store, [running, first]);
  expect(rows.find(({ name }) => name === 'texts tested')?.values).toEqual([null, said.length]);
  expect(rows.filter(({ baseline }) => baseline).map(({ name }) => name)).toEqual([
    'naive Bayes, accuracy',
    'naive Bayes, macro F1',
    'n-grams, accuracy',
    'n-grams, macro F1',
  ]);
  expect(rows.find(({ name }) => name === 'ensemble, accuracy')).toMatchObject({
    of: 'ensemble',
    baseline: false,
  });
  expect(byText).toEqual([first]);
});

test('what cannot be compared is said, with the run that it is about', async () => {
  const store = await storeOf(3);
  const run = finished(store, drawn(new Random(1), 3));
  const config = trainConfigSchema.parse({ recipe: 'word2vec' });
  const words = createRun(store, { recipe: 'word2vec', config: JSON.stringify(config), version: '1' });
  const ask = { kind: 'different', offset: 0, limit: 10 } as const;
  expect(() => rowDifferences(store, { first: run, second: words, ...ask })).toThrow(
    `Run ${words} has no predictions of a test part: it is running and was not tested.`,
  );
  expect(() => rowDifferences(store, { first: run, second: run, ...ask })).toThrow(
    'cannot be compared with itself',
  );
  expect(() => compareRuns(store, [run, run])).toThrow('given twice');
  expect(() => compareRuns(store, [run, 99])).toThrow('no run 99');
});

describe('rows of a test file', () => {
  /** Five rows: two of one document, one of another, two that stand nowhere; of the five this run gets these right. */
  const rowsOf = (right: string): Omit<PredictedRow, 'item'>[] =>
    (
      [
        [1, 2, null],
        [1, 3, null],
        [2, 4, null],
        [null, 5, 'a stranger'],
        [null, 8, 'another'],
      ] as const
    ).map(([document, line, text], index) => ({
      document,
      line,
      text,
      part: 'test',
      truth: 'positive',
      predicted: right[index] === '1' ? 'positive' : 'negative',
      probabilities: right[index] === '1' ? [0, 1] : [1, 0],
    }));
  const file = { config: { testFile: 'held-out.csv' } };
  const ask = { kind: 'different', offset: 0, limit: 10 } as const;

  test('are paired row by row, as many as were scored, where both runs kept them', async () => {
    const store = await storeOf(3);
    const first = finished(store, rowsOf('11010'), file);
    const second = finished(store, rowsOf('10110'), { ...file, dataHash: 'b'.repeat(64) });
    const found = rowDifferences(store, { first, second, ...ask });
    expect(found).toMatchObject({
      both: 5,
      tested: { first: 5, second: 5 },
      pairing: 'row',
      keptInPart: null,
      cells: { bothRight: 2, onlyFirst: 1, onlySecond: 1, bothWrong: 1 },
    });
    expect(found.rows.map(({ document, line }) => [document.id, line])).toEqual([
      [1, 3],
      [2, 4],
    ]);
    const wrong = rowDifferences(store, { first, second, ...ask, kind: 'bothWrong' });
    expect(wrong.rows).toMatchObject([{ line: 8, document: { id: 0, text: 'another' } }]);
    expect(compareRuns(store, [first, second]).testedOn).toBe('texts');
  });

  test('are paired by document with a run that kept one prediction per document, and it is said', async () => {
    const store = await storeOf(3);
    const kept = rowsOf('11010').filter(({ document, line }) => document !== null && line !== 3);
    const first = finished(
      store,
      kept.map((row) => ({ ...row, document: row.document!, line: null })),
      { ...file, elsewhere: 3 },
    );
    const second = finished(store, rowsOf('10110'), { ...file, dataHash: 'b'.repeat(64) });
    expect(rowDifferences(store, { first, second, ...ask })).toMatchObject({
      both: 2,
      tested: { first: 5, second: 5 },
      pairing: 'document',
      keptInPart: first,
    });
  });

  test('of two files are paired by the first row of each document', async () => {
    const store = await storeOf(3);
    const first = finished(store, rowsOf('11010'), file);
    const second = finished(store, rowsOf('01110').toReversed(), {
      config: { testFile: 'other.csv' },
      dataHash: 'b'.repeat(64),
    });
    const found = rowDifferences(store, { first, second, ...ask });
    expect(found).toMatchObject({ both: 2, pairing: 'document', keptInPart: null });
    expect(found.cells).toEqual({ bothRight: 1, onlyFirst: 0, onlySecond: 1, bothWrong: 0 });
  });
});
