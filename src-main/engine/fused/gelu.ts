import * as tf from '@tensorflow/tfjs-core';
import type { GradConfig, Tensor } from '@tensorflow/tfjs-core';
import { single } from '../gradients/gradient.ts';
import { float } from '../onnx/builder.ts';
import type { Rule } from '../kernels/rule.ts';
import { registerComposed, runKernel } from './composed.ts';

/** Φ, the distribution function of the normal distribution. */
function distribution(x: Tensor): Tensor {
  return tf.mul(tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1), 0.5);
}

registerComposed('Gelu', ({ x }) => [tf.mul(x!, distribution(x!))]);
registerComposed('GeluGrad', ({ dy, x }) => {
  const density = tf.mul(tf.exp(tf.mul(tf.square(x!), -0.5)), 1 / Math.sqrt(2 * Math.PI));
  return [tf.mul(dy!, tf.add(distribution(x!), tf.mul(x!, density)))];
});

/** x Φ(x) with the normal distribution function itself (Hendrycks and Gimpel, 2016). */
export function gelu(x: Tensor): Tensor {
  return runKernel('Gelu', { x })[0]!;
}

/** dy (Φ(x) + x φ(x)), what comes back through `gelu`. */
export function geluGrad(dy: Tensor, x: Tensor): Tensor {
  return runKernel('GeluGrad', { dy, x })[0]!;
}

export const geluRules: Rule[] = [
  {
    kernel: 'Gelu',
    infer: (inputs) => [inputs.get('x')],
    // In this order ONNX Runtime makes one operation of it, and other programs can read it too.
    lower: (b, inputs, _, [out]) => {
      const x = b.use(inputs.get('x'));
      const inner = b.node('Erf', [b.node('Div', [x, b.number(Math.SQRT2, 'float32')])]);
      const twice = b.node('Mul', [x, b.node('Add', [inner, b.number(1, 'float32')])]);
      return [b.ref(out!, b.node('Mul', [twice, b.number(0.5, 'float32')]))];
    },
  },
  {
    kernel: 'GeluGrad',
    infer: (inputs) => [inputs.get('x')],
    lower: (b, inputs, _, [out]) => {
      const [dy, x] = [b.use(inputs.get('dy')), b.use(inputs.get('x'))];
      const root = b.node('Mul', [x, b.number(Math.SQRT1_2, 'float32')]);
      // Half of erf and a half in one pass; the bounds of a hard sigmoid are those of erf.
      const half = { alpha: float(0.5), beta: float(0.5) };
      const distribution = b.node('HardSigmoid', [b.node('Erf', [root])], half);
      const exponent = b.node('Sub', [
        b.number(-0.5 * Math.log(2 * Math.PI), 'float32'),
        b.node('Mul', [root, root]),
      ]);
      const slope = b.node('Add', [distribution, b.node('Mul', [x, b.node('Exp', [exponent])])]);
      return [b.ref(out!, b.node('Mul', [dy, slope]))];
    },
  },
];

/** Keeps x alone: what was computed of it is computed again. */
export const geluGradient: GradConfig = {
  kernelName: 'Gelu',
  inputsToSave: ['x'],
  gradFunc: (dy, [x]) => ({ x: () => geluGrad(single(dy), x!) }),
};
