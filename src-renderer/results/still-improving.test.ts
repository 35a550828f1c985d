import { expect, test } from 'vitest';
import { stillImproving } from './still-improving.ts';

const losses = (values: readonly number[], prefix = '') =>
  values.map((value, at) => ({ name: `${prefix}valid.loss`, step: at + 1, epoch: at + 1, value }));

test.each([[[0.7, 0.5, 0.5]], [[0.7, 0.5, 0.496]], [[0.7, 0.5, 0.6]], [[0.7]], [[]]])(
  'validation losses of %j are of a training that has converged',
  (values) => {
    expect(stillImproving(losses(values))).toBeNull();
  },
);

test('a training whose loss was clearly lowest at its end has not converged', () => {
  expect(stillImproving(losses([0.7, 0.6, 0.5]))).toContain(
    'the validation loss was still falling when it ended after 3 epochs',
  );
});

test('each stage is looked at by itself', () => {
  expect(stillImproving([...losses([0.7, 0.6, 0.61]), ...losses([0.6, 0.5], 'context.')])).toContain(
    'the validation loss of the context branch was still falling when it ended after 2 epochs',
  );
  expect(stillImproving([...losses([0.7, 0.6]), ...losses([0.6, 0.6], 'context.')])).toContain(
    'of the text model',
  );
});
