import { binary, binaryOp, op, unary, type Binary } from './elementwise.ts';
import type { Rule } from './rule.ts';

/** Order of false and true is that of 0 and 1. */
function ordered(name: string): Binary {
  return (b, x, y, dtype) =>
    dtype === 'bool' ? b.node(name, [b.cast(x, 'int32'), b.cast(y, 'int32')]) : b.node(name, [x, y]);
}

/** What gives flags: comparisons, logic and tests of a number's kind. */
export const comparisons: Rule[] = [
  binary('Equal', binaryOp('Equal'), { dtype: 'bool' }),
  binary('NotEqual', (b, x, y) => b.node('Not', [b.node('Equal', [x, y])]), { dtype: 'bool' }),
  binary('Greater', ordered('Greater'), { dtype: 'bool' }),
  binary('GreaterEqual', ordered('GreaterOrEqual'), { dtype: 'bool' }),
  binary('Less', ordered('Less'), { dtype: 'bool' }),
  binary('LessEqual', ordered('LessOrEqual'), { dtype: 'bool' }),
  binary('LogicalAnd', binaryOp('And'), { dtype: 'bool' }),
  binary('LogicalOr', binaryOp('Or'), { dtype: 'bool' }),
  unary('LogicalNot', op('Not'), 'bool'),
  unary('IsNan', op('IsNaN'), 'bool'),
  unary('IsInf', op('IsInf'), 'bool'),
  unary(
    'IsFinite',
    (b, x) => b.node('Not', [b.node('Or', [b.node('IsNaN', [x]), b.node('IsInf', [x])])]),
    'bool',
  ),
];
