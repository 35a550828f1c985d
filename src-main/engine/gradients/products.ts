import * as tf from '@tensorflow/tfjs-core';
import type { GradConfig, NamedAttrMap, Tensor } from '@tensorflow/tfjs-core';
import { textOf } from '../kernels/rule.ts';
import { numbersIn, single, summedTo } from './gradient.ts';

function productGradient(dy: Tensor, a: Tensor, b: Tensor, { transposeA, transposeB }: NamedAttrMap) {
  const product = (x: Tensor, y: Tensor, transposeX: boolean, transposeY: boolean, like: Tensor) => () =>
    summedTo(tf.matMul(x, y, transposeX, transposeY), like);
  return {
    a: transposeA ? product(b, dy, transposeB === true, true, a) : product(dy, b, false, !transposeB, a),
    b: transposeB ? product(dy, a, true, transposeA === true, b) : product(a, dy, !transposeA, false, b),
  };
}

/**
 * What comes back to one tensor of an einsum: the equation with the result and that tensor changing places. Letters
 * that only this tensor has were summed alone, so each of their elements gets the same.
 */
function einsumGradient(dy: Tensor, tensors: readonly Tensor[], equation: string, at: number): Tensor {
  const [left, result] = equation.replaceAll(/\s/g, '').split('->');
  const terms = left!.split(',');
  const [term, x] = [terms[at]!, tensors[at]!];
  const letters = term.split('');
  const others = terms.map((other, i) => ({ term: other, tensor: tensors[i]! })).filter((_, i) => i !== at);
  const known = new Set([result!, ...others.map((other) => other.term)].join(''));
  const found = letters.filter((letter) => known.has(letter)).join('');
  const equationBack = `${[result!, ...others.map((other) => other.term)].join(',')}->${found}`;
  const sums = tf.einsum(equationBack, dy, ...others.map((other) => other.tensor));
  const shape = letters.map((letter, axis) => (known.has(letter) ? x.shape[axis]! : 1));
  return tf.mul(tf.reshape(sums, shape), tf.ones(x.shape));
}

/** Each element's gradient is the product of the others, taken from both ends so that a zero does no harm. */
function prodGradient(dy: Tensor, x: Tensor, axis: NamedAttrMap[string] | undefined): Tensor {
  const reduced = tf.util.parseAxisParam(numbersIn(axis), x.shape);
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

export const productGradients: GradConfig[] = [
  {
    // TensorFlow.js forgets to sum over batch axes along which a matrix was repeated.
    kernelName: tf.BatchMatMul,
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, saved, attributes) => productGradient(single(dy), saved[0]!, saved[1]!, attributes),
  },
  {
    kernelName: tf.Einsum,
    saveAllInputs: true,
    gradFunc: (dy, saved, attributes) =>
      Object.fromEntries(
        saved.map((_, i) => [i, () => einsumGradient(single(dy), saved, textOf(attributes, 'equation'), i)]),
      ),
  },
  {
    // TensorFlow.js's own calls methods of tensors that its Node bundle does not have.
    kernelName: tf.Prod,
    inputsToSave: ['x'],
    gradFunc: (dy, saved, { axis }) => ({ x: () => prodGradient(single(dy), saved[0]!, axis) }),
  },
];
