import { upcastType } from '@tensorflow/tfjs-core';
import { asDType } from '../graph.ts';
import type { Ref } from '../onnx/builder.ts';
import { numberOf, textOf, type Rule } from './rule.ts';

const cast: Rule = {
  kernel: 'Cast',
  infer: (inputs, attributes) => [
    { shape: inputs.get('x').shape, dtype: asDType(textOf(attributes, 'dtype')) },
  ],
  lower: (b, inputs, _, outputs) => {
    const x = inputs.get('x');
    const out = outputs[0]!;
    if (x.dtype === out.dtype) return [x];
    if (x.uniform !== undefined) {
      const value =
        out.dtype === 'bool'
          ? Number(x.uniform !== 0)
          : out.dtype === 'int32'
            ? Math.trunc(x.uniform)
            : x.uniform;
      return [b.uniform(x.shape, out.dtype, value)];
    }
    if (x.base) {
      const base = x.base;
      const narrow = b.ref({ shape: base.shape, dtype: out.dtype }, b.cast(b.use(base), out.dtype));
      return [b.broadcast(narrow, x.shape)];
    }
    return [b.ref(out, b.cast(b.use(x), out.dtype))];
  },
};

const clip: Rule = {
  kernel: 'ClipByValue',
  infer: (inputs) => [inputs.get('x')],
  lower: (b, inputs, attributes, [out]) => {
    const x = inputs.get('x');
    const low = b.number(numberOf(attributes, 'clipValueMin'), x.dtype);
    const high = b.number(numberOf(attributes, 'clipValueMax'), x.dtype);
    return [b.ref(out!, b.node('Clip', [b.use(x), low, high]))];
  },
};

/** `condition ? t : e`; tf.where has broadcast all three to one shape. */
const select: Rule = {
  kernel: 'Select',
  infer: (inputs) => {
    const [t, e] = [inputs.get('t'), inputs.get('e')];
    return [{ shape: t.shape, dtype: asDType(upcastType(t.dtype, e.dtype)) }];
  },
  lower: (b, inputs, _, outputs) => {
    const out = outputs[0]!;
    // The condition gives the full shape, so that a number or a repeated tensor can stay small.
    const branch = (ref: Ref): string => {
      const name = ref.uniform === undefined ? b.use(ref.base ?? ref) : b.number(ref.uniform, ref.dtype);
      return ref.dtype === out.dtype ? name : b.cast(name, out.dtype);
    };
    const condition = b.use(inputs.get('condition'));
    return [b.ref(out, b.node('Where', [condition, branch(inputs.get('t')), branch(inputs.get('e'))]))];
  },
};

export const choice: Rule[] = [cast, clip, select];
