import { sizeOf } from '../host.ts';
import type { OnnxBuilder, Ref } from '../onnx/builder.ts';
import { concatOf, splitInto } from '../onnx/groups.ts';
import type { TensorSpec } from '../types.ts';

/*
 * ONNX Runtime's ScatterND shares its updates among threads, and of two that add to the same place at once one is
 * lost (https://github.com/microsoft/onnxruntime/issues/23396). It takes a single thread where there is too little to
 * share, below about 200,000 numbers. So a long sum is written as several short ones, one after the other: by the rows
 * of the updates, or, where the sums are large and would be copied often, by their columns.
 */
const numbersOfOneThread = 131_072;
/** Below this width rows are handled one number at a time rather than as rows. */
const leastColumns = 16;

function shares(total: number, each: number): number[] {
  return Array.from({ length: Math.ceil(total / each) }, (_, i) => Math.min(each, total - i * each));
}

/**
 * Zeros of the shape of `out`, with `updates` (..., rest of the shape) added at `indices` (..., k), in their order:
 * the same sums on every run, whatever the number of threads.
 */
export function scatterAdd(b: OnnxBuilder, indices: Ref, updates: Ref, out: TensorSpec): Ref {
  const depth = indices.shape.at(-1)!;
  const count = sizeOf(indices.shape.slice(0, -1));
  const inner = out.shape.slice(depth);
  const width = sizeOf(inner);
  if (count === 0 || sizeOf(out.shape) === 0) return b.uniform(out.shape, out.dtype, 0);
  const at = b.cast(b.reshape(b.use(indices), [count, depth]), 'int64');
  const add = (shape: readonly number[], places: readonly string[], rows: readonly string[]) =>
    rows.reduce(
      (sum, row, i) => b.node('ScatterND', [sum, places[i]!, row], { reduction: 'add' }),
      b.use(b.uniform(shape, out.dtype, 0)),
    );

  const rowsEach = Math.max(1, Math.floor(numbersOfOneThread / Math.max(width, 1)));
  const byRows = shares(count, rowsEach);
  const columnsEach = Math.floor(numbersOfOneThread / count);
  const height = out.shape[0]!;
  // Each share of rows costs a copy of the sums; columns cost one copy of updates and sums, in worse order.
  if (depth === 1 && columnsEach >= leastColumns && byRows.length * height > 2 * (count + height)) {
    const widths = shares(width, columnsEach);
    const parts = splitInto(b, b.reshape(b.use(updates), [count, width]), 1, widths);
    const sums = parts.map((part, i) => add([height, widths[i]!], [at], [part]));
    return b.ref(out, b.reshape(concatOf(b, sums, 1), out.shape));
  }
  const rows = splitInto(b, b.reshape(b.use(updates), [count, ...inner]), 0, byRows);
  return b.ref(out, add(out.shape, splitInto(b, at, 0, byRows), rows));
}
