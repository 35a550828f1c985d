import type { Attributes } from '../graph.ts';
import { sizeOf } from '../host.ts';
import type { OnnxBuilder, Ref } from '../onnx/builder.ts';
import type { TensorSpec } from '../types.ts';
import { flagOf, numberOf, textOf, type Inputs, type Rule } from './rule.ts';

/** How often, or with what weight, each of 0 .. size - 1 stands in the last axis of x; other numbers do not count. */
function counted(b: OnnxBuilder, inputs: Inputs<Ref>, attributes: Attributes, out: TensorSpec): Ref {
  const [x, weights] = [inputs.get('x'), inputs.get('weights')];
  const size = numberOf(attributes, 'size');
  if (sizeOf(x.shape) === 0) return b.uniform(out.shape, out.dtype, 0);
  const numbers = b.constant({
    shape: [size],
    dtype: 'int32',
    data: Int32Array.from({ length: size }, (_, i) => i),
  });
  const column = [...x.shape, 1];
  const hit = b.node('Equal', [b.reshape(b.use(x), column), numbers]);
  const axis = b.ints([x.shape.length - 1]);
  if (flagOf(attributes, 'binaryOutput')) {
    return b.ref(out, b.cast(b.node('ReduceMax', [b.cast(hit, 'int32'), axis], { keepdims: 0 }), out.dtype));
  }
  const ones = b.cast(hit, out.dtype);
  const terms = sizeOf(weights.shape) === 0 ? ones : b.node('Mul', [ones, b.reshape(b.use(weights), column)]);
  return b.ref(out, b.node('ReduceSum', [terms, axis], { keepdims: 0 }));
}

function bincount(kernel: string): Rule {
  return {
    kernel,
    infer: (inputs, attributes) => {
      const size = numberOf(attributes, 'size');
      return [{ shape: [...inputs.get('x').shape.slice(0, -1), size], dtype: inputs.get('weights').dtype }];
    },
    lower: (b, inputs, attributes, outputs) => [counted(b, inputs, attributes, outputs[0]!)],
  };
}

/** How many numbers of a sorted row are below each value; with side `right`, below or the same. */
const searchSorted: Rule = {
  kernel: 'SearchSorted',
  infer: (inputs) => [{ shape: inputs.get('values').shape, dtype: 'int32' }],
  lower: (b, inputs, attributes, outputs) => {
    const out = outputs[0]!;
    const [row, values] = [inputs.get('sortedSequence'), inputs.get('values')];
    if (sizeOf(row.shape) === 0) return [b.uniform(out.shape, 'int32', 0)];
    const below = textOf(attributes, 'side') === 'left' ? 'Less' : 'LessOrEqual';
    const compared = b.node(below, [
      b.reshape(b.use(row), [row.shape[0]!, 1, row.shape[1]!]),
      b.reshape(b.use(values), [...values.shape, 1]),
    ]);
    return [b.ref(out, b.node('ReduceSum', [b.cast(compared, 'int32'), b.ints([2])], { keepdims: 0 }))];
  },
};

export const counts: Rule[] = [bincount('Bincount'), bincount('DenseBincount'), searchSorted];
