import { UserError } from '../../errors.ts';
import type { Remedy } from '../../remedies.ts';

/** A device that failed in the middle of work; its cause is what the driver said. */
export class DeviceFailure extends UserError {
  constructor(message: string, cause: unknown, remedies: readonly Remedy[] = []) {
    super('failure', message, { cause, remedies });
    this.name = 'DeviceFailure';
  }
}

interface Failure {
  /** Matches what ONNX Runtime, Dawn, Vulkan, Direct3D, Metal, CUDA or the C++ library say. */
  pattern: RegExp;
  sentence: (device: string) => string;
}

const elsewhere = (device: string) => (device === 'cpu' ? '' : ', or use the device cpu');

const failures: readonly Failure[] = [
  {
    // Also where a buffer is longer than may be bound, so that it is cut into many.
    pattern: /too many storage buffers/iu,
    sentence: (device) =>
      `An operation of this model needs more buffers at once than the device ${device} can bind. Its memory is not` +
      ` the limit: try a smaller batch, fewer or shorter texts, a smaller width${elsewhere(device)}.`,
  },
  {
    // WebGPU goes on with an invalid buffer where it got no memory.
    pattern:
      /bad_?alloc|out of (?:\w+ )?memory|OUT_?OF_?\w*MEMORY|failed to allocate|ALLOC_FAILED|allocation size too large|Invalid Buffer|max buffer size/iu,
    sentence: (device) =>
      `The device ${device} does not have enough memory for this: try a smaller batch, fewer or shorter texts, a smaller ` +
      `width${elsewhere(device)}.`,
  },
  {
    pattern:
      /device (?:is |was )?lost|DEVICE_(?:LOST|REMOVED|HUNG|RESET)|Instance reference no longer exists|launch failure|CUDA failure (?:46|7\d\d):/iu,
    sentence: (device) =>
      `The device ${device} was lost: its driver restarted or withdrew it. Start again` +
      `${elsewhere(device)}; if it happens again, update the driver.`,
  },
  {
    pattern: /shader (?:module|compil)|compute ?pipeline|WGSL|SPIR-?V|no kernel image/iu,
    sentence: (device) =>
      `The driver of ${device} could not compile what the model needs: update it${elsewhere(device)}.`,
  },
];

/** The error as a user can act on it, where the device is at fault; every other error as it is. */
export function explained(error: unknown, device: string): unknown {
  const message = error instanceof Error ? error.message : String(error);
  const failure = failures.find(({ pattern }) => pattern.test(message));
  return failure ? new DeviceFailure(failure.sentence(device), error) : error;
}
