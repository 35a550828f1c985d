import * as tf from '@tensorflow/tfjs-core';
import { float32 } from '../../host.ts';
import { flags, floats, ints } from '../values.ts';
import { example, type KernelExample } from './example.ts';

/** Function and the numbers it is asked for, of every kernel that takes one tensor to another of its shape. */
const functions: [string, (x: tf.Tensor) => tf.Tensor, { low?: number; high?: number }?][] = [
  ['Abs', tf.abs],
  ['Acos', tf.acos, { low: -1, high: 1 }],
  ['Acosh', tf.acosh, { low: 1.01, high: 9 }],
  ['Asin', tf.asin, { low: -1, high: 1 }],
  ['Asinh', tf.asinh],
  ['Atan', tf.atan],
  ['Atanh', tf.atanh, { low: -0.99, high: 0.99 }],
  ['Ceil', tf.ceil],
  ['ClipByValue', (x) => tf.clipByValue(x, -0.5, 1.25)],
  ['Cos', tf.cos],
  ['Cosh', tf.cosh],
  ['Elu', tf.elu],
  ['Erf', tf.erf],
  ['Exp', tf.exp],
  ['Expm1', tf.expm1],
  ['Floor', tf.floor],
  ['Identity', (x) => tf.neg(tf.clone(x))],
  ['LeakyRelu', (x) => tf.leakyRelu(x, 0.1)],
  ['Log', tf.log, { low: 1e-3 }],
  ['Log1p', tf.log1p, { low: -0.99 }],
  ['Neg', tf.neg],
  ['Reciprocal', tf.reciprocal, { low: 0.1 }],
  ['Relu', tf.relu],
  ['Relu6', tf.relu6, { high: 9 }],
  ['Round', tf.round],
  ['Rsqrt', tf.rsqrt, { low: 0.01 }],
  ['Selu', tf.selu],
  ['Sigmoid', tf.sigmoid, { low: -30, high: 30 }],
  ['Sign', tf.sign],
  ['Sin', tf.sin],
  ['Sinh', tf.sinh],
  ['Softplus', tf.softplus, { low: -30, high: 30 }],
  ['Sqrt', tf.sqrt, { low: 0 }],
  ['Square', tf.square],
  ['Step', (x) => tf.step(x)],
  ['Step', (x) => tf.step(x, 0.3)],
  ['Tan', tf.tan, { low: -1, high: 1 }],
  ['Tanh', tf.tanh],
  ['ZerosLike', (x) => tf.add(tf.zerosLike(x), x)],
  ['OnesLike', (x) => tf.add(tf.onesLike(x), x)],
];

const wholeNumbers: [string, (x: tf.Tensor) => tf.Tensor][] = [
  ['Abs', tf.abs],
  ['ClipByValue', (x) => tf.clipByValue(x, -2, 3)],
  ['Neg', tf.neg],
  ['Relu', tf.relu],
  ['Square', tf.square],
];

// Both infinities, and what is no number.
const odd = float32([2, 3], [1, -2, Infinity, -Infinity, NaN, 0]);

export const unary: readonly KernelExample[] = [
  ...functions.map(([kernel, f, { low = -3, high = 3 } = {}]) =>
    example(kernel, { x: floats([2, 3, 5], 1, low, high) }, ({ x }) => ({ y: f(x) })),
  ),
  ...wholeNumbers.map(([kernel, f]) => example(kernel, { x: ints([3, 4]) }, ({ x }) => ({ y: f(x) }))),
  example('LogicalNot', { x: flags([3, 4]) }, ({ x }) => ({ y: tf.logicalNot(x) })),
  example('IsNan', { x: odd }, ({ x }) => ({ y: tf.isNaN(x) })),
  example('IsInf', { x: odd }, ({ x }) => ({ y: tf.isInf(x) })),
  example('IsFinite', { x: odd }, ({ x }) => ({ y: tf.isFinite(x) })),
  example('Cast', { x: floats([3, 4]) }, ({ x }) => ({
    int32: tf.cast(x, 'int32'),
    bool: tf.cast(x, 'bool'),
  })),
  example('Cast', { x: ints([3, 4]) }, ({ x }) => ({
    float32: tf.cast(x, 'float32'),
    bool: tf.cast(x, 'bool'),
  })),
  example('Cast', { x: flags([3, 4]) }, ({ x }) => ({
    float32: tf.cast(x, 'float32'),
    int32: tf.cast(x, 'int32'),
  })),
  example('EluGrad', { x: floats([3, 4]) }, ({ x }) => ({ slope: tf.grad((t) => tf.elu(t))(x) })),
];
