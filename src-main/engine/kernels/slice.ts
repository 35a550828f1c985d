import { slice_util } from '@tensorflow/tfjs-core';
import type { OnnxBuilder } from '../onnx/builder.ts';
import { axisFromFront, numberOf, numbersOf, sameShape, type Rule } from './rule.ts';

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

/** Where a strided slice begins and ends on each axis of x, and how it steps. */
export function stridedInfo(shape: readonly number[], attributes: Readonly<Record<string, unknown>>) {
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

export const slices: Rule[] = [slice, stridedSlice, reverse];
