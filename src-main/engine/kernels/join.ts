import { sizeOf } from '../host.ts';
import { concatOf, splitInto } from '../onnx/groups.ts';
import { axisFromFront, numberOf, numbersOf, type Rule } from './rule.ts';

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
    const names = parts.map((ref) => b.use(ref));
    return [b.ref(out, concatOf(b, names, axis))];
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
    return [b.ref(out, concatOf(b, parts, axis))];
  },
};

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
    const ones = outputs.map(() => 1);
    const parts = splitInto(b, b.use(x), axis, ones);
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
    const sizes = outputs.map((out) => out.shape[axis]!);
    const parts = splitInto(b, b.use(x), axis, sizes);
    return parts.map((name, i) => b.ref(outputs[i]!, name));
  },
};

/** Several tensors to one, and one to several. */
export const joins: Rule[] = [concat, pack, unpack, splitV];
