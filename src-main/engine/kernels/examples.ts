import { binary } from './examples/binary.ts';
import { convolution } from './examples/convolution.ts';
import type { KernelExample } from './examples/example.ts';
import { fused } from './examples/fused.ts';
import { gather } from './examples/gather.ts';
import { product } from './examples/product.ts';
import { reduction } from './examples/reduction.ts';
import { shape } from './examples/shape.ts';
import { unary } from './examples/unary.ts';

/** Small programs that together call every kernel of the table: what a device must get right. */
export const examples: readonly KernelExample[] = [
  ...unary,
  ...binary,
  ...reduction,
  ...product,
  ...convolution,
  ...shape,
  ...gather,
  ...fused,
];
