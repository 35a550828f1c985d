import { sizeOf } from '../host.ts';
import type { OnnxBuilder, Ref } from '../onnx/builder.ts';
import type { TensorSpec } from '../types.ts';
import { axisFromFront, numberOf, numbersOf, sameShape, type Rule } from './rule.ts';

/** The same elements in the same order under another shape. */
function reshaped(b: OnnxBuilder, x: Ref, out: TensorSpec): Ref {
  if (sameShape(x.shape, out.shape)) return x;
  if (x.uniform !== undefined) return b.uniform(out.shape, x.dtype, x.uniform);
  return b.ref(out, b.reshape(b.use(x), out.shape));
}

function inferReshape(shape: readonly number[], wanted: readonly number[]): number[] {
  const size = sizeOf(shape);
  const known = sizeOf(wanted.filter((n) => n !== -1));
  const result = wanted.map((n) => (n === -1 ? (known === 0 ? 0 : size / known) : n));
  if (sizeOf(result) !== size || !result.every(Number.isInteger)) {
    throw new RangeError(`(${shape.join(', ')}) cannot be reshaped to (${wanted.join(', ')})`);
  }
  return result;
}

const reshape: Rule = {
  kernel: 'Reshape',
  infer: (inputs, attributes) => {
    const { shape, dtype } = inputs.get('x');
    return [{ shape: inferReshape(shape, numbersOf(attributes, 'shape')), dtype }];
  },
  lower: (b, inputs, _, outputs) => [reshaped(b, inputs.get('x'), outputs[0]!)],
};

const expandDims: Rule = {
  kernel: 'ExpandDims',
  infer: (inputs, attributes) => {
    const { shape, dtype } = inputs.get('input');
    const dim = axisFromFront(numberOf(attributes, 'dim'), shape.length + 1);
    return [{ shape: shape.toSpliced(dim, 0, 1), dtype }];
  },
  lower: (b, inputs, _, outputs) => [reshaped(b, inputs.get('input'), outputs[0]!)],
};

const identity: Rule = {
  kernel: 'Identity',
  infer: (inputs) => [inputs.get('x')],
  lower: (_, inputs) => [inputs.get('x')],
};

const transpose: Rule = {
  kernel: 'Transpose',
  infer: (inputs, attributes) => {
    const { shape, dtype } = inputs.get('x');
    return [{ shape: numbersOf(attributes, 'perm').map((axis) => shape[axis]!), dtype }];
  },
  lower: (b, inputs, attributes, outputs) => {
    const x = inputs.get('x');
    const out = outputs[0]!;
    const perm = numbersOf(attributes, 'perm');
    if (perm.every((axis, i) => axis === i)) return [x];
    // Moving axes of size 1 moves no element.
    const moved = perm.filter((axis) => x.shape[axis] !== 1);
    if (moved.every((axis, i) => i === 0 || axis > moved[i - 1]!)) return [reshaped(b, x, out)];
    return [b.ref(out, b.node('Transpose', [b.use(x)], { perm }))];
  },
};

/** The same elements under another shape or in another order. */
export const reshapes: Rule[] = [reshape, expandDims, identity, transpose];
