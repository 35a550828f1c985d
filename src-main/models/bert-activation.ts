import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { gelu } from '../engine/fused/gelu.ts';
import type { BertConfig } from './bert-config.ts';

/** `gelu` by a hyperbolic tangent, as the first TensorFlow checkpoints have it. */
export function geluTanh(x: Tensor): Tensor {
  const inner = tf.mul(tf.add(x, tf.mul(tf.mul(tf.square(x), x), 0.044715)), Math.sqrt(2 / Math.PI));
  return tf.mul(tf.mul(x, 0.5), tf.add(tf.tanh(inner), 1));
}

const activations = {
  gelu,
  gelu_new: geluTanh,
  gelu_pytorch_tanh: geluTanh,
  relu: (x: Tensor) => tf.relu(x),
};

/** The activation that a configuration names. */
export function activation(name: BertConfig['hidden_act'], x: Tensor): Tensor {
  return activations[name](x);
}
