import { binary, binaryOp, operands, type Binary } from './elementwise.ts';
import type { OnnxBuilder, Ref } from '../onnx/builder.ts';
import type { Rule } from './rule.ts';

function numeric(name: string): Binary {
  return (b, x, y, dtype) =>
    dtype === 'bool'
      ? b.cast(b.node(name, [b.cast(x, 'int32'), b.cast(y, 'int32')]), 'bool')
      : b.node(name, [x, y]);
}

/** Whether an integer divisor is 0, 1 or -1. */
function isUnit(b: OnnxBuilder, y: string): string {
  return b.node('Equal', [y, b.node('Clip', [y, b.number(-1, 'int32'), b.number(1, 'int32')])]);
}

/**
 * floor(x / y) as int32. An integer division by zero would end the process, so it gives 0 instead; so would that of
 * -2^31 by -1, which gives -2^31.
 */
const floorDivide: Binary = (b, x, y, dtype) => {
  if (dtype === 'float32') return b.cast(b.node('Floor', [b.node('Div', [x, y])]), 'int32');
  const zero = b.number(0, 'int32');
  const unit = isUnit(b, y);
  const divisor = b.node('Where', [unit, b.number(1, 'int32'), y]);
  const quotient = b.node('Div', [x, divisor]);
  const rest = b.node('Sub', [x, b.node('Mul', [quotient, divisor])]);
  const signsDiffer = b.node('Less', [
    b.node('Mul', [b.node('Sign', [rest]), b.node('Sign', [divisor])]),
    zero,
  ]);
  const floored = b.node('Sub', [quotient, b.cast(signsDiffer, 'int32')]);
  return b.node('Where', [unit, b.node('Mul', [x, y]), floored]);
};

/** The rest of a floored division: it has the sign of the divisor. */
const modulo: Binary = (b, x, y, dtype) => {
  if (dtype === 'int32') {
    const divisor = b.node('Where', [isUnit(b, y), b.number(1, 'int32'), y]);
    return b.node('Mod', [x, divisor]);
  }
  const zero = b.number(0, 'float32');
  const rest = b.node('Mod', [x, y], { fmod: 1 });
  const sameSign = b.node('Not', [b.node('Xor', [b.node('Less', [x, zero]), b.node('Less', [y, zero])])]);
  return b.node('Where', [sameSign, rest, b.node('Mod', [b.node('Add', [rest, y]), y], { fmod: 1 })]);
};

/** The angle of the point (x, y). */
const atan2: Binary = (b, y, x) => {
  const zero = b.number(0, 'float32');
  const angle = b.node('Atan', [b.node('Div', [y, x])]);
  const turn = b.node('Where', [
    b.node('Less', [y, zero]),
    b.number(-Math.PI, 'float32'),
    b.number(Math.PI, 'float32'),
  ]);
  const upright = b.node('Mul', [b.node('Sign', [y]), b.number(Math.PI / 2, 'float32')]);
  const left = b.node('Where', [b.node('Less', [x, zero]), b.node('Add', [angle, turn]), upright]);
  return b.node('Where', [b.node('Greater', [x, zero]), angle, left]);
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

export const arithmetic: Rule[] = [
  addN,
  binary('Add', numeric('Add'), { neutral: 0, commutes: true }),
  binary('Sub', numeric('Sub'), { neutral: 0 }),
  binary('Multiply', numeric('Mul'), { neutral: 1, commutes: true }),
  binary('RealDiv', binaryOp('Div'), { neutral: 1 }),
  binary('FloorDiv', floorDivide, { dtype: 'int32' }),
  binary('Mod', modulo),
  binary('Maximum', numeric('Max')),
  binary('Minimum', numeric('Min')),
  binary('Pow', binaryOp('Pow')),
  binary('Atan2', atan2),
  binary('BitwiseAnd', binaryOp('BitwiseAnd')),
  binary('SquaredDifference', (b, x, y) => {
    const difference = b.node('Sub', [x, y]);
    return b.node('Mul', [difference, difference]);
  }),
];
