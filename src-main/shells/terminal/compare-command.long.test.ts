import { expect, test } from 'vitest';
import { z } from 'zod';
import { temporaryStore } from '../../../test/support/workspace.ts';
import { importSample, trainedRun } from '../../export/trained-run.testing.ts';
import { savePredictions } from '../../store/predicted-rows.ts';
import { runPredictions } from '../../store/runs.ts';
import { answerOf } from '../../../test/support/command.ts';

const resultSchema = z.object({
  testedOn: z.string(),
  curves: z.array(z.object({ run: z.int(), points: z.array(z.object({ name: z.string() })) })),
  differences: z.array(
    z.object({
      both: z.int(),
      cells: z.record(z.string(), z.int()),
      p: z.number().min(0).max(1),
      total: z.int(),
      rows: z.array(z.object({ document: z.object({ text: z.string() }), truth: z.string() })),
    }),
  ),
});

test('compare prints what differs, and with --json all of it', async () => {
  const store = temporaryStore();
  await importSample(store);
  for (const seed of [1, 2]) await trainedRun(store, { recipe: 'simple-transformer', seed, ensemble: true });
  // However alike the two have become, they differ on these.
  const turned = runPredictions(store, 1)
    .filter(({ part }) => part === 'test')
    .map((row, index) => ({
      ...row,
      ...(index < 12 && {
        predicted: row.predicted === 'positive' ? 'negative' : 'positive',
        probabilities: row.probabilities.toReversed(),
      }),
    }));
  savePredictions(store, 2, turned);
  const contexture = (...args: string[]) => answerOf(process.cwd(), ...args, '--workspace', store.dir);

  const { out, status } = await contexture('compare', '1', '2', '--rows', '3');
  expect(status).toBe(0);
  expect(out).toContain('trained and tested on the same texts');
  expect(out).toMatch(/\nseed +1 +2\nsettings that are the same: \d+/);
  expect(out).toMatch(/\nbaseline: naive Bayes, accuracy +0\.\d+ +0\.\d+/);
  expect(out).toMatch(/\n1 and 2 +296 /);
  expect(out).toMatch(/the 3 of \d+ texts on which they differ most/);

  // The same rows have the same names in the table of one run.
  expect(out).toMatch(/\nensemble, accuracy +0\.\d+ +0\.\d+/);
  expect(out).toMatch(/\nbaseline: n-grams, accuracy /);
  const { out: one } = await contexture('evaluate', '1');
  for (const name of ['ensemble with n-grams', 'naive Bayes', 'n-grams']) {
    expect(one).toMatch(new RegExp(`\\n${name} +296 `));
  }

  const json = await contexture('compare', '2', '1', '--rows', '5', '--metric', 'valid.loss', '--json');
  const told = resultSchema.parse(JSON.parse(json.out.trimEnd().split('\n').at(-1)!));
  expect(told.testedOn).toBe('data');
  expect(told.curves.map(({ run, points }) => [run, points.map(({ name }) => name)])).toEqual([
    [2, ['valid.loss']],
    [1, ['valid.loss']],
  ]);
  const [{ both, cells, total, rows }] = [told.differences[0]!];
  expect(Object.values(cells).reduce((sum, count) => sum + count, 0)).toBe(both);
  expect(total).toBe(cells['onlyFirst']! + cells['onlySecond']!);
  expect(rows).toHaveLength(5);

  for (const [args, message] of [
    [['compare', '1'], 'Name two or more runs'],
    [['compare', '1', '1'], 'Run 1 is given twice'],
    [['compare', '1', '9'], 'There is no run 9. The runs are 1 and 2. "contexture runs --workspace '],
    [['compare', '1', 'two'], 'A run is given by its number, such as 3, #3 or run-3, not "two"'],
  ] as const) {
    expect(await contexture(...args)).toMatchObject({ status: 2, err: expect.stringContaining(message) });
  }
});
