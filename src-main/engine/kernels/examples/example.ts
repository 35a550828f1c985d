import type { Tensor } from '@tensorflow/tfjs-core';
import type { HostTensor, Program } from '../../types.ts';

/** A small program in which a kernel of the table works, with inputs that are always the same. */
export interface KernelExample {
  /** The kernel as TensorFlow.js names it. */
  readonly kernel: string;
  readonly program: Program;
  readonly inputs: Readonly<Record<string, HostTensor>>;
  /** The difference from TensorFlow.js's CPU kernels that is allowed, in units of 1 + |expected|. */
  readonly tolerance?: number;
}

/** The program is given tensors of the inputs' names, and compiles with no other. */
export function example<N extends string>(
  kernel: string,
  inputs: Record<N, HostTensor>,
  program: (inputs: Record<N, Tensor>) => Record<string, Tensor>,
  tolerance?: number,
): KernelExample {
  return { kernel, program, inputs, ...(tolerance === undefined ? {} : { tolerance }) };
}
