import { slice_util } from '@tensorflow/tfjs-core';
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

function sliced(
  b: OnnxBuilder,
  name: string,
  begin: readonly number[],
  end: readonly number[],
  steps?: readonly number[],
): string {
  const axes = begin.map((_, i) => i);
  const inputs = [name, b.ints(begin), b.ints(end), b.ints(axes)];
  return b.node('Slice', steps ? [...inputs, b.ints(steps)] : inputs);
}

function sliceBounds(shape: readonly number[], attributes: Readonly<Record<string, unknown>>) {
  const begin = numbersOf(attributes, 'begin');
  const size = attributes['size'] === undefined ? [] : numbersOf(attributes, 'size');
  const starts = shape.map((_, i) => begin[i] ?? 0);
  const sizes = shape.map((n, i) => {
    const wanted = size[i] ?? -1;
    return wanted === -1 ? n - starts[i]! : wanted;
  });
  return { starts, sizes };
}

const slice: Rule = {
  kernel: 'Slice',
  infer: (inputs, attributes) => {
    const { shape, dtype } = inputs.get('x');
    return [{ shape: sliceBounds(shape, attributes).sizes, dtype }];
  },
  lower: (b, inputs, attributes, outputs) => {
    const x = inputs.get('x');
    const out = outputs[0]!;
    if (sameShape(x.shape, out.shape)) return [x];
    const { starts, sizes } = sliceBounds(x.shape, attributes);
    const ends = starts.map((start, i) => start + sizes[i]!);
    return [b.ref(out, sliced(b, b.use(x), starts, ends))];
  },
};

const stridedSlice: Rule = {
  kernel: 'StridedSlice',
  infer: (inputs, attributes) => {
    const { shape, dtype } = inputs.get('x');
    return [{ shape: stridedInfo(shape, attributes).finalShape, dtype }];
  },
  lower: (b, inputs, attributes, outputs) => {
    const x = inputs.get('x');
    const out = outputs[0]!;
    const info = stridedInfo(x.shape, attributes);
    // Counting down, -1 as an end would be read as "the last element".
    const ends = info.end.map((end, i) => (info.strides[i]! < 0 && end < 0 ? -(2 ** 31) : end));
    const name = sliced(b, b.use(x), info.begin, ends, info.strides);
    return [b.ref(out, b.reshape(name, out.shape))];
  },
};

function stridedInfo(shape: readonly number[], attributes: Readonly<Record<string, unknown>>) {
  return slice_util.sliceInfo(
    [...shape],
    numbersOf(attributes, 'begin'),
    numbersOf(attributes, 'end'),
    numbersOf(attributes, 'strides'),
    numberOf(attributes, 'beginMask'),
    numberOf(attributes, 'endMask'),
    numberOf(attributes, 'ellipsisMask'),
    numberOf(attributes, 'newAxisMask'),
    numberOf(attributes, 'shrinkAxisMask'),
  );
}

const concat: Rule = {
  kernel: 'Concat',
  infer: (inputs, attributes) => {
    const specs = inputs.all();
    const { shape, dtype } = specs[0]!;
    const axis = axisFromFront(numberOf(attributes, 'axis'), shape.length);
    const total = specs.reduce((sum, spec) => sum + spec.shape[axis]!, 0);
    return [{ shape: shape.with(axis, total), dtype }];
  },
  lower: (b, inputs, attributes, outputs) => {
    const parts = inputs.all().filter((ref) => sizeOf(ref.shape) > 0);
    const out = outputs[0]!;
    if (parts.length === 0) return [b.uniform(out.shape, out.dtype, 0)];
    if (parts.length === 1) return [parts[0]!];
    const axis = axisFromFront(numberOf(attributes, 'axis'), out.shape.length);
    return [
      b.ref(
        out,
        b.node(
          'Concat',
          parts.map((ref) => b.use(ref)),
          { axis },
        ),
      ),
    ];
  },
};

