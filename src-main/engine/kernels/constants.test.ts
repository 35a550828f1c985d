import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { disagreement } from './testing.ts';
import { floats } from './values.ts';

describe('constants', () => {
  const constant = tf.fill;

  it('fill, range, linspace', async () => {
    expect(
      await disagreement(
        ({ x }) => ({
          fill: tf.add(x!, constant([2, 3], 7)),
          range: tf.add(x!, tf.range(0, 3)),
          down: tf.range(5, 0, -2),
          ints: tf.range(2, 9, 3, 'int32'),
          linspace: tf.linspace(1, 2, 5),
        }),
        { x: floats([2, 3]) },
      ),
    ).toBe('');
  });
});
