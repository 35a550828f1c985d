import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { wordRows } from './word-rows.ts';

const words = tf.tensor2d([0, 0, 1, 2, 3, 4], [3, 2]);
/** (x, y) becomes (x, y, x + y). */
const weight = tf.tensor2d([1, 0, 0, 1, 1, 1], [3, 2]);

test.each([
  ['more rows than tokens', [[2, 0]]],
  [
    'more tokens than rows',
    [
      [2, 0],
      [1, 2],
    ],
  ],
])('rows are projected, and padding stays 0: %s', (_, tokens) => {
  const vector = [
    [0, 0, 0],
    [1, 2, 3],
    [3, 4, 7],
  ];
  const ids = tf.tensor2d(tokens, undefined, 'int32');
  const rows = wordRows({ words, 'projection.weight': weight }, ids);
  expect(rows.arraySync()).toEqual(tokens.map((row) => row.map((id) => vector[id])));
  expect(wordRows({ words }, ids).shape).toEqual([...ids.shape, 2]);
});
