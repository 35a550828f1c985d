import { upcastType } from '@tensorflow/tfjs-core';
import { asDType } from '../graph.ts';
import { sizeOf } from '../host.ts';
import { float, type OnnxBuilder, type Ref } from '../onnx/builder.ts';
import type { DType, TensorSpec } from '../types.ts';
import { broadcastShape, numberOf, sameShape, textOf, type Rule } from './rule.ts';

/** Nodes for one element-wise function: from the input's name to the output's. */
type Unary = (b: OnnxBuilder, x: string, dtype: DType) => string;
type Binary = (b: OnnxBuilder, x: string, y: string, dtype: DType) => string;

function unary(kernel: string, write: Unary, dtype?: DType): Rule {
  return {
    kernel,
    infer: (inputs) => {
      const x = inputs.get('x');
      return [{ shape: x.shape, dtype: dtype ?? x.dtype }];
    },
    lower: (b, inputs, _, [out]) => {
      const x = inputs.get('x');
      const part = distinct(b, x);
      const result = b.ref({ shape: part.shape, dtype: out!.dtype }, write(b, b.use(part), x.dtype));
      return [part === x ? result : b.broadcast(result, out!.shape)];
    },
  };
}

/** The part of a tensor that the rest repeats, of the same rank; the tensor itself where nothing is known to repeat. */
function distinct(b: OnnxBuilder, ref: Ref): Ref {
  if (ref.base) return ref.base;
  if (ref.uniform === undefined || sizeOf(ref.shape) <= 1) return ref;
  return b.uniform(
    ref.shape.map(() => 1),
    ref.dtype,
    ref.uniform,
  );
}

function op(name: string): Unary {
  return (b, x) => b.node(name, [x]);
}

/**
 * The two operands as a broadcasting node needs them: what is repeated, or one number everywhere, is passed in
 * its small form where the other operand gives the full shape.
 */
function operands(b: OnnxBuilder, x: Ref, y: Ref, shape: readonly number[]): [string, string] {
  return [compact(b, x, y, shape), compact(b, y, x, shape)];
}

function compact(b: OnnxBuilder, ref: Ref, other: Ref, shape: readonly number[]): string {
  const otherIsWhole = other.uniform === undefined && sameShape(other.shape, shape);
  if (ref.uniform !== undefined && otherIsWhole) return b.number(ref.uniform, ref.dtype);
  if (ref.base && sameShape(broadcastShape(ref.base.shape, other.shape), shape) && other.base === undefined) {
    return b.use(ref.base);
  }
  return b.use(ref);
}

/** `x` in the wanted shape, when nothing is computed. */
function passed(b: OnnxBuilder, x: Ref, out: TensorSpec): Ref | undefined {
  if (x.dtype !== out.dtype) return undefined;
  if (sameShape(x.shape, out.shape)) return x;
  if (x.shape.length !== out.shape.length) return undefined;
  return b.broadcast(x, out.shape);
}

interface BinaryOptions {
  dtype?: DType;
  /** `x op neutral` is `x`. */
  neutral?: number;
  commutes?: boolean;
}

/**
 * An operand's part that the rest repeats, where both together make less than the result: gradients of means are
 * numbers of small tensors, and repeated afterwards.
 */
function distinctOperands(b: OnnxBuilder, x: Ref, y: Ref, shape: readonly number[]): [Ref, Ref] | undefined {
  const [left, right] = [distinct(b, x), distinct(b, y)];
  const together = broadcastShape(left.shape, right.shape);
  const less = together.length === shape.length && sizeOf(together) < sizeOf(shape);
  return less ? [left, right] : undefined;
}

