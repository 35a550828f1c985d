import * as tf from '@tensorflow/tfjs-core';
import { floats } from '../values.ts';
import { example, type KernelExample } from './example.ts';

type Convolve = (x: tf.Tensor4D, filter: tf.Tensor4D) => tf.Tensor;

const plain: Convolve = (x, filter) => tf.conv2d(x, filter, [2, 1], 'same');

const gradients =
  (convolve: Convolve) =>
  ({ x, filter }: { x: tf.Tensor; filter: tf.Tensor }): Record<string, tf.Tensor> => {
    const loss = (given: tf.Tensor, weights: tf.Tensor) =>
      tf.sum(tf.square(convolve(given as tf.Tensor4D, weights as tf.Tensor4D)));
    const [toInput, toFilter] = tf.grads(loss)([x, filter]);
    return { toInput: toInput!, toFilter: toFilter! };
  };

const inputs = { x: floats([2, 6, 5, 3]), filter: floats([3, 2, 3, 4], 2) };

/** The gradients of a convolution are two more kernels. */
export const convolution: readonly KernelExample[] = [
  example('Conv2D', inputs, ({ x, filter }) => ({
    same: plain(x as tf.Tensor4D, filter as tf.Tensor4D),
    valid: tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, 'valid'),
    wide: tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same', 'NHWC', 2),
  })),
  example('Conv2D', { x: floats([2, 6, 3]), filter: floats([3, 3, 4], 2) }, ({ x, filter }) => ({
    y: tf.conv1d(x as tf.Tensor3D, filter as tf.Tensor3D, 1, 'same'),
  })),
  example('Conv2DBackpropInput', inputs, gradients(plain), 1e-4),
  example('Conv2DBackpropFilter', inputs, gradients(plain), 1e-4),
  example('FusedConv2D', { ...inputs, bias: floats([4], 3) }, ({ x, filter, bias }) => ({
    y: tf.fused.conv2d({
      x: x as tf.Tensor4D,
      filter: filter as tf.Tensor4D,
      strides: 1,
      pad: 'same',
      bias: bias,
      activation: 'relu',
    }),
  })),
];
