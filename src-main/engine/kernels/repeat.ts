import type { Attributes } from '../graph.ts';
import { sizeOf } from '../host.ts';
import type { TensorSpec } from '../types.ts';
import { numberOf, numbersOf, sameShape, textOf, type Inputs, type Rule } from './rule.ts';

/** How much is added before and after each axis. */
export function paddings(attributes: Readonly<Record<string, unknown>>): [number, number][] {
  const value = attributes['paddings'];
  if (!Array.isArray(value)) throw new TypeError('attribute paddings must be a list of pairs');
  return value.map((pair: unknown) => {
    const [before, after] = numbersOf({ pair }, 'pair');
    return [before ?? 0, after ?? 0];
  });
}

function inferPadded(inputs: Inputs<TensorSpec>, attributes: Attributes): TensorSpec[] {
  const { shape, dtype } = inputs.get('x');
  const pairs = paddings(attributes);
  return [{ shape: shape.map((size, i) => size + pairs[i]![0] + pairs[i]![1]), dtype }];
}

const pad: Rule = {
  kernel: 'PadV2',
  infer: inferPadded,
  lower: (b, inputs, attributes, outputs) => {
    const x = inputs.get('x');
    const out = outputs[0]!;
    const value = numberOf(attributes, 'constantValue');
    if (sameShape(x.shape, out.shape)) return [x];
    if (sizeOf(x.shape) === 0) return [b.uniform(out.shape, out.dtype, value)];
    const pairs = paddings(attributes);
    const pads = b.ints([...pairs.map(([before]) => before), ...pairs.map(([, after]) => after)]);
    return [b.ref(out, b.node('Pad', [b.use(x), pads, b.number(value, x.dtype)], { mode: 'constant' }))];
  },
};

/**
 * The places along an axis that a mirrored border repeats: `reflect` leaves the outermost element out, `symmetric`
 * takes it twice.
 */
export function mirrored(size: number, before: number, after: number, mode: string): Int32Array {
  const offset = mode === 'reflect' ? 0 : 1;
  return Int32Array.from({ length: before + size + after }, (_, i) => {
    const place = i - before;
    if (place < 0) return -place - offset;
    return place < size ? place : 2 * (size - 1) - place + offset;
  });
}

/** ONNX has no `symmetric`, so elements are gathered axis by axis. */
const mirrorPad: Rule = {
  kernel: 'MirrorPad',
  infer: inferPadded,
  lower: (b, inputs, attributes, outputs) => {
    const x = inputs.get('x');
    const mode = textOf(attributes, 'mode');
    const padded = paddings(attributes).reduce((name, [before, after], axis) => {
      if (before + after === 0) return name;
      const data = mirrored(x.shape[axis]!, before, after, mode);
      return b.node('Gather', [name, b.constant({ shape: [data.length], dtype: 'int32', data })], { axis });
    }, b.use(x));
    return [b.ref(outputs[0]!, padded)];
  },
};

const tile: Rule = {
  kernel: 'Tile',
  infer: (inputs, attributes) => {
    const { shape, dtype } = inputs.get('x');
    return [{ shape: shape.map((size, i) => size * numbersOf(attributes, 'reps')[i]!), dtype }];
  },
  lower: (b, inputs, attributes, outputs) => {
    const x = inputs.get('x');
    const out = outputs[0]!;
    const reps = numbersOf(attributes, 'reps');
    if (sameShape(x.shape, out.shape)) return [x];
    if (reps.every((count, i) => count === 1 || x.shape[i] === 1) && sizeOf(out.shape) > 0) {
      return [b.broadcast(x, out.shape)];
    }
    return [b.ref(out, b.node('Tile', [b.use(x), b.ints(reps)]))];
  },
};

/** A tensor of twice the rank that is 0 off its diagonal. */
const diag: Rule = {
  kernel: 'Diag',
  infer: (inputs) => {
    const { shape, dtype } = inputs.get('x');
    return [{ shape: [...shape, ...shape], dtype }];
  },
  lower: (b, inputs, _, outputs) => {
    const x = inputs.get('x');
    const size = sizeOf(x.shape);
    const numbers = Int32Array.from({ length: size }, (_, i) => i);
    const across = b.constant({ shape: [size], dtype: 'int32', data: numbers });
    const down = b.constant({ shape: [size, 1], dtype: 'int32', data: numbers });
    const chosen = b.node('Where', [
      b.node('Equal', [down, across]),
      b.reshape(b.use(x), [size, 1]),
      b.number(0, x.dtype),
    ]);
    return [b.ref(outputs[0]!, b.reshape(chosen, outputs[0]!.shape))];
  },
};

/** Tensors made larger: by a border, by repeating them, by an axis for each they have. */
export const repeats: Rule[] = [pad, mirrorPad, tile, diag];
