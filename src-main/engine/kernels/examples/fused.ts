import { multiHeadAverages } from '../../fused/attention.ts';
import { gelu, geluGrad } from '../../fused/gelu.ts';
import { layerNorm, standardize } from '../../fused/layer-norm.ts';
import { floats } from '../values.ts';
import { example, type KernelExample } from './example.ts';

export const fused: readonly KernelExample[] = [
  example(
    'MultiHeadAttention',
    {
      query: floats([2, 5, 8]),
      key: floats([2, 5, 8], 2),
      value: floats([2, 5, 8], 3),
      shift: floats([2, 1, 5, 5], 4),
    },
    ({ query, key, value, shift }) => ({ y: multiHeadAverages(query, key, value, shift, 2) }),
  ),
  example('Gelu', { x: floats([2, 3, 5], 1, -6, 6) }, ({ x }) => ({ y: gelu(x) })),
  example('GeluGrad', { dy: floats([4, 6]), x: floats([4, 6], 2, -6, 6) }, ({ dy, x }) => ({
    y: geluGrad(dy, x),
  })),
  example(
    'LayerNorm',
    { x: floats([2, 3, 8]), scale: floats([8], 2), shift: floats([8], 3) },
    ({ x, scale, shift }) => ({ y: layerNorm(x, scale, shift, 1e-5) }),
  ),
  // Rows of one number everywhere are divided by the root of epsilon: it must not be too small for the difference.
  example('Standardize', { x: floats([3, 8]) }, ({ x }) => {
    const [normal, inverse] = standardize(x, 1e-2);
    return { normal, inverse };
  }),
];
