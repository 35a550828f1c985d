import * as tf from '@tensorflow/tfjs-core';
import type { GradConfig, NamedAttrMap, Tensor } from '@tensorflow/tfjs-core';
import { mirrored, paddings } from '../kernels/repeat.ts';
import { textOf } from '../kernels/rule.ts';
import { stridedInfo } from '../kernels/slice.ts';
import { numbersIn, single } from './gradient.ts';
import { gatherGradient } from './places.ts';

/** Sums over the repetitions, which stand as axes of their own in front of those that were repeated. */
function tileGradient(dy: Tensor, x: Tensor, reps: readonly number[]): Tensor {
  const split: number[] = [];
  const axes: number[] = [];
  for (const [axis, count] of reps.entries()) {
    if (count !== 1) axes.push(split.push(count) - 1);
    split.push(x.shape[axis]!);
  }
  return axes.length === 0 ? tf.clone(dy) : tf.reshape(tf.sum(tf.reshape(dy, split), axes), x.shape);
}

/** What comes back to each element of x that was taken: no element is taken twice. */
function stridedGradient(dy: Tensor, x: Tensor, attributes: NamedAttrMap): Tensor {
  const { begin, end, strides } = stridedInfo(x.shape, attributes);
  const places = begin.reduce<number[]>(
    (outer, first, axis) => {
      const stride = strides[axis]!;
      const count = Math.max(0, Math.ceil((end[axis]! - first) / stride));
      return outer.flatMap((place) =>
        Array.from({ length: count }, (_, i) => place * x.shape[axis]! + first + i * stride),
      );
    },
    [0],
  );
  const sums = tf.unsortedSegmentSum(tf.reshape(dy, [dy.size]), tf.tensor1d(places, 'int32'), x.size);
  return tf.reshape(sums, x.shape);
}

/** Elements of a mirrored border stand for those that they mirror. */
function mirrorGradient(dy: Tensor, x: Tensor, attributes: NamedAttrMap): Tensor {
  const mode = textOf(attributes, 'mode');
  return paddings(attributes).reduceRight<Tensor>((back, [before, after], axis) => {
    const size = x.shape[axis]!;
    const places = tf.tensor1d(mirrored(size, before, after, mode), 'int32');
    return gatherGradient(back, back.shape.with(axis, size), places, { axis, batchDims: 0 });
  }, dy);
}

export const shapeGradients: GradConfig[] = [
  {
    // TensorFlow.js adds up slices, one for each repetition, and knows four axes only.
    kernelName: tf.Tile,
    inputsToSave: ['x'],
    gradFunc: (dy, saved, { reps }) => ({ x: () => tileGradient(single(dy), saved[0]!, numbersIn(reps)) }),
  },
  {
    kernelName: tf.StridedSlice,
    inputsToSave: ['x'],
    gradFunc: (dy, saved, attributes) => ({ x: () => stridedGradient(single(dy), saved[0]!, attributes) }),
  },
  {
    // TensorFlow.js's own leaves the border out.
    kernelName: tf.MirrorPad,
    inputsToSave: ['x'],
    gradFunc: (dy, saved, attributes) => ({ x: () => mirrorGradient(single(dy), saved[0]!, attributes) }),
  },
  {
    kernelName: tf.Diag,
    inputsToSave: ['x'],
    gradFunc: (dy, [x]) => ({
      x: () => {
        const square = tf.reshape(single(dy), [x!.size, x!.size]);
        return tf.reshape(tf.sum(tf.mul(square, tf.eye(x!.size)), 1), x!.shape);
      },
    }),
  },
];
