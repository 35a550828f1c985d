import type { Device } from '../types.ts';
import { cudaObstacle, openCuda } from './cuda.ts';
import { openTfjsGpu, tfjsGpuObstacle } from './tfjs-gpu.ts';
import { openWebgpu, webgpuObstacle } from './webgpu.ts';

/** Devices that a machine may lack, in the order in which they are listed. */
export const optionalDevices = ['webgpu', 'cuda', 'tfjs-node-gpu'] as const;
export type OptionalDevice = (typeof optionalDevices)[number];

interface Optional {
  /** Why it cannot be tried at all, without waking any driver; or null. */
  obstacle: () => string | null;
  /** Opens it in this process. Throws a `UserError` of kind `use` that says what is missing. */
  open: () => Promise<Device>;
}

export const optional: Readonly<Record<OptionalDevice, Optional>> = {
  webgpu: { obstacle: webgpuObstacle, open: openWebgpu },
  cuda: { obstacle: cudaObstacle, open: openCuda },
  'tfjs-node-gpu': { obstacle: tfjsGpuObstacle, open: openTfjsGpu },
};
