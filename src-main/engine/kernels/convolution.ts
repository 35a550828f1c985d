import { backend_util } from '@tensorflow/tfjs-core';
import type { Attributes } from '../graph.ts';
import { sizeOf } from '../host.ts';
import type { OnnxBuilder, Ref } from '../onnx/builder.ts';
import type { TensorSpec } from '../types.ts';
import { activate } from './matmul.ts';
import { numbersOf, textOf, type Inputs, type Rule } from './rule.ts';

/** Sizes, strides and borders of a convolution of `x` with a filter (height, width, in, out). */
function convolution(x: readonly number[], filter: readonly number[], attributes: Attributes) {
  const channelsLast = textOf(attributes, 'dataFormat') === 'NHWC';
  const info = backend_util.computeConv2DInfo(
    fourOf(x),
    fourOf(filter),
    pairOf(attributes, 'strides'),
    attributes['dilations'] === undefined ? 1 : pairOf(attributes, 'dilations'),
    borderOf(attributes),
    roundingOf(attributes),
    false,
    channelsLast ? 'channelsLast' : 'channelsFirst',
  );
  const { padInfo, strideHeight, strideWidth } = info;
  // What the last step of the window reaches past the end; where it stays inside, the rest is not read.
  const bottom =
    (info.outHeight - 1) * strideHeight + info.effectiveFilterHeight - info.inHeight - padInfo.top;
  const right = (info.outWidth - 1) * strideWidth + info.effectiveFilterWidth - info.inWidth - padInfo.left;
  return { ...info, channelsLast, top: padInfo.top, left: padInfo.left, bottom, right };
}

type Convolution = ReturnType<typeof convolution>;

function fourOf(shape: readonly number[]): [number, number, number, number] {
  const [a, b, c, d] = shape;
  if (shape.length !== 4) throw new RangeError(`(${shape.join(', ')}) must have four axes to be convolved`);
  return [a!, b!, c!, d!];
}

function pairOf(attributes: Attributes, name: string): [number, number] {
  const [height, width] = numbersOf(attributes, name);
  return [height!, width ?? height!];
}

/** TensorFlow.js takes a width for a height where the border is one number: it is written out here. */
function borderOf(attributes: Attributes): Parameters<typeof backend_util.computeConv2DInfo>[4] {
  const { pad } = attributes;
  if (pad === 'same' || pad === 'valid') return pad;
  if (typeof pad === 'number') {
    const [none, both]: [number, number][] = [
      [0, 0],
      [pad, pad],
    ];
    return textOf(attributes, 'dataFormat') === 'NHWC'
      ? [none!, both!, both!, none!]
      : [none!, none!, both!, both!];
  }
  if (!Array.isArray(pad)) throw new TypeError('attribute pad must be a word, a number or a list of pairs');
  const pairs = pad.map((pair: unknown): [number, number] => {
    const [before, after] = numbersOf({ pair }, 'pair');
    return [before!, after!];
  });
  return [pairs[0]!, pairs[1]!, pairs[2]!, pairs[3]!];
}

function roundingOf(attributes: Attributes): 'floor' | 'round' | 'ceil' | undefined {
  const rounding = attributes['dimRoundingMode'];
  return rounding === 'floor' || rounding === 'round' || rounding === 'ceil' ? rounding : undefined;
}

function turned(b: OnnxBuilder, name: string, perm: readonly number[]): string {
  return b.node('Transpose', [name], { perm });
}

/** ONNX has channels before height and width. */
function channelsFirst(b: OnnxBuilder, x: Ref, { channelsLast }: Convolution): string {
  return channelsLast ? turned(b, b.use(x), [0, 3, 1, 2]) : b.use(x);
}

function asBefore(b: OnnxBuilder, name: string, { channelsLast }: Convolution): string {
  return channelsLast ? turned(b, name, [0, 2, 3, 1]) : name;
}

