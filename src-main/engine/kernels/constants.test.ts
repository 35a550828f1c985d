import * as tf from '@tensorflow/tfjs-core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { disagreement, disagreementOn, shapes } from './kernel.testing.ts';
import { floats } from './values.ts';

// The linter takes tf.fill for the method of arrays.
const constant = tf.fill;

describe('constants', () => {
  it('fill, zeros, ones of every type', async () => {
    const types = fc.constantFrom('float32' as const, 'int32' as const, 'bool' as const);
    expect(
      await disagreementOn(fc.tuple(shapes(), types), ([shape, dtype]) => ({
        program: ({ x }) => ({
          fill: constant(shape, 1, dtype),
          large: constant([...shape, 99], 1, dtype),
          zeros: tf.zeros(shape, dtype),
          ones: tf.ones(shape, dtype),
          negated: tf.neg(x!),
        }),
        inputs: { x: floats([2]) },
      })),
    ).toBe('');
  });

  it('fill with what is no number, and infinity', async () => {
    expect(
      await disagreement(
        ({ x }) => ({
          nan: tf.add(x!, constant([2, 3], NaN)),
          infinity: tf.add(x!, constant([2, 3], Infinity)),
          least: tf.maximum(x!, constant([2, 3], -Infinity)),
        }),
        { x: floats([2, 3]) },
      ),
    ).toBe('');
  });

  it('range, up and down, in whole and broken steps', async () => {
    const step = fc.constantFrom(1, 2, 3, -1, -2, -0.25);
    expect(
      await disagreementOn(
        fc.tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: -5, max: 5 }), step),
        ([start, stop, step]) => ({
          program: ({ x }) => ({
            floats: tf.range(start, stop, step),
            // TensorFlow.js counts up from 0 to -1 by halves.
            halves: tf.range(start, stop, start <= stop ? 0.5 : -0.5),
            ints: tf.range(start, stop, Math.sign(step), 'int32'),
            negated: tf.neg(x!),
          }),
          inputs: { x: floats([2]) },
        }),
        40,
      ),
    ).toBe('');
  });

  it('linspace', async () => {
    expect(
      await disagreementOn(
        fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: -3, max: 3 })),
        ([count, end]) => ({
          program: ({ x }) => ({ y: tf.linspace(1, end, count), negated: tf.neg(x!) }),
          inputs: { x: floats([2]) },
        }),
      ),
    ).toBe('');
  });
});
