import { createOrtDevice } from './devices/ort.ts';
import { processorThreads } from './threads.ts';
import type { Device } from './types.ts';

export interface CpuOptions {
  /** Threads of one operation; default: two, or as many as `CONTEXTURE_THREADS` says. */
  threads?: number;
}

/** The processor, through ONNX Runtime. Tensors given to `upload` are used in place: do not change them after. */
export function createCpuDevice({ threads = processorThreads() }: CpuOptions = {}): Device {
  return createOrtDevice({ provider: 'cpu', threads });
}