function binary(kernel: string, write: Binary, options: BinaryOptions = {}): Rule {
  return {
    kernel,
    infer: (inputs) => {
      const [a, b] = [inputs.get('a'), inputs.get('b')];
      return [
        {
          shape: broadcastShape(a.shape, b.shape),
          dtype: options.dtype ?? asDType(upcastType(a.dtype, b.dtype)),
        },
      ];
    },
    lower: (builder, inputs, _, outputs) => {
      const out = outputs[0]!;
      const [a, b] = [inputs.get('a'), inputs.get('b')];
      if (options.neutral !== undefined) {
        if (b.uniform === options.neutral) {
          const same = passed(builder, a, out);
          if (same) return [same];
        }
        if (options.commutes && a.uniform === options.neutral) {
          const same = passed(builder, b, out);
          if (same) return [same];
        }
      }
      const wide = asDType(upcastType(a.dtype, b.dtype));
      const result = (first: Ref, second: Ref, shape: readonly number[]) => {
        const [x, y] = operands(builder, first, second, shape);
        const left = a.dtype === wide ? x : builder.cast(x, wide);
        const right = b.dtype === wide ? y : builder.cast(y, wide);
        return builder.ref({ shape, dtype: out.dtype }, write(builder, left, right, wide));
      };
      const parts = distinctOperands(builder, a, b, out.shape);
      if (!parts) return [result(a, b, out.shape)];
      const [left, right] = parts;
      return [builder.broadcast(result(left, right, broadcastShape(left.shape, right.shape)), out.shape)];
    },
  };
}

function binaryOp(name: string): Binary {
  return (b, x, y) => b.node(name, [x, y]);
}

/** Order of false and true is that of 0 and 1. */
function ordered(name: string): Binary {
  return (b, x, y, dtype) =>
    dtype === 'bool' ? b.node(name, [b.cast(x, 'int32'), b.cast(y, 'int32')]) : b.node(name, [x, y]);
}

function numeric(name: string): Binary {
  return (b, x, y, dtype) =>
    dtype === 'bool'
      ? b.cast(b.node(name, [b.cast(x, 'int32'), b.cast(y, 'int32')]), 'bool')
      : b.node(name, [x, y]);
}

/** floor(x / y) as int32. Integer division by zero would end the process, so it gives 0 instead. */
const floorDivide: Binary = (b, x, y, dtype) => {
  if (dtype === 'float32') return b.cast(b.node('Floor', [b.node('Div', [x, y])]), 'int32');
  const zero = b.number(0, 'int32');
  const one = b.number(1, 'int32');
  const isZero = b.node('Equal', [y, zero]);
  const divisor = b.node('Where', [isZero, one, y]);
  const quotient = b.node('Div', [x, divisor]);
  const rest = b.node('Sub', [x, b.node('Mul', [quotient, divisor])]);
  const signsDiffer = b.node('Less', [
    b.node('Mul', [b.node('Sign', [rest]), b.node('Sign', [divisor])]),
    zero,
  ]);
  const floored = b.node('Sub', [quotient, b.cast(signsDiffer, 'int32')]);
  return b.node('Where', [isZero, zero, floored]);
};

/** The rest of a floored division: it has the sign of the divisor. */
const modulo: Binary = (b, x, y, dtype) => {
  if (dtype === 'int32') {
    const zero = b.number(0, 'int32');
    const isZero = b.node('Equal', [y, zero]);
    const divisor = b.node('Where', [isZero, b.number(1, 'int32'), y]);
    return b.node('Where', [isZero, zero, b.node('Mod', [x, divisor])]);
  }
  const zero = b.number(0, 'float32');
  const rest = b.node('Mod', [x, y], { fmod: 1 });
  const sameSign = b.node('Not', [b.node('Xor', [b.node('Less', [x, zero]), b.node('Less', [y, zero])])]);
  return b.node('Where', [sameSign, rest, b.node('Mod', [b.node('Add', [rest, y]), y], { fmod: 1 })]);
};

/** log(1 + x) without the loss of digits near 0 (Kahan): log(u) x / (u - 1) with u = 1 + x rounded. */
const log1p: Unary = (b, x) => {
  const one = b.number(1, 'float32');
  const u = b.node('Add', [x, one]);
  const exact = b.node('Div', [b.node('Mul', [b.node('Log', [u]), x]), b.node('Sub', [u, one])]);
  return b.node('Where', [b.node('Equal', [u, one]), x, exact]);
};

/** exp(x) - 1 without the loss of digits near 0 (Kahan): (u - 1) x / log(u) with u = exp(x). */
const expm1: Unary = (b, x) => {
  const one = b.number(1, 'float32');
  const u = b.node('Exp', [x]);
  const difference = b.node('Sub', [u, one]);
  const exact = b.node('Div', [b.node('Mul', [difference, x]), b.node('Log', [u])]);
  const small = b.node('Less', [b.node('Abs', [x]), b.number(0.5, 'float32')]);
  const nearZero = b.node('Where', [b.node('Equal', [u, one]), x, exact]);
  return b.node('Where', [small, nearZero, difference]);
};

