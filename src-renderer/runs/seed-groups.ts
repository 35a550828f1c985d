import type { RunRow } from '../../src-main/api/types.ts';
import { formatScore } from '../format/number.ts';
import { runSettings } from '../results/run-settings.ts';
import { type AgainstBaseline, baselineOf } from './run-cells.ts';

interface Trained extends Pick<RunRow, 'id' | 'measures'> {
  config: Pick<RunRow['config'], 'seed'> & { tested?: boolean };
  curve?: number | null;
}

/** Runs of one configuration that differ in their seeds alone, or trials of one sweep; the first of the list first. */
export interface SeedGroup<Run extends Trained = RunRow> {
  key: string;
  /** The sweep whose trials they are; null: they are no trials. */
  sweep: number | null;
  runs: Run[];
}

/**
 * Runs in the order of the list; those that differ in their seeds alone stand together, where the first one stood, and so
 * do the trials of a sweep.
 */
export function seedGroups<Run extends Trained>(runs: readonly Run[]): SeedGroup<Run>[] {
  const sweepOf = ({ config, curve }: Run) => (config.tested === false ? (curve ?? null) : null);
  const groups = Map.groupBy(runs, (run) =>
    sweepOf(run) === null ? JSON.stringify({ ...run.config, seed: null }) : `sweep ${sweepOf(run)}`,
  );
  return [...groups].map(([key, members]) => ({ key, sweep: sweepOf(members[0]!), runs: members }));
}

/** What a trial tries that others of its sweep do not, `learningRate 0.003`; empty: it is no trial. */
export function triedIn({ sweep, runs }: SeedGroup<Trained>, run: Trained): string {
  if (sweep === null) return '';
  const others = runs.map(({ config }) => new Map(runSettings(config).map((one) => [one.name, one.value])));
  return runSettings(run.config)
    .filter(({ name, value }) => name !== followed && others.some((other) => other.get(name) !== value))
    .map(({ name, value }) => `${name} ${value}`)
    .join(', ');
}

/** It follows from the epochs where nothing is said. */
const followed = 'contextEpochs';

/** The best score in validation of the trials of a sweep, by which one is chosen; empty: none is done. */
export function bestOf({ runs }: SeedGroup<Trained>): string {
  const scores = runs.flatMap(
    ({ measures }) => measures.find(({ name }) => name === 'validation macro F1')?.value ?? [],
  );
  return scores.length === 0 ? '' : `valid F1 ${formatScore(Math.max(...scores))}`;
}

/** `1–5`, or `1, 3, 7` where seeds are left out. */
export function seedsOf({ runs }: SeedGroup<Trained>): string {
  const seeds = [...new Set(runs.map(({ config }) => config.seed))].toSorted((a, b) => a - b);
  const [first = 0, last = 0] = [seeds[0], seeds.at(-1)];
  const isWhole = seeds.length > 2 && last - first === seeds.length - 1;
  return isWhole ? `${first}–${last}` : seeds.join(', ');
}

/**
 * The two scores of the table as means ± standard deviations over the seeds; empty where no run has scores. Of a seed
 * that was trained again, which gives the same scores, the first run of the list counts.
 */
export function spreadsOf({ runs }: SeedGroup<Trained>): [string, string] {
  const scores = oncePerSeed(runs).map(({ measures }) => measures.filter(({ headline }) => headline));
  const [first = '', second = ''] = [0, 1].map((at) => {
    const found = scores.flatMap((own) => own[at] ?? []);
    const [one] = found;
    if (one === undefined) return '';
    const isUsual = one.name === 'accuracy' || one.name === 'macro F1';
    return `${isUsual ? '' : `${one.short} `}${meanAndDeviation(found.map(({ value }) => value))}`;
  });
  return [first, second];
}

/** Of the runs with scores the first one of each seed: a seed that was trained again gives the same scores. */
function oncePerSeed<Run extends Trained>(runs: readonly Run[]): Run[] {
  const done = runs.filter(({ measures }) => measures.length > 0);
  return [...Map.groupBy(done, ({ config }) => config.seed).values()].map(([first]) => first!);
}

/** The means of the best baselines and of the differences from them; null: a run has none. No name: they are not the same. */
export function groupBaseline({ runs }: SeedGroup<Trained>): AgainstBaseline | null {
  const each = oncePerSeed(runs).map(baselineOf);
  const known = each.filter((one) => one !== null);
  if (known.length === 0 || known.length < each.length) return null;
  const mean = (of: 'value' | 'difference'): number =>
    known.reduce((sum, one) => sum + one[of], 0) / known.length;
  const names = new Set(known.map(({ name }) => name));
  return {
    name: names.size === 1 ? known[0]!.name : '',
    value: mean('value'),
    difference: mean('difference'),
  };
}

/** Of a sample: the deviation has one degree of freedom less than there are values. */
function meanAndDeviation(values: readonly number[]): string {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.length < 2) return formatScore(mean);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return `${formatScore(mean)} ± ${formatScore(Math.sqrt(squares / (values.length - 1)))}`;
}
