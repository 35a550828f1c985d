import type { ReadableStore } from '../store/store.ts';
import { testedRows } from '../store/prediction-pairs.ts';
import type { RunRow, Scores } from '../training/types.ts';
import { baselineName, modelAlone } from '../baselines/names.ts';

/** A measure of several runs, with one value per run; null if a run has no such measure. */
export interface ComparedScore {
  name: string;
  kind: 'count' | 'score' | 'loss';
  /** The scores of a simple model on the same test part: a run that does not beat it has learned nothing useful. */
  baseline: boolean;
  values: (number | null)[];
}

/**
 * Whether scores can be compared. `data`: all texts, labels and windows were the same; `texts`: the tested texts
 * and their labels were; `different`: they were not; `unknown`: the tested documents were, but an earlier version kept no
 * prediction of other tested rows; `untested`: fewer than two runs have a result.
 */
export type TestedOn = 'data' | 'texts' | 'different' | 'unknown' | 'untested';

export function testedOn(store: ReadableStore, runs: readonly RunRow[]): TestedOn {
  const tested = runs.filter(({ result }) => result !== null);
  const [first, ...others] = tested;
  if (!first || others.length === 0) return 'untested';
  if (first.dataHash !== null && others.every(({ dataHash }) => dataHash === first.dataHash)) return 'data';
  const parts = tested.map((run) => testPart(store, run));
  const [part] = parts;
  if (!part || part.counts === null || part.rows === 0) return 'different';
  if (parts.every(({ rows, n }) => rows === n)) {
    return parts.every(({ key }) => key === part.key) ? 'texts' : 'different';
  }
  if (
    parts.some(({ documentsKey, counts }) => documentsKey !== part.documentsKey || counts !== part.counts)
  ) {
    return 'different';
  }
  // Earlier versions kept one prediction per document: that of one file as many of each class are the same is as near
  // as it gets.
  return parts.every(({ file }) => file !== null && file === part.file) ? 'texts' : 'unknown';
}

function testPart(store: ReadableStore, { id, config, result }: RunRow) {
  const test = result && 'split' in result ? result.test : null;
  return {
    ...testedRows(store, id),
    n: test?.n ?? 0,
    /** How many there were of each class. */
    counts: test && JSON.stringify(test.perClass.map(({ value, support }) => [value, support])),
    file: 'testFile' in config ? config.testFile : null,
  };
}

/** The scores on the test parts, then those of the baselines. Measures that no run has are left out. */
export function compareScores(runs: readonly RunRow[]): ComparedScore[] {
  const measured = runs.map(measuresOf);
  const known = new Map(measured.flatMap((measures) => measures.map((one) => [one.name, one] as const)));
  const rows = [...known.values()].map(({ name, kind, baseline }) => ({
    name,
    kind,
    baseline,
    values: measured.map((measures) => measures.find((one) => one.name === name)?.value ?? null),
  }));
  return rows.toSorted((a, b) => Number(a.baseline) - Number(b.baseline));
}

interface Measure {
  name: string;
  kind: ComparedScore['kind'];
  baseline: boolean;
  value: number;
}

function measuresOf({ result }: RunRow): Measure[] {
  const measure = (
    name: string,
    value: number,
    kind: Measure['kind'] = 'score',
    baseline = false,
  ): Measure => ({
    name,
    kind,
    baseline,
    value,
  });
  if (result === null) return [];
  if (result.recipe === 'company-embedding' && result.objective === 'topic') {
    const { test, majority } = result;
    return [
      measure('examples tested', test.n, 'count'),
      ...overall(test).map(([name, value]) => measure(name, value)),
      ...overall(majority)
        .slice(0, 2)
        .map(([name, value]) => measure(`majority, ${name}`, value, 'score', true)),
    ];
  }
  if (result.recipe === 'company-embedding') {
    const { n, top1, top10, chance } = result.test;
    return [
      measure('texts tested', n, 'count'),
      measure('own company first', top1),
      measure('own company among ten', top10),
      measure('by chance, first', chance, 'score', true),
    ];
  }
  if (result.recipe === 'word2vec') return [measure('loss on held-out pairs', result.validLoss, 'loss')];
  const { test, baselines } = result;
  const tested = result.recipe === 'price-transformer' ? 'days tested' : 'texts tested';
  return [
    measure(tested, test.n, 'count'),
    ...overall(test).map(([name, value]) => measure(name, value)),
    ...test.perClass.map(({ value, f1 }) => measure(`F1 of ${value}`, f1)),
    ...('ngrams' in result && result.ngrams
      ? overall(result.ngrams.modelAlone)
          .slice(0, 2)
          .map(([name, value]) => measure(`${modelAlone}, ${name}`, value))
      : []),
    ...Object.entries(baselines).flatMap(([key, scores]) =>
      overall(scores)
        .slice(0, 2)
        .map(([name, value]) => measure(`${baselineName(key)}, ${name}`, value, 'score', true)),
    ),
  ];
}

function overall({ accuracy, macroF1, weightedF1 }: Scores): [string, number][] {
  return [
    ['accuracy', accuracy],
    ['macro F1', macroF1],
    ['weighted F1', weightedF1],
  ];
}