function convolved(b: OnnxBuilder, inputs: Inputs<Ref>, attributes: Attributes): string {
  const [x, filter] = [inputs.get('x'), inputs.get('filter')];
  const info = convolution(x.shape, filter.shape, attributes);
  const name = b.node('Conv', [channelsFirst(b, x, info), turned(b, b.use(filter), [3, 2, 0, 1])], {
    strides: [info.strideHeight, info.strideWidth],
    dilations: [info.dilationHeight, info.dilationWidth],
    pads: [info.top, info.left, Math.max(0, info.bottom), Math.max(0, info.right)],
  });
  return asBefore(b, name, info);
}

function inferConvolved(inputs: Inputs<TensorSpec>, attributes: Attributes): TensorSpec[] {
  const { outShape } = convolution(inputs.get('x').shape, inputs.get('filter').shape, attributes);
  return [{ shape: outShape, dtype: 'float32' }];
}

const conv2d: Rule = {
  kernel: 'Conv2D',
  infer: inferConvolved,
  lower: (b, inputs, attributes, [out]) => [b.ref(out!, convolved(b, inputs, attributes))],
};

const fusedConv2d: Rule = {
  kernel: 'FusedConv2D',
  infer: inferConvolved,
  lower: (b, inputs, attributes, [out]) => {
    const plain = convolved(b, inputs, attributes);
    const bias = inputs.find('bias');
    if (!bias) return [b.ref(out!, activate(b, plain, attributes, inputs))];
    const ofChannels = textOf(attributes, 'dataFormat') === 'NCHW' && bias.shape.length === 1;
    const addend = ofChannels ? b.reshape(b.use(bias), [sizeOf(bias.shape), 1, 1]) : b.use(bias);
    return [b.ref(out!, activate(b, b.node('Add', [plain, addend]), attributes, inputs))];
  },
};

/** The gradient of a convolution to what it was given. */
const toInput: Rule = {
  kernel: 'Conv2DBackpropInput',
  infer: (_, attributes) => [{ shape: numbersOf(attributes, 'inputShape'), dtype: 'float32' }],
  lower: (b, inputs, attributes, outputs) => {
    const out = outputs[0]!;
    const [dy, filter] = [inputs.get('dy'), inputs.get('filter')];
    if (sizeOf(dy.shape) === 0) return [b.uniform(out.shape, out.dtype, 0)];
    const info = convolution(out.shape, filter.shape, attributes);
    const name = b.node(
      'ConvTranspose',
      [channelsFirst(b, dy, info), turned(b, b.use(filter), [3, 2, 0, 1])],
      {
        strides: [info.strideHeight, info.strideWidth],
        pads: [info.top, info.left, Math.max(0, info.bottom), Math.max(0, info.right)],
        output_padding: [Math.max(0, -info.bottom), Math.max(0, -info.right)],
      },
    );
    return [b.ref(out, asBefore(b, name, info))];
  },
};

/** The gradient of a convolution to its filter: what it was given is convolved with dy, channels as the batch. */
const toFilter: Rule = {
  kernel: 'Conv2DBackpropFilter',
  infer: (_, attributes) => [{ shape: numbersOf(attributes, 'filterShape'), dtype: 'float32' }],
  lower: (b, inputs, attributes, outputs) => {
    const out = outputs[0]!;
    const [x, dy] = [inputs.get('x'), inputs.get('dy')];
    if (sizeOf(x.shape) === 0 || sizeOf(dy.shape) === 0) return [b.uniform(out.shape, out.dtype, 0)];
    const info = convolution(x.shape, out.shape, attributes);
    const perm = info.channelsLast ? [3, 0, 1, 2] : [1, 0, 2, 3];
    const product = b.node('Conv', [turned(b, b.use(x), perm), turned(b, b.use(dy), perm)], {
      dilations: [info.strideHeight, info.strideWidth],
      pads: [info.top, info.left, Math.max(0, info.bottom), Math.max(0, info.right)],
    });
    const ends = b.ints([info.filterHeight, info.filterWidth]);
    const cut = b.node('Slice', [product, b.ints([0, 0]), ends, b.ints([2, 3])]);
    return [b.ref(out, turned(b, cut, [2, 3, 0, 1]))];
  },
};

export const convolutions: Rule[] = [conv2d, fusedConv2d, toInput, toFilter];
