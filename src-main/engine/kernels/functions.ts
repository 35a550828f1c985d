import { op, unary, type Unary } from './elementwise.ts';
import type { Rule } from './rule.ts';

/** log(1 + x) without the loss of digits near 0 (Kahan): log(u) x / (u - 1) with u = 1 + x rounded. */
const log1p: Unary = (b, x) => {
  const one = b.number(1, 'float32');
  const u = b.node('Add', [x, one]);
  const logarithm = b.node('Log', [u]);
  const exact = b.node('Div', [b.node('Mul', [logarithm, x]), b.node('Sub', [u, one])]);
  const small = b.node('Less', [b.node('Abs', [x]), b.number(0.5, 'float32')]);
  const nearZero = b.node('Where', [b.node('Equal', [u, one]), x, exact]);
  return b.node('Where', [small, nearZero, logarithm]);
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
  'Erf',
  'Exp',
  'Floor',
  'Log',
  'Neg',
  'Reciprocal',
  'Round',
  'Sign',
  'Sin',
  'Sinh',
  'Sqrt',
  'Tan',
  'Tanh',
];

/** Functions of one number. */
export const functions: Rule[] = [
  ...sameName.map((name) => unary(name, op(name))),
  unary('Rsqrt', (b, x) => b.node('Reciprocal', [b.node('Sqrt', [x])])),
  unary('Square', square),
  unary('Log1p', log1p),
  unary('Expm1', expm1),
];
