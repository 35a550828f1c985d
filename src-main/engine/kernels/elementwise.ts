import { upcastType } from '@tensorflow/tfjs-core';
import { asDType } from '../graph.ts';
import { sizeOf } from '../host.ts';
import type { OnnxBuilder, Ref } from '../onnx/builder.ts';
import type { DType, TensorSpec } from '../types.ts';
import { broadcastShape, sameShape, type Rule } from './rule.ts';

/** Nodes for one element-wise function: from the input's name to the output's. */
export type Unary = (b: OnnxBuilder, x: string, dtype: DType) => string;
export type Binary = (b: OnnxBuilder, x: string, y: string, dtype: DType) => string;

/** The rule of a function of one tensor. */
export function unary(kernel: string, write: Unary, dtype?: DType): Rule {
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

/** The ONNX node of that name. */
export function op(name: string): Unary {
  return (b, x) => b.node(name, [x]);
}

/**
 * The two operands as a broadcasting node needs them: what is repeated, or one number everywhere, is passed in
 * its small form where the other operand gives the full shape.
 */
export function operands(b: OnnxBuilder, x: Ref, y: Ref, shape: readonly number[]): [string, string] {
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

/** The rule of a function of two tensors that broadcast; both are of the wider type when it is computed. */
export function binary(kernel: string, write: Binary, options: BinaryOptions = {}): Rule {
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

/** The ONNX node of that name. */
export function binaryOp(name: string): Binary {
  return (b, x, y) => b.node(name, [x, y]);
}
