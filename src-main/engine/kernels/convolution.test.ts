import * as tf from '@tensorflow/tfjs-core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCpuDevice } from '../cpu.ts';
import { float32 } from '../host.ts';
import { disagreement, disagreementOn, runOn } from './kernel.testing.ts';
import { floats } from './values.ts';

const drawn = fc.record({
  height: fc.integer({ min: 3, max: 7 }),
  width: fc.integer({ min: 3, max: 6 }),
  filter: fc.tuple(
    fc.integer({ min: 1, max: 3 }),
    fc.integer({ min: 1, max: 3 }),
    fc.integer({ min: 1, max: 3 }),
    fc.integer({ min: 1, max: 4 }),
  ),
  strides: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
  pad: fc.constantFrom('same' as const, 'valid' as const, 'one more' as const),
  channelsLast: fc.boolean(),
  seed: fc.nat(99),
});

type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never;

function inputsOf({ height, width, filter, channelsLast, seed }: Drawn) {
  const channels = filter[2];
  const shape = channelsLast ? [2, height, width, channels] : [2, channels, height, width];
  return { x: floats(shape, seed), filter: floats(filter, seed + 1) };
}

function convolve(x: tf.Tensor, filter: tf.Tensor, { strides, pad, channelsLast }: Drawn, dilation = 1) {
  const [none, more]: [number, number][] = [
    [0, 0],
    [1, 2],
  ];
  const oneMore: tf.backend_util.ExplicitPadding = channelsLast
    ? [none!, more!, more!, none!]
    : [none!, none!, more!, more!];
  return tf.conv2d(
    x as tf.Tensor4D,
    filter as tf.Tensor4D,
    dilation === 1 ? strides : 1,
    pad === 'one more' ? oneMore : pad,
    channelsLast ? 'NHWC' : 'NCHW',
    dilation,
    pad === 'one more' ? 'floor' : undefined,
  );
}

describe('convolutions', () => {
  it('of any size, stride and border', async () => {
    expect(
      await disagreementOn(
        drawn,
        (given) => ({
          program: ({ x, filter }) => ({ y: convolve(x!, filter!, given) }),
          inputs: inputsOf(given),
        }),
        25,
      ),
    ).toBe('');
  });

  it('with holes', async () => {
    expect(
      await disagreementOn(drawn, (given) => ({
        program: ({ x, filter }) => ({ y: convolve(x!, filter!, { ...given, pad: 'same' }, 2) }),
        inputs: inputsOf(given),
      })),
    ).toBe('');
  });

  it('and their gradients', async () => {
    expect(
      await disagreementOn(
        drawn,
        (given) => ({
          program: ({ x, filter }) => {
            const loss = (a: tf.Tensor, b: tf.Tensor) => tf.sum(tf.square(convolve(a, b, given)));
            const [toInput, toFilter] = tf.grads(loss)([x!, filter!]);
            return { toInput: toInput!, toFilter: toFilter! };
          },
          inputs: inputsOf(given),
          tolerance: 1e-4,
        }),
        25,
      ),
    ).toBe('');
  });

  // TensorFlow.js gives one row and column less: it divides the width by the stride of the height.
  it('with a border of one number', async () => {
    const { y } = await runOn(
      createCpuDevice(),
      ({ x, filter }) => ({
        y: tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, [2, 1], 1, 'NHWC', 1, 'floor'),
      }),
      { x: float32([1, 2, 2, 1], [1, 2, 3, 4]), filter: float32([1, 1, 1, 1], [10]) },
    );
    expect(y!.shape).toEqual([1, 2, 4, 1]);
    expect([...y!.data]).toEqual([0, 0, 0, 0, 0, 30, 40, 0]);
  });

  it('of texts: conv1d, and the largest over time', async () => {
    expect(
      await disagreement(
        ({ x, filter }) => ({
          y: tf.max(tf.relu(tf.conv1d(x as tf.Tensor3D, filter as tf.Tensor3D, 1, 'valid')), 1),
        }),
        { x: floats([3, 7, 4]), filter: floats([3, 4, 5], 2) },
      ),
    ).toBe('');
  });

  it.each(['linear', 'relu', 'elu', 'sigmoid'] as const)('fused with a bias and %s', async (activation) => {
    expect(
      await disagreement(
        ({ x, filter, bias }) => ({
          y: tf.fused.conv2d({
            x: x as tf.Tensor4D,
            filter: filter as tf.Tensor4D,
            strides: [1, 2],
            pad: 'valid',
            bias: bias!,
            activation,
          }),
        }),
        { x: floats([2, 5, 6, 3]), filter: floats([2, 3, 3, 4], 2), bias: floats([4], 3) },
      ),
    ).toBe('');
  });
});
