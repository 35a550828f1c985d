import { sizeOf } from '../host.ts';
import { numbersOf, sameShape, type Rule } from './rule.ts';

function paddings(attributes: Readonly<Record<string, unknown>>): [number, number][] {
  const value = attributes['paddings'];
  if (!Array.isArray(value)) throw new TypeError('attribute paddings must be a list of pairs');
  return value.map((pair: unknown) => {
    const [before, after] = numbersOf({ pair }, 'pair');
    return [before ?? 0, after ?? 0];
  });
}

function pad(kernel: string, mode: (attributes: Readonly<Record<string, unknown>>) => string): Rule {
  return {
    kernel,
    infer: (inputs, attributes) => {
      const { shape, dtype } = inputs.get('x');
      const pairs = paddings(attributes);
      return [{ shape: shape.map((size, i) => size + pairs[i]![0] + pairs[i]![1]), dtype }];
    },
    lower: (b, inputs, attributes, outputs) => {
      const x = inputs.get('x');
      const out = outputs[0]!;
      const pairs = paddings(attributes);
      if (sameShape(x.shape, out.shape)) return [x];
      const pads = b.ints([...pairs.map(([before]) => before), ...pairs.map(([, after]) => after)]);
      const constant = attributes['constantValue'];
      const value = typeof constant === 'number' ? [b.number(constant, x.dtype)] : [];
      return [b.ref(out, b.node('Pad', [b.use(x), pads, ...value], { mode: mode(attributes) }))];
    },
  };
}

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

/** Tensors made larger: by a border, or by repeating them. */
export const repeats: Rule[] = [pad('PadV2', () => 'constant'), tile];