const pack: Rule = {
  kernel: 'Pack',
  infer: (inputs, attributes) => {
    const specs = inputs.all();
    const { shape, dtype } = specs[0]!;
    const axis = axisFromFront(numberOf(attributes, 'axis'), shape.length + 1);
    return [{ shape: shape.toSpliced(axis, 0, specs.length), dtype }];
  },
  lower: (b, inputs, attributes, outputs) => {
    const out = outputs[0]!;
    const axis = axisFromFront(numberOf(attributes, 'axis'), out.shape.length);
    const parts = inputs.all().map((ref) => b.reshape(b.use(ref), out.shape.with(axis, 1)));
    return [b.ref(out, parts.length === 1 ? parts[0]! : b.node('Concat', parts, { axis }))];
  },
};

function split(b: OnnxBuilder, x: Ref, axis: number, sizes: readonly number[]): string[] {
  if (sizes.length === 1) return [b.use(x)];
  return b.many('Split', [b.use(x), b.ints(sizes)], sizes.length, { axis });
}

const unpack: Rule = {
  kernel: 'Unpack',
  list: true,
  infer: (inputs, attributes) => {
    const { shape, dtype } = inputs.get('value');
    const axis = axisFromFront(numberOf(attributes, 'axis'), shape.length);
    const out = { shape: shape.toSpliced(axis, 1), dtype };
    return Array.from({ length: shape[axis]! }, () => out);
  },
  lower: (b, inputs, attributes, outputs) => {
    const x = inputs.get('value');
    const axis = axisFromFront(numberOf(attributes, 'axis'), x.shape.length);
    const parts = split(
      b,
      x,
      axis,
      outputs.map(() => 1),
    );
    return parts.map((name, i) => b.ref(outputs[i]!, b.reshape(name, outputs[i]!.shape)));
  },
};

function splitSizes(
  shape: readonly number[],
  axis: number,
  attributes: Readonly<Record<string, unknown>>,
): number[] {
  const size = shape[axis]!;
  const wanted = attributes['numOrSizeSplits'];
  if (typeof wanted === 'number') return Array.from({ length: wanted }, () => size / wanted);
  const sizes = numbersOf(attributes, 'numOrSizeSplits');
  const known = sizes.reduce((sum, n) => (n === -1 ? sum : sum + n), 0);
  return sizes.map((n) => (n === -1 ? size - known : n));
}

const splitV: Rule = {
  kernel: 'SplitV',
  list: true,
  infer: (inputs, attributes) => {
    const { shape, dtype } = inputs.get('x');
    const axis = axisFromFront(numberOf(attributes, 'axis'), shape.length);
    return splitSizes(shape, axis, attributes).map((size) => ({ shape: shape.with(axis, size), dtype }));
  },
  lower: (b, inputs, attributes, outputs) => {
    const x = inputs.get('x');
    const axis = axisFromFront(numberOf(attributes, 'axis'), x.shape.length);
    const parts = split(
      b,
      x,
      axis,
      outputs.map((out) => out.shape[axis]!),
    );
    return parts.map((name, i) => b.ref(outputs[i]!, name));
  },
};

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

const reverse: Rule = {
  kernel: 'Reverse',
  infer: (inputs) => [inputs.get('x')],
  lower: (b, inputs, attributes, outputs) => {
    const x = inputs.get('x');
    const axes = numbersOf(attributes, 'dims').map((axis) => axisFromFront(axis, x.shape.length));
    if (axes.length === 0 || x.shape.length === 0) return [x];
    const inputNames = [
      b.use(x),
      b.ints(axes.map(() => -1)),
      b.ints(axes.map(() => -(2 ** 31))),
      b.ints(axes),
      b.ints(axes.map(() => -1)),
    ];
    return [b.ref(outputs[0]!, b.node('Slice', inputNames))];
  },
};

export const shapes: Rule[] = [
  reshape,
  expandDims,
  identity,
  transpose,
  slice,
  stridedSlice,
  concat,
  pack,
  unpack,
  splitV,
  pad('PadV2', () => 'constant'),
  tile,
  reverse,
];
