import { createOrtDevice } from './devices/ort.ts';
import type { Device } from './types.ts';

export interface CpuOptions {
  /** Threads of one operation. */
  threads?: number;
}

/** The processor, through ONNX Runtime. Tensors given to `upload` are used in place: do not change them after. */
export function createCpuDevice({ threads = 2 }: CpuOptions = {}): Device {
  return createOrtDevice({ provider: 'cpu', threads });
}