const square: Unary = (b, x) => b.node('Mul', [x, x]);

const step: Rule = {
  kernel: 'Step',
  infer: (inputs) => [inputs.get('x')],
  lower: (b, inputs, attributes, [out]) => {
    const x = b.use(inputs.get('x'));
    const { dtype } = inputs.get('x');
    const positive = b.node('Greater', [x, b.number(0, dtype)]);
    const alpha = attributes['alpha'] === undefined ? 0 : numberOf(attributes, 'alpha');
    const name =
      alpha === 0
        ? b.cast(positive, dtype)
        : b.node('Where', [positive, b.number(1, dtype), b.number(alpha, dtype)]);
    return [b.ref(out!, name)];
  },
};

const cast: Rule = {
  kernel: 'Cast',
  infer: (inputs, attributes) => [
    { shape: inputs.get('x').shape, dtype: asDType(textOf(attributes, 'dtype')) },
  ],
  lower: (b, inputs, _, outputs) => {
    const x = inputs.get('x');
    const out = outputs[0]!;
    if (x.dtype === out.dtype) return [x];
    if (x.uniform !== undefined) {
      const value =
        out.dtype === 'bool'
          ? Number(x.uniform !== 0)
          : out.dtype === 'int32'
            ? Math.trunc(x.uniform)
            : x.uniform;
      return [b.uniform(x.shape, out.dtype, value)];
    }
    if (x.base) {
      const base = x.base;
      const narrow = b.ref({ shape: base.shape, dtype: out.dtype }, b.cast(b.use(base), out.dtype));
      return [b.broadcast(narrow, x.shape)];
    }
    return [b.ref(out, b.cast(b.use(x), out.dtype))];
  },
};

const clip: Rule = {
  kernel: 'ClipByValue',
  infer: (inputs) => [inputs.get('x')],
  lower: (b, inputs, attributes, [out]) => {
    const x = inputs.get('x');
    const low = b.number(numberOf(attributes, 'clipValueMin'), x.dtype);
    const high = b.number(numberOf(attributes, 'clipValueMax'), x.dtype);
    return [b.ref(out!, b.node('Clip', [b.use(x), low, high]))];
  },
};

/** `condition ? t : e`; a condition of rank 1 chooses whole rows. */
const select: Rule = {
  kernel: 'Select',
  infer: (inputs) => {
    const [t, e] = [inputs.get('t'), inputs.get('e')];
    return [{ shape: t.shape, dtype: asDType(upcastType(t.dtype, e.dtype)) }];
  },
  lower: (b, inputs, _, outputs) => {
    const out = outputs[0]!;
    const condition = inputs.get('condition');
    const rows = condition.shape.length === 1 && out.shape.length > 1;
    const test = rows
      ? b.reshape(b.use(condition), [condition.shape[0]!, ...out.shape.slice(1).map(() => 1)])
      : b.use(condition);
    // The condition gives the full shape, so that a number or a repeated tensor can stay small.
    const branch = (ref: Ref): string => {
      const name =
        ref.uniform !== undefined && !rows
          ? b.number(ref.uniform, ref.dtype)
          : ref.base && !rows
            ? b.use(ref.base)
            : b.use(ref);
      return ref.dtype === out.dtype ? name : b.cast(name, out.dtype);
    };
    return [b.ref(out, b.node('Where', [test, branch(inputs.get('t')), branch(inputs.get('e'))]))];
  },
};

const addN: Rule = {
  kernel: 'AddN',
  infer: (inputs) => [inputs.all()[0]!],
  lower: (b, inputs, _, outputs) => {
    // Whole tensors first: what is repeated is then added in its small form.
    const isPart = (ref: Ref) => Number(ref.base !== undefined || ref.uniform !== undefined);
    const [first, ...others] = inputs.all().toSorted((x, y) => isPart(x) - isPart(y));
    const out = outputs[0]!;
    return [
      others.reduce(
        (sum, ref) => b.ref(out, b.node('Add', operands(b, sum, ref, out.shape))),
        b.ref(out, b.use(first!)),
      ),
    ];
  },
};

