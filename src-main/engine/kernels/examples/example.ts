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

export function example(
  kernel: string,
  inputs: Record<string, HostTensor>,
  program: Program,
  tolerance?: number,
): KernelExample {
  return { kernel, program, inputs, ...(tolerance === undefined ? {} : { tolerance }) };
}
