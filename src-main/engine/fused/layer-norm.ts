import * as tf from '@tensorflow/tfjs-core';
import type { GradConfig, Tensor } from '@tensorflow/tfjs-core';
import { single } from '../gradients/gradient.ts';
import { float } from '../onnx/builder.ts';
import { numberOf, type Rule } from '../kernels/rule.ts';
import { registerComposed, runKernel } from './composed.ts';

/** (x - mean) / √(variance + ε) over the last axis, and the last factor. */
function composed(x: Tensor, epsilon: number): [Tensor, Tensor] {
  const centred = tf.sub(x, tf.mean(x, -1, true));
  const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(centred), -1, true), epsilon));
  return [tf.mul(centred, inverse), inverse];
}

registerComposed('LayerNorm', ({ x, scale, shift }, attributes) => [
  tf.add(tf.mul(composed(x!, numberOf(attributes, 'epsilon'))[0], scale!), shift!),
]);
registerComposed('Standardize', ({ x }, attributes) => composed(x!, numberOf(attributes, 'epsilon')));

/** Layer normalisation over the last axis with scale and shift (D); the variance is the biased one. */
export function layerNorm(x: Tensor, scale: Tensor, shift: Tensor, epsilon: number): Tensor {
  return runKernel('LayerNorm', { x, scale, shift }, { epsilon })[0]!;
}

/** x less its mean, divided by its standard deviation, over the last axis: of x's shape, and 1 / deviation (..., 1). */
export function standardize(x: Tensor, epsilon: number): [Tensor, Tensor] {
  const [normal, inverse] = runKernel('Standardize', { x }, { epsilon });
  return [normal!, inverse!];
}

export const layerNormRules: Rule[] = [
  {
    kernel: 'LayerNorm',
    infer: (inputs) => [inputs.get('x')],
    lower: (b, inputs, attributes, [out]) => {
      const [x, scale, shift] = (['x', 'scale', 'shift'] as const).map((name) => b.use(inputs.get(name)));
      const epsilon = float(numberOf(attributes, 'epsilon'));
      return [b.ref(out!, b.node('LayerNormalization', [x!, scale!, shift!], { axis: -1, epsilon }))];
    },
  },
  {
    kernel: 'Standardize',
    list: true,
    infer: (inputs) => {
      const x = inputs.get('x');
      return [x, { shape: [...x.shape.slice(0, -1), 1], dtype: x.dtype }];
    },
    lower: (b, inputs, attributes, [normal, inverse]) => {
      const x = inputs.get('x');
      const width = [x.shape.at(-1)!];
      const [one, zero] = [1, 0].map((value) => b.use(b.uniform(width, 'float32', value)));
      const epsilon = float(numberOf(attributes, 'epsilon'));
      const names = b.many('LayerNormalization', [b.use(x), one!, zero!], 3, { axis: -1, epsilon });
      return [b.ref(normal!, names[0]!), b.ref(inverse!, names[2]!)];
    },
  },
];

/**
 * With x̂ what is normalised and g = dy · scale: dx = (g - mean(g) - x̂ mean(g x̂)) / deviation (Ba et al., 2016). The means
 * are products with the scale, so that g is not written for them.
 */
function gradient(dy: Tensor, x: Tensor, scale: Tensor, epsilon: number) {
  const width = x.shape.at(-1)!;
  const rows = x.size / width;
  const [normal, inverse] = standardize(x, epsilon);
  const product = tf.mul(dy, normal);
  const share = tf.reshape(tf.mul(scale, 1 / width), [width, 1]);
  const mean = (y: Tensor) => tf.reshape(tf.matMul(tf.reshape(y, [rows, width]), share), inverse.shape);
  const sums = (y: Tensor) => tf.sum(tf.reshape(y, [rows, width]), 0);
  return {
    x: () => {
      const rest = tf.sub(tf.sub(tf.mul(dy, scale), tf.mul(normal, mean(product))), mean(dy));
      return tf.mul(rest, inverse);
    },
    scale: () => sums(product),
    shift: () => sums(dy),
  };
}

export const layerNormGradient: GradConfig = {
  kernelName: 'LayerNorm',
  inputsToSave: ['x', 'scale'],
  gradFunc: (dy, [x, scale], attributes) => gradient(single(dy), x!, scale!, numberOf(attributes, 'epsilon')),
};
