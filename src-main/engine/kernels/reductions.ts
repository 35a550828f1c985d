import type { Attributes } from '../graph.ts';
import { sizeOf } from '../host.ts';
import type { OnnxBuilder, Ref } from '../onnx/builder.ts';
import type { DType, TensorSpec } from '../types.ts';
import { axesOf, flagOf, type Rule } from './rule.ts';

function reducedShape(shape: readonly number[], axes: readonly number[], keep: boolean): number[] {
  return shape
    .map((size, axis) => (axes.includes(axis) ? (keep ? 1 : -1) : size))
    .filter((size) => size !== -1);
}

function reduce(b: OnnxBuilder, op: string, x: string, axes: readonly number[], keep: boolean): string {
  // An empty list of axes would mean all of them.
  if (axes.length === 0) return x;
  return b.node(op, [x, b.ints(axes)], { keepdims: Number(keep) });
}

interface Reduction {
  /** The result over no numbers at all. */
  empty: (dtype: DType) => number;
  /** Type of the result; the input's where left out. */
  dtype?: (input: DType) => DType;
  /** Type in which it is computed; the result's where left out. */
  computeIn?: DType;
  /** What TensorFlow.js calls the axes. */
  axes?: string;
}

function reduction(
  kernel: string,
  op: string,
  { empty, dtype = (input) => input, computeIn, axes: axesName = 'axis' }: Reduction,
): Rule {
  const keeps = (attributes: Attributes) => flagOf(attributes, 'keepDims');
  return {
    kernel,
    infer: (inputs, attributes) => {
      const x = inputs.get('x');
      const axes = axesOf(attributes, x.shape.length, axesName);
      return [{ shape: reducedShape(x.shape, axes, keeps(attributes)), dtype: dtype(x.dtype) }];
    },
    lower: (b, inputs, attributes, outputs) => {
      const x = inputs.get('x');
      const out = outputs[0]!;
      if (sizeOf(x.shape) === 0) return [b.uniform(out.shape, out.dtype, empty(out.dtype))];
      const type = computeIn ?? out.dtype;
      const input = x.dtype === type ? b.use(x) : b.cast(b.use(x), type);
      const result = reduce(b, op, input, axesOf(attributes, x.shape.length, axesName), keeps(attributes));
      return [b.ref(out, type === out.dtype ? result : b.cast(result, out.dtype))];
    },
  };
}

/** The first position of the largest or smallest element along an axis. */
function position(kernel: string): Rule {
  const axisOf = (attributes: Attributes, rank: number) => axesOf(attributes, rank)[0] ?? 0;
  return {
    kernel,
    infer: (inputs, attributes) => {
      const { shape } = inputs.get('x');
      const axis = axisOf(attributes, shape.length);
      const reduced = reducedShape(shape, [axis], false);
      if (shape[axis] === 0 && sizeOf(reduced) > 0) {
        throw new RangeError(`${kernel} of (${shape.join(', ')}) over axis ${axis}, which is empty`);
      }
      return [{ shape: reduced, dtype: 'int32' }];
    },
    lower: (b, inputs, attributes, outputs) => {
      const out = outputs[0]!;
      const x = inputs.get('x');
      if (x.shape.length === 0) return [b.uniform([], 'int32', 0)];
      const axis = axisOf(attributes, x.shape.length);
      return [b.ref(out, b.cast(b.node(kernel, [b.use(x)], { axis, keepdims: 0 }), 'int32'))];
    },
  };
}

const counted = (input: DType): DType => (input === 'bool' ? 'int32' : input);
const least = (dtype: DType) => (dtype === 'float32' ? -Infinity : -(2 ** 31));
const largest = (dtype: DType) => (dtype === 'float32' ? Infinity : 2 ** 31 - 1);

const sum = reduction('Sum', 'ReduceSum', { empty: () => 0, dtype: counted });

/**
 * ONNX Runtime sums columns of a long matrix four times as fast in two stages: in groups, then the groups.
 * Sums over the first axes are those of every bias's gradient.
 */
function inGroups(b: OnnxBuilder, x: Ref, axes: readonly number[], out: TensorSpec): Ref | undefined {
  if (axes.length === 0 || axes.some((axis, i) => axis !== i) || axes.length === x.shape.length)
    return undefined;
  const rows = sizeOf(x.shape.slice(0, axes.length));
  const groups = [64, 72, 56, 80, 48, 96, 40, 128, 32].find((count) => rows % count === 0);
  if (groups === undefined || rows < 1024) return undefined;
  const split = b.reshape(b.use(x), [groups, rows / groups, sizeOf(x.shape.slice(axes.length))]);
  const sums = b.node(
    'ReduceSum',
    [b.node('ReduceSum', [split, b.ints([1])], { keepdims: 0 }), b.ints([0])],
    {
      keepdims: 0,
    },
  );
  return b.ref(out, b.reshape(sums, out.shape));
}

/**
 * Sums over the first group of neighbouring axes alone where more than three groups of summed and kept axes take
 * turns: ONNX Runtime is quick with up to three only (six times, for the gradient of what was added to every text).
 */
function firstGroup(b: OnnxBuilder, x: Ref, axes: readonly number[], out: TensorSpec): Ref | undefined {
  const starts = x.shape.map((_, axis) => axis).filter((a) => axes.includes(a) !== axes.includes(a - 1));
  const groups = axes.includes(0) ? starts.length : starts.length + 1;
  if (groups <= 3) return undefined;
  const first = axes.filter((axis, i) => axis === axes[0]! + i);
  const rest = axes.filter((axis) => !first.includes(axis));
  const part = reduce(b, 'ReduceSum', b.use(x), first, true);
  return b.ref(out, b.reshape(reduce(b, 'ReduceSum', part, rest, true), out.shape));
}

/** A sum of one number, as gradients of means have it, is known. */
const foldedSum: Rule = {
  ...sum,
  lower: (b, inputs, attributes, outputs) => {
    const x = inputs.get('x');
    const out = outputs[0]!;
    if (x.uniform !== undefined && x.dtype === 'float32') {
      const count = sizeOf(x.shape) / Math.max(sizeOf(out.shape), 1);
      return [b.uniform(out.shape, out.dtype, Math.fround(x.uniform * count))];
    }
    const axes = axesOf(attributes, x.shape.length);
    const staged =
      x.dtype === 'float32' ? (inGroups(b, x, axes, out) ?? firstGroup(b, x, axes, out)) : undefined;
    return staged ? [staged] : sum.lower(b, inputs, attributes, outputs);
  },
};

export const reductions: Rule[] = [
  foldedSum,
  reduction('Mean', 'ReduceMean', { empty: () => 0, dtype: () => 'float32' }),
  reduction('Max', 'ReduceMax', { empty: least, axes: 'reductionIndices' }),
  reduction('Min', 'ReduceMin', { empty: largest }),
  reduction('Prod', 'ReduceProd', { empty: () => 1, dtype: counted }),
  reduction('All', 'ReduceMin', { empty: () => 1, dtype: () => 'bool', computeIn: 'int32' }),
  reduction('Any', 'ReduceMax', { empty: () => 0, dtype: () => 'bool', computeIn: 'int32' }),
  position('ArgMax'),
  position('ArgMin'),
];
