import { expect, test } from 'vitest';
import { bestOf, groupBaseline, seedGroups, seedsOf, spreadsOf, triedIn } from './seed-groups.ts';

/** A run as far as it matters here. */
function runRowOf(id: number, config: { seed: number; context?: string }, accuracy?: number) {
  const measure = {
    name: 'accuracy',
    short: 'accuracy',
    kind: 'score',
    of: 'model',
    headline: true,
  } as const;
  return { id, config, measures: accuracy === undefined ? [] : [{ ...measure, value: accuracy }] };
}

test('runs that differ in their seeds alone stand together, where the first one stood', () => {
  const runs = [
    runRowOf(5, { seed: 2 }),
    runRowOf(4, { seed: 1, context: 'none' }),
    runRowOf(3, { seed: 1 }),
  ];
  expect(seedGroups(runs).map((group) => group.runs.map(({ id }) => id))).toEqual([[5, 3], [4]]);
});

test('a trial says what it tries that others of its sweep do not', () => {
  const trial = (id: number, learningRate: number) => ({
    ...runRowOf(id, { seed: 1 }),
    config: { seed: 1, tested: false, learningRate, epochs: 2, window: { n: 2 * id } },
    curve: 3,
  });
  const [group] = seedGroups([trial(4, 0.003), trial(3, 0.001)]);
  expect(group!.runs.map((run) => triedIn(group!, run))).toEqual([
    'learningRate 0.003, window.n 8',
    'learningRate 0.001, window.n 6',
  ]);
  const [seeds] = seedGroups([runRowOf(2, { seed: 1 }), runRowOf(1, { seed: 2 })]);
  expect(triedIn(seeds!, seeds!.runs[0]!)).toBe('');
});

test.each([
  [[3, 1, 2], '1–3'],
  [[2, 1], '1, 2'],
  [[7, 1, 3], '1, 3, 7'],
  [[4, 4], '4'],
])('the seeds %j are %s', (seeds, words) => {
  expect(seedsOf({ key: '', sweep: null, runs: seeds.map((seed, id) => runRowOf(id, { seed })) })).toBe(
    words,
  );
});

test('scores are means and sample deviations of the runs that have them', () => {
  // numpy.std([.8, .9, .85], ddof=1) is .05.
  const scored = [0.8, 0.9, 0.85].map((accuracy, id) => runRowOf(id, { seed: id }, accuracy));
  const again = runRowOf(8, { seed: 0 }, 0.8);
  expect(spreadsOf({ key: '', sweep: null, runs: [...scored, again, runRowOf(9, { seed: 9 })] })).toEqual([
    '.850 ± .050',
    '',
  ]);
  expect(spreadsOf({ key: '', sweep: null, runs: scored.slice(0, 1) })).toEqual(['.800', '']);
  expect(spreadsOf({ key: '', sweep: null, runs: [runRowOf(9, { seed: 9 })] })).toEqual(['', '']);
});

test('a group is set beside the means of its best baselines, once per seed', () => {
  const run = (id: number, seed: number, accuracy: number, [nb, lr]: [number, number]) => {
    const { measures, ...rest } = runRowOf(id, { seed }, accuracy);
    const baseline = { ...measures[0]!, of: 'baseline', headline: false } as const;
    return {
      ...rest,
      measures: [
        ...measures,
        { ...baseline, name: 'naive Bayes, accuracy', value: nb },
        { ...baseline, name: 'logistic regression, accuracy', value: lr },
      ],
    };
  };
  const one = run(1, 1, 0.9, [0.8, 0.85]);
  const group = (...runs: ReturnType<typeof run>[]) => groupBaseline({ key: '', sweep: null, runs });
  // The means of .85 and .87, and of .05 and -.01.
  const found = group(one, run(2, 2, 0.86, [0.7, 0.87]), run(3, 1, 0.9, [0.8, 0.85]));
  expect(found?.name).toBe('logistic regression');
  expect(found?.value).toBeCloseTo(0.86);
  expect(found?.difference).toBeCloseTo(0.02);
  expect(group(one, run(2, 2, 0.86, [0.9, 0.87]))?.name).toBe('');
  expect(groupBaseline({ key: '', sweep: null, runs: [one, runRowOf(4, { seed: 4 }, 0.5)] })).toBeNull();
});

test('trials of a sweep stand together, whatever their settings, with the best score in validation', () => {
  const trial = (id: number, dropout: number, value: number) => ({
    id,
    curve: 2,
    config: { seed: 1, tested: false, dropout },
    measures: [
      {
        name: 'validation macro F1',
        short: 'valid F1',
        kind: 'score',
        of: 'model',
        headline: true,
        value,
      } as const,
    ],
  });
  const [runs, ...others] = seedGroups([trial(3, 0.1, 0.7), trial(2, 0.3, 0.8)]);
  expect([runs!.sweep, runs!.runs.map(({ id }) => id), others]).toEqual([2, [3, 2], []]);
  expect(bestOf(runs!)).toBe('valid F1 .800');
  // One that was trained by itself, or tested, is none.
  expect(seedGroups([{ ...trial(3, 0.1, 0.7), curve: null }])[0]!.sweep).toBeNull();
  const tested = { ...trial(4, 0.1, 0.7), config: { seed: 1, tested: true } };
  expect(seedGroups([tested])[0]!.sweep).toBeNull();
});
