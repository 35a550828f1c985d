import { expect, it } from 'vitest';
import { palette } from './fixtures.testing.ts';
import { bestEpoch, learningCurvesOption } from './learning-curves.ts';

const at = (name: string, epoch: number, value: number) => ({ name, step: epoch, epoch, value });
const metrics = [
  at('train.loss', 1, 0.5),
  at('train.loss', 2, 0),
  at('valid.loss', 1, 0.7),
  at('valid.loss', 2, 0.6),
  at('valid.macroF1', 1, 0.8),
  at('valid.macroF1', 2, 0.7),
];

function marksOf(epochs: number, goesOn: boolean): unknown {
  const { series } = learningCurvesOption(metrics, epochs, palette, { smoothing: 0, log: false, goesOn });
  const [first] = Array.isArray(series) ? series : [];
  return first;
}

it('the best epoch is that of the highest score, not of the lowest loss', () => {
  expect(bestEpoch(metrics)).toBe(1);
  expect(bestEpoch(metrics.filter(({ name }) => name !== 'valid.macroF1'))).toBe(2);
  expect(bestEpoch([])).toBeNull();
});

it('an early end is marked once the training has ended, and not while it goes on', () => {
  const best = { name: 'best: epoch 1', xAxis: 1 };
  const stopped = { name: 'stopped after epoch 2', xAxis: 2 };
  const data = (...marks: object[]) => ({
    markLine: { data: marks.map((one) => expect.objectContaining(one)) },
  });
  expect(marksOf(9, false)).toMatchObject(data(best, stopped));
  expect(marksOf(9, true)).toMatchObject(data(best));
  expect(marksOf(2, false)).toMatchObject(data(best));
});

it('a loss of 0 has no place on a logarithmic axis', () => {
  const curve = (log: boolean) =>
    learningCurvesOption(metrics, 2, palette, { smoothing: 0, log, goesOn: false }).series;
  expect(curve(false)).toMatchObject([
    {
      data: [
        [1, 0.5],
        [2, 0],
      ],
    },
    {},
    {},
  ]);
  expect(curve(true)).toMatchObject([
    {
      data: [
        [1, 0.5],
        [2, null],
      ],
    },
    {},
    {},
  ]);
});

it('a curve of one point is seen', () => {
  const { series } = learningCurvesOption([at('train.loss', 1, 0.5)], 2, palette);
  expect(series).toMatchObject([{ name: 'train loss', showSymbol: true }, {}]);
});
