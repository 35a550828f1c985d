import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { numberOf, type Rule } from '../kernels/rule.ts';
import { registerComposed, runKernel } from './composed.ts';

registerComposed('MultiHeadAttention', ({ query, key, value, shift }, attributes) => {
  const heads = numberOf(attributes, 'heads');
  const [q, k, v] = [query!, key!, value!].map((x) => {
    const [batch, length, width] = x.shape as [number, number, number];
    return tf.transpose(tf.reshape(x, [batch, length, heads, width / heads]), [0, 2, 1, 3]);
  });
  const scores = tf.mul(tf.matMul(q!, k!, false, true), 1 / Math.sqrt(q!.shape.at(-1)!));
  const averages = tf.matMul(tf.softmax(tf.add(scores, shift!)), v!);
  return [tf.reshape(tf.transpose(averages, [0, 2, 1, 3]), query!.shape)];
});

/**
 * Scaled dot-product attention of several heads (Vaswani et al., 2017), without its weights and without a gradient.
 *
 * @param query (B, L, H·d)
 * @param key (B, L, H·d)
 * @param value (B, L, H·d)
 * @param shift (B, 1 or H, L, L) is added to the scores
 * @returns (B, L, H·d)
 */
export function multiHeadAverages(
  query: Tensor,
  key: Tensor,
  value: Tensor,
  shift: Tensor,
  heads: number,
): Tensor {
  return runKernel('MultiHeadAttention', { query, key, value, shift }, { heads })[0]!;
}

export const attentionRules: Rule[] = [
  {
    kernel: 'MultiHeadAttention',
    infer: (inputs) => [inputs.get('query')],
    lower: (b, inputs, attributes, [out]) => {
      const [query, key, value, shift] = (['query', 'key', 'value', 'shift'] as const).map((name) =>
        b.use(inputs.get(name)),
      );
      // Without a bias of the projections and a mask of keys: both stand before.
      const given = [query!, key!, value!, '', '', shift!];
      const attribute = { num_heads: numberOf(attributes, 'heads') };
      return [b.ref(out!, b.node('MultiHeadAttention', given, attribute, 'com.microsoft'))];
    },
  },
];
