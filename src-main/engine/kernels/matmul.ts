import { asDType, type Attributes } from '../graph.ts';
import { sizeOf } from '../host.ts';
import { float, type OnnxBuilder, type Ref } from '../onnx/builder.ts';
import type { TensorSpec } from '../types.ts';
import { broadcastShape, flagOf, numberOf, textOf, type Inputs, type Rule } from './rule.ts';

function productShape(a: TensorSpec, b: TensorSpec, attributes: Attributes): number[] {
  const [n, k] = lastTwo(a.shape, flagOf(attributes, 'transposeA'));
  const [inner, m] = lastTwo(b.shape, flagOf(attributes, 'transposeB'));
  if (k !== inner) {
    throw new RangeError(
      `matrices (${a.shape.join(', ')}) and (${b.shape.join(', ')}) do not fit: inner sizes ${k} and ${inner}`,
    );
  }
  return [...broadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2)), n, m];
}

function lastTwo(shape: readonly number[], transposed: boolean): [number, number] {
  if (shape.length < 2) throw new RangeError(`(${shape.join(', ')}) is not a matrix`);
  const [rows, columns] = [shape.at(-2)!, shape.at(-1)!];
  return transposed ? [columns, rows] : [rows, columns];
}

/** The matrix, with its last two axes swapped if asked. ONNX Runtime takes the swap into its product. */
function operand(b: OnnxBuilder, ref: Ref, transposed: boolean): string {
  const name = b.use(ref);
  if (!transposed) return name;
  const rank = ref.shape.length;
  const perm = Array.from({ length: rank }, (_, i) => i);
  [perm[rank - 2], perm[rank - 1]] = [rank - 1, rank - 2];
  return b.node('Transpose', [name], { perm });
}

function product(b: OnnxBuilder, inputs: Inputs<Ref>, attributes: Attributes, out: TensorSpec): string {
  // Sums over nothing.
  if (sizeOf(inputs.get('a').shape) === 0) return b.use(b.uniform(out.shape, out.dtype, 0));
  return b.node('MatMul', [
    operand(b, inputs.get('a'), flagOf(attributes, 'transposeA')),
    operand(b, inputs.get('b'), flagOf(attributes, 'transposeB')),
  ]);
}

function infer(inputs: Inputs<TensorSpec>, attributes: Attributes): TensorSpec[] {
  const [a, b] = [inputs.get('a'), inputs.get('b')];
  return [{ shape: productShape(a, b, attributes), dtype: asDType(a.dtype) }];
}

/** The function that a fused kernel ends with. */
export function activate(b: OnnxBuilder, x: string, attributes: Attributes, inputs: Inputs<Ref>): string {
  const activation = textOf(attributes, 'activation');
  switch (activation) {
    case 'linear':
      return x;
    case 'relu':
      return b.node('Relu', [x]);
    case 'relu6':
      return b.node('Clip', [x, b.number(0, 'float32'), b.number(6, 'float32')]);
    case 'elu':
      return b.node('Elu', [x]);
    case 'sigmoid':
      return b.node('Sigmoid', [x]);
    case 'leakyrelu':
      return b.node('LeakyRelu', [x], { alpha: float(numberOf(attributes, 'leakyreluAlpha')) });
    case 'prelu': {
      const slope = b.use(inputs.get('preluActivationWeights'));
      const negative = b.node('Less', [x, b.number(0, 'float32')]);
      return b.node('Where', [negative, b.node('Mul', [x, slope]), x]);
    }
    default:
      throw new Error(`activation ${activation} cannot be compiled`);
  }
}

export const matmul: Rule[] = [
  {
    kernel: 'BatchMatMul',
    infer,
    lower: (b, inputs, attributes, [out]) => [b.ref(out!, product(b, inputs, attributes, out!))],
  },
  {
    kernel: '_FusedMatMul',
    infer,
    lower: (b, inputs, attributes, [out]) => {
      const bias = inputs.find('bias');
      const plain = product(b, inputs, attributes, out!);
      const sum = bias ? b.node('Add', [plain, b.use(bias)]) : plain;
      return [b.ref(out!, activate(b, sum, attributes, inputs))];
    },
  },
];
