import type { RunRow } from '../../src-main/api/types.ts';
import { counted } from '../../src-main/counted.ts';
import { formatCount, formatScore } from '../format/number.ts';

/** The tickers that a run learned from, and how many texts where that was limited. */
export function dataOf({ config }: Pick<RunRow, 'config'>): string {
  const tickers = config.symbols === null ? 'all tickers' : config.symbols.join(', ');
  const size = 'trainSize' in config ? config.trainSize : null;
  return size === null ? tickers : `${tickers}, ${counted(size, 'text')}`;
}

/** The two scores of the table, those of the model: accuracy and macro F1, or what stands for its recipe. */
export function scoresOf({ measures }: Pick<RunRow, 'measures'>): [string, string] {
  const [first = '', second = ''] = measures
    .filter(({ headline }) => headline)
    .map(({ name, short, value }) =>
      name === 'accuracy' || name === 'macro F1' ? formatScore(value) : `${short} ${formatScore(value)}`,
    );
  return [first, second];
}

/** A baseline and by how much the model is ahead of it. */
export interface AgainstBaseline {
  name: string;
  value: number;
  difference: number;
}

/** The best of the baselines that were tested beside the model, by accuracy; null: none was. */
export function baselineOf({ measures }: Pick<RunRow, 'measures'>): AgainstBaseline | null {
  const own = measures.find(({ name, of }) => of === 'model' && name === 'accuracy');
  if (own === undefined) return null;
  const baselines = measures.filter(({ name, of }) => of === 'baseline' && name.endsWith(ACCURACY));
  const best = baselines.toSorted((a, b) => b.value - a.value)[0];
  if (best === undefined) return null;
  return {
    name: best.name.slice(0, -ACCURACY.length),
    value: best.value,
    difference: own.value - best.value,
  };
}

const ACCURACY = ', accuracy';

/** The accuracy of a run's ensemble; empty: it has none. */
export function ensembleOf({ measures }: Pick<RunRow, 'measures'>): string {
  const accuracy = measures.find(({ of }) => of === 'ensemble');
  return accuracy ? formatScore(accuracy.value) : '';
}

/** How often the test part of runs was looked at: the most, where runs of one row have several; empty: none was tested. */
export function looksOf(runs: readonly Pick<RunRow, 'looks'>[]): string {
  const looks = Math.max(...runs.map((run) => run.looks ?? 0));
  return looks === 0 ? '' : formatCount(looks);
}
