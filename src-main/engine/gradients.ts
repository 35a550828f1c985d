// The Node bundle of tfjs-core leaves the gradients out; that of tfjs-layers registers them.
import '@tensorflow/tfjs-layers';
import * as tf from '@tensorflow/tfjs-core';
import type { GradConfig, NamedAttrMap, Tensor } from '@tensorflow/tfjs-core';

/** Gradients that TensorFlow.js lacks, and one that it gets wrong. */
const gradients: GradConfig[] = [
  {
    // TensorFlow.js forgets to sum over batch axes along which a matrix was repeated.
    kernelName: tf.BatchMatMul,
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, saved, attributes) => productGradient(single(dy), saved[0]!, saved[1]!, attributes),
  },
  {
    // TensorFlow.js's own goes through the batch one by one, and calls methods that its Node bundle does not have.
    kernelName: tf.GatherV2,
    inputsToSave: ['x', 'indices'],
    gradFunc: (dy, [x, indices], attributes) => ({
      x: () => gatherGradient(single(dy), x!, indices!, attributes),
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
    // TensorFlow.js's own calls methods of tensors that its Node bundle does not have.
    kernelName: tf.Prod,
    inputsToSave: ['x'],
    gradFunc: (dy, saved, { axis }) => ({ x: () => prodGradient(single(dy), saved[0]!, axis) }),
  },
  // Comparisons are flat wherever they have a gradient at all.
  ...[tf.Equal, tf.NotEqual, tf.Greater, tf.GreaterEqual, tf.Less, tf.LessEqual].map(flat),
  ...[tf.LogicalAnd, tf.LogicalOr].map(flat),
  {
    kernelName: tf.LogicalNot,
    inputsToSave: ['x'],
    gradFunc: (_, [x]) => ({ x: () => tf.zeros(x!.shape) }),
  },
];

function flat(kernelName: string): GradConfig {
  return {
    kernelName,
    inputsToSave: ['a', 'b'],
    gradFunc: (_, [a, b]) => ({ a: () => tf.zeros(a!.shape), b: () => tf.zeros(b!.shape) }),
  };
}

function single(dy: Tensor | Tensor[]): Tensor {
  if (Array.isArray(dy)) throw new TypeError('one gradient was expected');
  return dy;
}

function productGradient(dy: Tensor, a: Tensor, b: Tensor, { transposeA, transposeB }: NamedAttrMap) {
  const product = (x: Tensor, y: Tensor, transposeX: boolean, transposeY: boolean, like: Tensor) => () =>
    summedTo(tf.matMul(x, y, transposeX, transposeY), like);
  return {
    a: transposeA ? product(b, dy, transposeB === true, true, a) : product(dy, b, false, !transposeB, a),
    b: transposeB ? product(dy, a, true, transposeA === true, b) : product(a, dy, !transposeA, false, b),
  };
}

/** All slices of x are numbered in one row; each takes the sum of what was gathered from it. */
function gatherGradient(dy: Tensor, x: Tensor, indices: Tensor, { axis, batchDims }: NamedAttrMap): Tensor {
  const place = tf.util.parseAxisParam(axesOf(axis), x.shape)[0]!;
  const batch = axesOf(batchDims)[0] ?? 0;
  const batches = tf.util.sizeFromShape(x.shape.slice(0, batch));
  const outer = tf.util.sizeFromShape(x.shape.slice(batch, place));
  const size = x.shape[place]!;
  const inner = tf.util.sizeFromShape(x.shape.slice(place + 1));
  const count = indices.size / batches;
  const first = Int32Array.from({ length: batches * outer }, (_, i) => i * size);
  const numbers = tf.add(
    tf.reshape(indices, [batches, 1, count]),
    tf.tensor3d(first, [batches, outer, 1], 'int32'),
  );
  const rows = tf.reshape(dy, [batches * outer * count, inner]);
  const sums = tf.unsortedSegmentSum(rows, tf.reshape(numbers, [-1]), batches * outer * size);
  return tf.reshape(sums, x.shape);
}

/** Each element's gradient is the product of the others, taken from both ends so that a zero does no harm. */
function prodGradient(dy: Tensor, x: Tensor, axis: NamedAttrMap[string] | undefined): Tensor {
  const reduced = tf.util.parseAxisParam(axesOf(axis), x.shape);
  const kept = x.shape.map((_, i) => i).filter((i) => !reduced.includes(i));
  const perm = [...kept, ...reduced];
  const moved = tf.transpose(x, perm);
  const parts = tf.unstack(tf.reshape(moved, [dy.size, x.size / dy.size]), 1);
  const ends: Tensor[] = [];
  for (let i = parts.length - 1, end: Tensor = tf.ones([dy.size]); i >= 0; i--) {
    ends[i] = end;
    end = tf.mul(end, parts[i]!);
  }
  let start: Tensor = tf.reshape(dy, [dy.size]);
  const others = parts.map((part, i) => {
    const product = tf.mul(start, ends[i]!);
    start = tf.mul(start, part);
    return product;
  });
  const back = perm.map((_, i) => perm.indexOf(i));
  return tf.transpose(tf.reshape(tf.stack(others, 1), moved.shape), back);
}

function axesOf(axis: NamedAttrMap[string] | undefined): number[] {
  const axes = Array.isArray(axis) ? axis : [axis];
  return axes.filter((value) => typeof value === 'number');
}

/** Sums over the axes along which `like` was repeated. */
function summedTo(x: Tensor, like: Tensor): Tensor {
  const axes = tf.broadcast_util.getReductionAxes(like.shape, x.shape);
  return axes.length === 0 ? x : tf.reshape(tf.sum(x, axes), like.shape);
}

for (const gradient of gradients) tf.registerGradient(gradient);
