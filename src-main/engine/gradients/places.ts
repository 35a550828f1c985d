import * as tf from '@tensorflow/tfjs-core';
import type { GradConfig, NamedAttrMap, Tensor } from '@tensorflow/tfjs-core';
import { numbersIn, single } from './gradient.ts';

/** All slices of x are numbered in one row; each takes the sum of what was gathered from it. */
export function gatherGradient(
  dy: Tensor,
  shape: readonly number[],
  indices: Tensor,
  { axis, batchDims }: NamedAttrMap,
): Tensor {
  const place = tf.util.parseAxisParam(numbersIn(axis), [...shape])[0]!;
  const batch = numbersIn(batchDims)[0] ?? 0;
  const batches = tf.util.sizeFromShape(shape.slice(0, batch));
  const outer = tf.util.sizeFromShape(shape.slice(batch, place));
  const size = shape[place]!;
  const inner = tf.util.sizeFromShape(shape.slice(place + 1));
  const count = indices.size / batches;
  const first = Int32Array.from({ length: batches * outer }, (_, i) => i * size);
  const numbers = tf.add(
    tf.reshape(indices, [batches, 1, count]),
    tf.tensor3d(first, [batches, outer, 1], 'int32'),
  );
  const rows = tf.reshape(dy, [batches * outer * count, inner]);
  const sums = tf.unsortedSegmentSum(rows, tf.reshape(numbers, [-1]), batches * outer * size);
  return tf.reshape(sums, [...shape]);
}

/** Indices as a list of places, one row each: a plain list of numbers gives places on one axis. */
function asPlaces(indices: Tensor): Tensor {
  return indices.rank > 1 ? indices : tf.reshape(indices, [indices.size, 1]);
}

/** What comes back, with 0 at the given places. */
function elsewhere(dy: Tensor, places: Tensor, updates: readonly number[]): Tensor {
  return tf.tensorScatterUpdate(dy, places, tf.zeros([...updates]));
}

export const placeGradients: GradConfig[] = [
  {
    // TensorFlow.js's own goes through the batch one by one, and calls methods that its Node bundle does not have.
    kernelName: tf.GatherV2,
    inputsToSave: ['x', 'indices'],
    gradFunc: (dy, [x, indices], attributes) => ({
      x: () => gatherGradient(single(dy), x!.shape, indices!, attributes),
      indices: () => tf.zeros(indices!.shape),
    }),
  },
  {
    kernelName: tf.GatherNd,
    inputsToSave: ['params', 'indices'],
    gradFunc: (dy, [params, indices]) => ({
      params: () => tf.scatterND(indices!, single(dy), params!.shape),
      indices: () => tf.zeros(indices!.shape),
    }),
  },
  {
    kernelName: tf.ScatterNd,
    inputsToSave: ['indices', 'updates'],
    gradFunc: (dy, [indices]) => ({
      indices: () => tf.zeros(indices!.shape),
      updates: () => tf.gatherND(single(dy), indices!),
    }),
  },
  {
    kernelName: tf.TensorScatterUpdate,
    inputsToSave: ['indices', 'updates'],
    gradFunc: (dy, [indices, updates]) => ({
      tensor: () => elsewhere(single(dy), indices!, updates!.shape),
      indices: () => tf.zeros(indices!.shape),
      updates: () => tf.gatherND(single(dy), indices!),
    }),
  },
  {
    kernelName: tf.SparseToDense,
    inputsToSave: ['sparseIndices', 'sparseValues'],
    gradFunc: (dy, [indices, values]) => ({
      sparseIndices: () => tf.zeros(indices!.shape),
      sparseValues: () => {
        const taken = tf.gatherND(single(dy), asPlaces(indices!));
        return values!.rank === 0 ? tf.sum(taken) : taken;
      },
      defaultValue: () => {
        const places = asPlaces(indices!);
        return tf.sum(elsewhere(single(dy), places, places.shape.slice(0, -1)));
      },
    }),
  },
  {
    kernelName: tf.TopK,
    inputsToSave: ['x'],
    outputsToSave: [false, true],
    gradFunc: (dy, [x, indices]) => ({
      x: () => {
        const [values] = Array.isArray(dy) ? dy : [dy];
        const numbers = tf.range(0, x!.shape.at(-1)!, 1, 'int32');
        const chosen = tf.cast(tf.equal(tf.expandDims(indices!, -1), numbers), 'float32');
        return tf.sum(tf.mul(chosen, tf.expandDims(values!, -1)), -2);
      },
    }),
  },
];
