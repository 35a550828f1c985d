import * as tf from '@tensorflow/tfjs-core';
import { float32 } from '../../host.ts';
import type { HostTensor } from '../../types.ts';
import { flags, floats, ints } from '../values.ts';
import { example, type KernelExample } from './example.ts';

type Of<T> = (shape: readonly number[], seed?: number) => T;

const drawn: Record<'float32' | 'int32' | 'bool', Of<HostTensor>> = {
  float32: floats,
  int32: ints,
  bool: flags,
};

const everyType = ['float32', 'int32', 'bool'] as const;
const numbers = ['float32', 'int32'] as const;

const functions: [string, (a: tf.Tensor, b: tf.Tensor) => tf.Tensor, readonly (keyof typeof drawn)[]][] = [
  ['Add', tf.add, numbers],
  ['Sub', tf.sub, numbers],
  ['Multiply', tf.mul, numbers],
  ['RealDiv', tf.div, ['float32']],
  ['FloorDiv', tf.floorDiv, ['float32']],
  ['Mod', tf.mod, ['float32']],
  ['Maximum', tf.maximum, numbers],
  ['Minimum', tf.minimum, numbers],
  ['Atan2', tf.atan2, ['float32']],
  ['SquaredDifference', tf.squaredDifference, numbers],
  ['Equal', tf.equal, everyType],
  ['NotEqual', tf.notEqual, everyType],
  ['Greater', tf.greater, everyType],
  ['GreaterEqual', tf.greaterEqual, everyType],
  ['Less', tf.less, everyType],
  ['LessEqual', tf.lessEqual, everyType],
  ['LogicalAnd', tf.logicalAnd, ['bool']],
  ['LogicalOr', tf.logicalOr, ['bool']],
];

// Some are equal, so that comparisons come out either way.
const sameHalf = (shape: readonly number[], like: HostTensor, other: HostTensor): HostTensor =>
  float32(
    shape,
    Float32Array.from(other.data, (value, i) => (i % 2 === 0 ? like.data[i]! : value)),
  );

const divisors: HostTensor = { shape: [4], dtype: 'int32', data: Int32Array.of(2, -3, 4, -1) };

export const binary: readonly KernelExample[] = [
  ...functions.flatMap(([kernel, f, types]) =>
    types.map((type) =>
      example(kernel, { a: drawn[type]([2, 3, 4]), b: drawn[type]([3, 1], 2) }, ({ a, b }) => ({
        y: f(a, b),
        turned: f(b, a),
      })),
    ),
  ),
  ...functions
    .filter(([, , types]) => types === everyType)
    .map(([kernel, f]) =>
      example(
        kernel,
        { a: floats([3, 4]), b: sameHalf([3, 4], floats([3, 4]), floats([3, 4], 2)) },
        ({ a, b }) => ({ y: f(a, b) }),
      ),
    ),
  example('FloorDiv', { a: ints([3, 4]), b: divisors }, ({ a, b }) => ({ y: tf.floorDiv(a, b) })),
  example('Mod', { a: ints([3, 4]), b: divisors }, ({ a, b }) => ({ y: tf.mod(a, b) })),
  example('Pow', { a: floats([3, 4], 1, 0.1, 3), b: floats([4], 2) }, ({ a, b }) => ({ y: tf.pow(a, b) })),
  example('Pow', { a: ints([3, 4], 1, -3, 3), b: ints([4], 2, 0, 3) }, ({ a, b }) => ({ y: tf.pow(a, b) })),
  example('Add', { a: floats([2, 3]), b: ints([3]), c: flags([2, 1]) }, ({ a, b, c }) => ({
    floats: tf.add(a, b),
    ints: tf.add(b, c),
  })),
  example('BitwiseAnd', { a: ints([3, 4]), b: ints([3, 4], 2) }, ({ a, b }) => ({
    y: tf.bitwiseAnd(a, b),
  })),
  example('Prelu', { x: floats([3, 4]), a: floats([4], 2) }, ({ x, a }) => ({ y: tf.prelu(x, a) })),
  example('AddN', { a: floats([3, 4]), b: floats([3, 4], 2), c: floats([3, 4], 3) }, ({ a, b, c }) => ({
    sum: tf.addN([a, b, c]),
  })),
  example('Select', { c: flags([3, 4]), a: floats([3, 4]), b: floats([3, 4], 2) }, ({ c, a, b }) => ({
    y: tf.where(c, a, b),
    number: tf.where(c, a, tf.scalar(2)),
  })),
  example('Select', { c: flags([3, 4]), a: ints([3, 4]), b: ints([3, 4], 2) }, ({ c, a, b }) => ({
    y: tf.where(c, a, b),
  })),
];
