import type { Tensor } from '@tensorflow/tfjs-core';

export type DType = 'float32' | 'int32' | 'bool';

export interface TensorSpec {
  shape: readonly number[];
  dtype: DType;
}

/** Names, shapes and types of a program's inputs. */
export type Signature = Readonly<Record<string, TensorSpec>>;

/** A tensor in host memory, row-major. `bool` is one byte an element. */
export interface HostTensor extends TensorSpec {
  data: Float32Array | Int32Array | Uint8Array;
}

/**
 * A computation in plain TensorFlow.js operations, from named inputs to named outputs.
 * It is run once, with shapes only, to be compiled: whatever changes from call to call must be an input.
 */
export type Program = (inputs: Record<string, Tensor>) => Record<string, Tensor>;

/** A tensor that lives on a device. Whoever received it releases it. */
export interface DeviceTensor extends TensorSpec {
  release(): void;
  /** Copies the values to host memory. */
  read(): Promise<HostTensor>;
  /** The values without a copy, where the device computes in host memory; valid until the tensor is released. */
  peek(): Promise<HostTensor>;
}

/** A compiled program. */
export interface Executable {
  readonly signature: Signature;
  /** Outputs named in `keep` at compile time stay on the device; the others are on the host when `run` returns. */
  run(inputs: Record<string, HostTensor | DeviceTensor>): Promise<Record<string, DeviceTensor>>;
  dispose(): Promise<void>;
}

export interface CompileOptions {
  /** Outputs that stay on the device. */
  keep?: readonly string[];
  /** Whose program it is, for messages. */
  name?: string;
  /**
   * Inputs of the program that never change: they are given here instead of to `run`, and are no part of the compiled
   * program's signature. The device may rearrange them for its products.
   */
  constants?: Readonly<Record<string, HostTensor>>;
  /** Products with constant matrices in whole numbers of 8 bits, where the device has them: faster, and less exact. */
  int8?: boolean;
  /**
   * Whether memory goes back after every run. A program otherwise keeps what it took, which is faster and costs as much
   * memory as all compiled shapes of a model together.
   */
  lean?: boolean;
}

/** The signature without some of its inputs. */
export function without(signature: Signature, names: Readonly<Record<string, unknown>>): Signature {
  return Object.fromEntries(Object.entries(signature).filter(([name]) => !(name in names)));
}

export interface Device {
  readonly name: string;
  upload(tensor: HostTensor): DeviceTensor;
  compile(program: Program, signature: Signature, options?: CompileOptions): Promise<Executable>;
}

export interface DeviceInfo {
  name: string;
  available: boolean;
  /** What it is, or why it is not available and how to make it so. */
  detail: string;
  /** The driver and its version, if known. */
  driver: string | null;
  /** Bytes of its memory, if known. */
  memory: number | null;
}