const leakyRelu: Rule = {
  kernel: 'LeakyRelu',
  infer: (inputs) => [inputs.get('x')],
  lower: (b, inputs, attributes, [out]) => [
    b.ref(
      out!,
      b.node('LeakyRelu', [b.use(inputs.get('x'))], { alpha: float(numberOf(attributes, 'alpha')) }),
    ),
  ],
};

const prelu: Rule = {
  kernel: 'Prelu',
  infer: (inputs) => [inputs.get('x')],
  lower: (b, inputs, _, [out]) => {
    const x = b.use(inputs.get('x'));
    const negative = b.node('Less', [x, b.number(0, 'float32')]);
    return [b.ref(out!, b.node('Where', [negative, b.node('Mul', [x, b.use(inputs.get('alpha'))]), x]))];
  },
};

const eluGrad: Rule = {
  kernel: 'EluGrad',
  infer: (inputs) => [inputs.get('y')],
  lower: (b, inputs, _, [out]) => {
    const [dy, y] = [b.use(inputs.get('dy')), b.use(inputs.get('y'))];
    const slope = b.node('Add', [b.node('Min', [y, b.number(0, 'float32')]), b.number(1, 'float32')]);
    return [b.ref(out!, b.node('Mul', [dy, slope]))];
  },
};

// One name in both worlds.
const sameName = [
  'Abs',
  'Acos',
  'Acosh',
  'Asin',
  'Asinh',
  'Atan',
  'Atanh',
  'Ceil',
  'Cos',
  'Cosh',
  'Elu',
  'Erf',
  'Exp',
  'Floor',
  'Log',
  'Neg',
  'Reciprocal',
  'Relu',
  'Round',
  'Sigmoid',
  'Sign',
  'Sin',
  'Sinh',
  'Softplus',
  'Sqrt',
  'Tan',
  'Tanh',
];

export const elementwise: Rule[] = [
  ...sameName.map((name) => unary(name, op(name))),
  unary('Rsqrt', (b, x) => b.node('Reciprocal', [b.node('Sqrt', [x])])),
  unary('Square', square),
  unary('Log1p', log1p),
  unary('Expm1', expm1),
  unary('Relu6', (b, x, dtype) => b.node('Clip', [x, b.number(0, dtype), b.number(6, dtype)])),
  unary('Selu', op('Selu')),
  unary('LogicalNot', op('Not'), 'bool'),
  unary('IsNan', op('IsNaN'), 'bool'),
  unary('IsInf', op('IsInf'), 'bool'),
  unary(
    'IsFinite',
    (b, x) => b.node('Not', [b.node('Or', [b.node('IsNaN', [x]), b.node('IsInf', [x])])]),
    'bool',
  ),
  step,
  cast,
  clip,
  select,
  addN,
  leakyRelu,
  prelu,
  eluGrad,
  binary('Add', numeric('Add'), { neutral: 0, commutes: true }),
  binary('Sub', numeric('Sub'), { neutral: 0 }),
  binary('Multiply', numeric('Mul'), { neutral: 1, commutes: true }),
  binary('RealDiv', binaryOp('Div'), { neutral: 1 }),
  binary('FloorDiv', floorDivide, { dtype: 'int32' }),
  binary('Mod', modulo),
  binary('Maximum', numeric('Max')),
  binary('Minimum', numeric('Min')),
  binary('Pow', binaryOp('Pow')),
  binary('SquaredDifference', (b, x, y) => {
    const difference = b.node('Sub', [x, y]);
    return b.node('Mul', [difference, difference]);
  }),
  binary('Equal', binaryOp('Equal'), { dtype: 'bool' }),
  binary('NotEqual', (b, x, y) => b.node('Not', [b.node('Equal', [x, y])]), { dtype: 'bool' }),
  binary('Greater', ordered('Greater'), { dtype: 'bool' }),
  binary('GreaterEqual', ordered('GreaterOrEqual'), { dtype: 'bool' }),
  binary('Less', ordered('Less'), { dtype: 'bool' }),
  binary('LessEqual', ordered('LessOrEqual'), { dtype: 'bool' }),
  binary('LogicalAnd', binaryOp('And'), { dtype: 'bool' }),
  binary('LogicalOr', binaryOp('Or'), { dtype: 'bool' }),
];
