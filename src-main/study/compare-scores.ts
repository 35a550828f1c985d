import type { ReadableStore } from '../store/store.ts';
import { testedRows } from '../store/prediction-pairs.ts';
import type { RunRow } from '../training/types.ts';
import { scoredTexts } from '../results/scored-texts.ts';
import type { Measure } from '../results/result-kind.ts';

/** A measure of several runs, with one value per run; null if a run has no such measure. */
export interface ComparedScore extends Pick<Measure, 'name' | 'ofClass' | 'kind' | 'of'> {
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
  const tested = runs.filter(({ result }) => result !== null && result.kind !== 'trial');
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
  const test = result && 'baselines' in result ? result.test : scoredTexts(result);
  return {
    ...testedRows(store, id),
    n: test?.n ?? 0,
    /** How many there were of each class. */
    counts: test && JSON.stringify(test.perClass.map(({ value, support }) => [value, support])),
    file: 'testFile' in config ? config.testFile : null,
  };
}

/** The scores of the models on the test parts, then those of ensembles and baselines. Measures that no run has are left out. */
export function compareScores(runs: readonly RunRow[]): ComparedScore[] {
  const known = new Map(runs.flatMap(({ measures }) => measures.map((one) => [one.name, one] as const)));
  const rows = [...known.values()].map(({ name, ofClass, kind, of }) => ({
    name,
    ...(ofClass !== undefined && { ofClass }),
    kind,
    of,
    baseline: of === 'baseline',
    values: runs.map(({ measures }) => measures.find((one) => one.name === name)?.value ?? null),
  }));
  return rows.toSorted((a, b) => order.indexOf(a.of) - order.indexOf(b.of));
}

const order: readonly Measure['of'][] = ['model', 'ensemble', 'baseline'];
