import type { Attributes } from '../graph.ts';
import type { OnnxBuilder } from '../onnx/builder.ts';
import type { TensorSpec } from '../types.ts';
import { axisFromFront, flagOf, numberOf, type Inputs, type Rule } from './rule.ts';

function infer(inputs: Inputs<TensorSpec>): TensorSpec[] {
  const { shape, dtype } = inputs.get('x');
  return [{ shape, dtype: dtype === 'bool' ? 'int32' : dtype }];
}

const cumsum: Rule = {
  kernel: 'Cumsum',
  infer,
  lower: (b, inputs, attributes, outputs) => {
    const x = inputs.get('x');
    const out = outputs[0]!;
    const name = x.dtype === out.dtype ? b.use(x) : b.cast(b.use(x), out.dtype);
    if (x.shape.length === 0) return [b.ref(out, name)];
    const axis = b.number(axisFromFront(numberOf(attributes, 'axis'), x.shape.length), 'int32');
    return [
      b.ref(
        out,
        b.node('CumSum', [name, axis], {
          exclusive: Number(flagOf(attributes, 'exclusive')),
          reverse: Number(flagOf(attributes, 'reverse')),
        }),
      ),
    ];
  },
};

/** `x` moved by `count` places along an axis, upwards or downwards; ones come in, what passes the end is lost. */
function moved(
  b: OnnxBuilder,
  x: string,
  spec: TensorSpec,
  axis: number,
  count: number,
  up: boolean,
): string {
  const size = spec.shape[axis]!;
  const ones = b.use(b.uniform(spec.shape.with(axis, count), spec.dtype, 1));
  if (count === size) return ones;
  const [from, to] = up ? [0, size - count] : [count, size];
  const kept = b.node('Slice', [x, b.ints([from]), b.ints([to]), b.ints([axis])]);
  return b.node('Concat', up ? [ones, kept] : [kept, ones], { axis });
}

/** ONNX has no such node: each element takes in the product of 1, 2, 4, ... before it (Hillis and Steele, 1986). */
const cumprod: Rule = {
  kernel: 'Cumprod',
  infer,
  lower: (b, inputs, attributes, outputs) => {
    const x = inputs.get('x');
    const out = outputs[0]!;
    const whole = x.dtype === out.dtype ? b.use(x) : b.cast(b.use(x), out.dtype);
    if (x.shape.length === 0) return [b.ref(out, whole)];
    return [b.ref(out, products(b, whole, out, attributes))];
  },
};

function products(b: OnnxBuilder, x: string, spec: TensorSpec, attributes: Attributes): string {
  const axis = axisFromFront(numberOf(attributes, 'axis'), spec.shape.length);
  const up = !flagOf(attributes, 'reverse');
  let product = flagOf(attributes, 'exclusive') ? moved(b, x, spec, axis, 1, up) : x;
  for (let count = 1; count < spec.shape[axis]!; count *= 2) {
    product = b.node('Mul', [product, moved(b, product, spec, axis, count, up)]);
  }
  return product;
}

export const cumulative: Rule[] = [cumsum, cumprod];
