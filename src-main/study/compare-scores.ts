import type { Store } from '../store/open.ts';
import { testedTexts } from '../store/prediction-pairs.ts';
import type { RunRow, Scores } from '../training/types.ts';

/** One measure of runs, one value a run; null where a run has no such measure. */
export interface ComparedScore {
  name: string;
  kind: 'count' | 'score' | 'loss';
  /** What a simple model reaches on the same test part: a run that is not above it has learned nothing worth having. */
  floor: boolean;
  values: (number | null)[];
}

/**
 * Whether scores can be set side by side. `data`: all texts and labels were the same, also those that were learned;
 * `texts`: the tested ones were; `different`: they were not; `unknown`: the same documents, but some tested texts are
 * none; `untested`: fewer than two runs have a result.
 */
export type TestedOn = 'data' | 'texts' | 'different' | 'unknown' | 'untested';

export function testedOn(store: Store, runs: readonly RunRow[]): TestedOn {
  const tested = runs.filter(({ result }) => result !== null);
  const [first, ...others] = tested;
  if (!first || others.length === 0) return 'untested';
  if (first.dataHash !== null && others.every(({ dataHash }) => dataHash === first.dataHash)) return 'data';
  const texts = tested.map(({ id, result }) => {
    const n = result && 'split' in result ? result.test.n : null;
    return { n, ...testedTexts(store, id) };
  });
  const [{ n, key }] = [texts[0]!];
  if (n === null || key === '[]' || texts.some((other) => other.key !== key || other.n !== n))
    return 'different';
  return texts.every(({ documents }) => documents === n) ? 'texts' : 'unknown';
}

/** Scores of the test parts, then the floors. A measure that no run has is left out. */
export function compareScores(runs: readonly RunRow[]): ComparedScore[] {
  const measured = runs.map(measuresOf);
  const known = new Map(measured.flatMap((measures) => measures.map((one) => [one.name, one] as const)));
  const rows = [...known.values()].map(({ name, kind, floor }) => ({
    name,
    kind,
    floor,
    values: measured.map((measures) => measures.find((one) => one.name === name)?.value ?? null),
  }));
  return rows.toSorted((a, b) => Number(a.floor) - Number(b.floor));
}

interface Measure {
  name: string;
  kind: ComparedScore['kind'];
  floor: boolean;
  value: number;
}

function measuresOf({ result }: RunRow): Measure[] {
  const measure = (name: string, value: number, kind: Measure['kind'] = 'score', floor = false): Measure => ({
    name,
    kind,
    floor,
    value,
  });
  if (result === null) return [];
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
    ...Object.entries(baselines).flatMap(([baseline, scores]) =>
      overall(scores)
        .slice(0, 2)
        .map(([name, value]) =>
          measure(`${floorNames[baseline] ?? baseline}, ${name}`, value, 'score', true),
        ),
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

const floorNames: Record<string, string> = {
  naiveBayes: 'naive Bayes',
  logisticRegression: 'logistic regression',
  nGrams: 'n-grams',
  withoutContext: 'the same without context',
};
