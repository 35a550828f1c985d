import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { temporaryFolder } from './support/workspace.ts';
import { commandLine } from './support/command.ts';

const root = join(import.meta.dirname, '..');
const sample = join(root, 'resources/sample');

const spread = z.object({ mean: z.number().min(0).max(1), deviation: z.number().nullable() });
const scores = z.object({ accuracy: spread, macroF1: spread });
const curve = z.object({
  recipe: z.string(),
  n: z.int(),
  points: z.array(
    z.object({
      size: z.int(),
      runs: z.array(z.int()),
      test: scores,
      baselines: z.record(z.string(), scores),
    }),
  ),
});

test('a learning curve is one command', () => {
  const workspace = join(temporaryFolder(), 'workspace');
  const contexture = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [commandLine, ...args, '--workspace', workspace],
      { encoding: 'utf8' },
    );
    return { status, out: stdout, err: stderr };
  };
  const measure = (...args: string[]) =>
    contexture('learning-curve', 'document-attention', '--set', 'epochs=1', '--set', 'width=8', ...args);

  expect(contexture('import', join(sample, 'stockerbot-sample.csv')).status).toBe(0);
  expect(contexture('import', join(sample, 'sentiment.csv'), '--labels', 'sentiment').status).toBe(0);

  const told = measure('--sizes', '40,10', '--seeds', '2', '--json');
  expect(told).toMatchObject({ status: 0, err: '' });
  const { points, ...rest } = curve.parse(JSON.parse(told.out));
  expect(rest).toEqual({ recipe: 'document-attention', n: 296 });
  expect(points.map(({ size, runs }) => [size, runs])).toEqual([
    [10, [1, 2]],
    [40, [3, 4]],
  ]);
  const keys = ['majority', 'naiveBayes', 'logisticRegression', 'nGrams'];
  for (const { baselines } of points) expect(Object.keys(baselines)).toEqual(expect.arrayContaining(keys));

  // For people a line a size, and on the way a line a training.
  const shown = measure('--sizes', '10', '--seeds', '2');
  expect(shown.err).toMatch(/^10 texts, seed 1: accuracy .* \(1 of 2\)$/m);
  expect(shown.err).toMatch(/^10 texts, seed 2: accuracy .* \(2 of 2\)$/m);
  // sqrt(.5 * .5 / 296) is .029, and no share has a larger one.
  expect(shown.out).toMatch(/Another test part of 296 texts .* ± 0\.02[0-9] around/);
  const table = shown.out.split('\n\nThe deviation')[0]!.split('\n').slice(-2);
  expect(table[0]).toMatch(/^texts +seeds +accuracy +macro F1 +majority +naive Bayes .* n-grams/);
  const { mean, deviation } = points[0]!.test.accuracy;
  expect(table[1]).toContain(`10      2  ${mean.toFixed(3)} ± ${deviation!.toFixed(3)}`);

  const tooLarge = measure('--sizes', '10,5000');
  expect(tooLarge).toMatchObject({ status: 2, out: '' });
  expect(tooLarge.err).toMatch(/cannot reach 5,000 texts: there are 1,037 to train on/);
  expect(measure('--sizes', '1').err).toContain('--sizes takes a whole number of 2 or more');

  // Several seeds of one configuration are its runs on the whole training part.
  const recipe = ['train', 'document-attention', '--set', 'epochs=1', '--set', 'width=8'];
  const trained = contexture(...recipe, '--seeds', '2', '--seed', '5', '--json');
  expect(trained.status).toBe(0);
  const seeds = curve.parse(JSON.parse(trained.out));
  expect(seeds.points.map(({ size, runs }) => [size, runs.length])).toEqual([[1037, 2]]);
  const stored = contexture('runs', '--json');
  const rows = z
    .object({ runs: z.array(z.object({ id: z.int(), config: z.looseObject({}) })) })
    .parse(JSON.parse(stored.out)).runs;
  const own = rows.filter(({ id }) => seeds.points[0]!.runs.includes(id));
  expect(new Set(own.map(({ config }) => config['seed']))).toEqual(new Set([5, 6]));
  expect(new Set(own.map(({ config }) => config['trainSize']))).toEqual(new Set([null]));
  expect(contexture('train', 'word2vec', '--seeds', '2').err).toContain('does not learn from labels');
  expect(contexture('train', '--resume', '1', '--seeds', '2').err).toContain('--seeds cannot be combined');
});
