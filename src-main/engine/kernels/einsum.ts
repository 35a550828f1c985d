import { backend_util } from '@tensorflow/tfjs-core';
import { asDType } from '../graph.ts';
import { sizeOf } from '../host.ts';
import { textOf, type Rule } from './rule.ts';

/** Sum of products by an equation such as `bij,bjk->bik`. Each letter has one size. */
export const einsum: Rule = {
  kernel: 'Einsum',
  infer: (inputs, attributes) => {
    const equation = textOf(attributes, 'equation');
    const tensors = inputs.all();
    const { allDims, summedDims, idDims } = backend_util.decodeEinsumEquation(equation, tensors.length);
    const sizes = new Map<number, number>();
    for (const [i, { shape }] of tensors.entries()) {
      if (shape.length !== idDims[i]!.length) {
        throw new RangeError(`${equation} does not fit a tensor of shape (${shape.join(', ')})`);
      }
      for (const [axis, letter] of idDims[i]!.entries()) {
        const size = shape[axis]!;
        const known = sizes.get(letter) ?? size;
        if (known !== size) {
          throw new RangeError(`in ${equation}, ${allDims[letter]} is ${known} and ${size}`);
        }
        sizes.set(letter, size);
      }
    }
    const kept = allDims.length - summedDims.length;
    return [
      {
        shape: Array.from({ length: kept }, (_, letter) => sizes.get(letter)!),
        dtype: asDType(tensors[0]!.dtype),
      },
    ];
  },
  lower: (b, inputs, attributes, outputs) => {
    const out = outputs[0]!;
    const tensors = inputs.all();
    if (tensors.some(({ shape }) => sizeOf(shape) === 0)) return [b.uniform(out.shape, out.dtype, 0)];
    const equation = textOf(attributes, 'equation').replaceAll(/\s/g, '');
    return [
      b.ref(
        out,
        b.node(
          'Einsum',
          tensors.map((tensor) => b.use(tensor)),
          { equation },
        ),
      ),
    ];
  },
};
